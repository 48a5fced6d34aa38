from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from unicodedata import normalize

import pytest

from annotations.errors import UsageError
from annotations.model import Review, Verdict
from annotations.store import Store
from annotations.store.decisions.tags import Tag
from annotations.store.queries.claims import read_claim, read_mentions
from annotations.store.queries.outline import VERDICTS
from annotations.store.queries.outline_query import read_outline
from annotations.store.queries.progress import read_progress

TAG, ANNOTATOR = "chỉ tiêu", "Hòa"
NFD_TAG, NFD_ANNOTATOR = normalize("NFD", TAG), normalize("NFD", ANNOTATOR)


@pytest.fixture
def claim(store: Store) -> str:
    return read_mentions(store, "a.txt")[0].id


@pytest.mark.parametrize(
    "name",
    ["", "  ", "a;b", "a\tb", "a\nb", "\x1b[31m", "\u200b", "\u0301", "\u3164", "a\u202eb", "x" * 101],
    ids=[
        "empty",
        "blank",
        "semicolon",
        "tab",
        "newline",
        "escape",
        "zero_width",
        "lone_mark",
        "filler",
        "bidi",
        "long",
    ],
)
def test_invalid_tag_is_refused(store: Store, claim: str, name: str) -> None:
    with pytest.raises(UsageError, match="tag"):
        store.set_tags(claim, ANNOTATOR, [name])
    with pytest.raises(UsageError, match="tag"):
        store.change_tags([claim], ANNOTATOR, on=[name])
    with pytest.raises(UsageError, match="tag"):
        store.define_tag(Tag(name))
    assert store.tags() == []
    assert read_claim(store, claim) == (read_mentions(store, "a.txt")[0], [])


@pytest.mark.parametrize(
    "name",
    ["", "  ", "a\tb", "\u200b", "\u0301", "\u2800", "a\u2066b", "x" * 101],
    ids=["empty", "blank", "tab", "zero_width", "lone_mark", "braille_blank", "bidi", "long"],
)
def test_a_name_that_is_no_annotator_is_refused(store: Store, claim: str, name: str) -> None:
    with pytest.raises(UsageError, match="annotator"):
        store.set_verdict(claim, name, Verdict.VERIFIED)
    with pytest.raises(UsageError, match="annotator"):
        store.set_seen("a.txt", name, is_seen=True)


def test_a_tag_is_the_same_in_every_normal_form(store: Store, claim: str) -> None:
    assert store.set_tags(claim, ANNOTATOR, [NFD_TAG, TAG]).tags == (TAG,)
    store.define_tag(Tag(NFD_TAG, key="c"))
    assert store.tags() == [Tag(TAG, "c")]
    assert store.change_tags([claim], ANNOTATOR, off=[NFD_TAG])[0].tags == ()
    store.retire_tag(NFD_TAG)
    assert store.tags() == []


def test_an_annotator_is_the_same_in_every_normal_form(store: Store, claim: str) -> None:
    store.set_verdict(claim, NFD_ANNOTATOR, Verdict.VERIFIED)
    assert store.set_note(claim, ANNOTATOR, "x").verdict is Verdict.VERIFIED
    assert [review.annotator for review in _reviews(store, claim)] == [ANNOTATOR]
    assert read_progress(store, NFD_ANNOTATOR)[0].reviewed == 1
    store.undo(NFD_ANNOTATOR)
    assert _reviews(store, claim)[0].note == ""


def test_names_that_an_earlier_version_stored_in_nfd_stay_in_use(store: Store, claim: str) -> None:
    store.set_tags(claim, "x", ["t"])
    store.set_verdict(claim, "x", Verdict.VERIFIED)
    _rename_as_stored(store.path, annotator=NFD_ANNOTATOR, tag=NFD_TAG)
    assert _reviews(store, claim)[0].tags == (TAG,)
    assert store.tags() == [Tag(TAG)]
    outline = read_outline(store, "a.txt", ANNOTATOR)
    assert VERDICTS[outline.verdicts[0]] is Verdict.VERIFIED
    store.set_note(claim, ANNOTATOR, "y")
    assert [review.annotator for review in _reviews(store, claim)] == [NFD_ANNOTATOR]
    store.define_tag(Tag(TAG, key="c"))
    assert store.tags() == [Tag(TAG, "c")]


def test_a_claim_keeps_a_tag_that_an_earlier_version_took(store: Store, claim: str) -> None:
    store.set_tags(claim, "x", ["t"])
    _rename_as_stored(store.path, annotator="x", tag="a;b")
    assert store.set_tags(claim, "x", ["a;b", "c"]).tags == ("a;b", "c")


def _reviews(store: Store, claim: str) -> list[Review]:
    full_claim = read_claim(store, claim)
    assert full_claim is not None
    return full_claim[1]


def _rename_as_stored(path: Path, *, annotator: str, tag: str) -> None:
    """Rename the annotator x and the tag t below the store's rules, as an earlier version stored them."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TRIGGER decisions_are_never_changed")
        connection.execute("UPDATE annotators SET name = ?", (annotator,))
        connection.execute("UPDATE reviews SET annotator = ?", (annotator,))
        connection.execute(
            "UPDATE decisions SET annotator = ?, tags = replace(tags, '\"t\"', ?)", (annotator, f'"{tag}"')
        )
        connection.execute("UPDATE tags SET name = ?", (tag,))
