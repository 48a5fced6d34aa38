"""Changes of the vocabulary: stored, then passed to the screen."""

from __future__ import annotations

import pytest

from annotations.store import Store
from annotations.store.decisions.tags import Tag
from tests.tui.store.notices import RecordedErrors, fail
from tui.store.client import StoreClient
from tui.store.tag_vocabulary import TagVocabulary


async def test_defining_and_retiring(client: StoreClient) -> None:
    vocabularies: list[list[Tag]] = []
    vocabulary = TagVocabulary(client, vocabularies.append)
    assert await vocabulary.define(Tag("mục tiêu", "k", "red"))
    assert await vocabulary.define(Tag("cấp tỉnh", "k"))
    assert await vocabulary.retire("mục tiêu")
    assert vocabularies == [
        [Tag("mục tiêu", "k", "red")],
        [Tag("cấp tỉnh", "k"), Tag("mục tiêu", None, "red")],
        [Tag("cấp tỉnh", "k")],
    ], "a key belongs to one tag"


async def test_a_failing_store(
    client: StoreClient, errors: RecordedErrors, monkeypatch: pytest.MonkeyPatch
) -> None:
    vocabularies: list[list[Tag]] = []
    monkeypatch.setattr(Store, "define_tag", fail)
    assert not await TagVocabulary(client, vocabularies.append).define(Tag("mục tiêu"))
    assert (vocabularies, errors.visible) == ([], ["Not stored. The disk is full."])
