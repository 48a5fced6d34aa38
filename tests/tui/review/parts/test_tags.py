"""Tags without a screen: the dialog's callbacks, tag keys, and the vocabulary."""

from __future__ import annotations

from functools import partial

from annotations.store import Store
from annotations.store.decisions.tags import Tag
from tests.tui.review.parts.review_parts import ReviewParts
from tui.screens.dialogs.tag_keys import TagKeysScreen
from tui.screens.dialogs.tags import TagsScreen


def stored_tags(parts: ReviewParts) -> tuple[str, ...]:
    review = parts.stored_review("a.txt", "628")
    return review.tags if review else ()


async def define(parts: ReviewParts, *tags: Tag) -> None:
    for tag in tags:
        await parts.client.write(partial(Store.define_tag, tag=tag))


async def test_tags_are_chosen_in_a_dialog(parts: ReviewParts) -> None:
    await define(parts, Tag("mục tiêu"))
    await parts.open("a.txt", "628")
    await parts.tags.choose_tags()
    (dialog,) = parts.view.dialogs
    assert isinstance(dialog, TagsScreen)
    assert set(dialog._tags) == {"mục tiêu"}
    assert await dialog._store.set_tags(frozenset({"mục tiêu", "cấp tỉnh"}))
    assert stored_tags(parts) == ("cấp tỉnh", "mục tiêu")
    assert set(parts.session.tags) == {"cấp tỉnh", "mục tiêu"}, "a new tag is in the vocabulary"
    await parts.tags.choose_tags()
    assert parts.view.dialogs[-1]._selected == {"cấp tỉnh", "mục tiêu"}


async def test_the_dialog_changes_the_vocabulary(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.tags.choose_tags()
    store = parts.view.dialogs[-1]._store
    assert await store.define(Tag("mục tiêu", "k", "red"))
    assert parts.session.tags == {"mục tiêu": Tag("mục tiêu", "k", "red")}
    assert await store.retire("mục tiêu")
    assert parts.session.tags == {}
    assert parts.view.message.startswith("#mục tiêu is retired")


async def test_a_tag_key_puts_a_tag_on_and_off(parts: ReviewParts) -> None:
    await define(parts, Tag("mục tiêu", "k"))
    await parts.open("a.txt", "628")
    for tags, message in ((("mục tiêu",), "Stored: #mục tiêu on"), ((), "Stored: #mục tiêu off")):
        await parts.tags.wait_for_tag_key()
        assert isinstance(parts.view.dialogs[-1], TagKeysScreen)
        await parts.view.answer("mục tiêu")
        assert (stored_tags(parts), parts.view.message) == (tags, message)
    await parts.view.answer(None)
    assert stored_tags(parts) == ()


async def test_no_tag_has_a_key(parts: ReviewParts) -> None:
    await parts.open("a.txt", "628")
    await parts.tags.wait_for_tag_key()
    assert parts.view.dialogs == []
    assert parts.view.message == (
        "No tag has a key yet: <TagsScreen tags.edit> in the list of tags gives it one."
    )


async def test_without_a_claim(parts: ReviewParts) -> None:
    await define(parts, Tag("mục tiêu", "k"))
    await parts.open("c.txt")
    await parts.tags.choose_tags()
    await parts.tags.wait_for_tag_key()
    assert (parts.view.dialogs, parts.view.messages) == ([], ["There is no claim here."] * 2)
