"""The keys of the review screen: each action with an id, a label and a second key.

The second keys are digits, arrows, Enter and function keys: a Vietnamese input method leaves those alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding, BindingType

REVIEW: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="app.keys"),
    Binding("v,1", "decide('verified')", "Verified", tooltip="Then the next unreviewed", id="review.verify"),
    Binding("r,2", "decide('refuted')", "Refuted", tooltip="Then the next unreviewed", id="review.refute"),
    Binding("u,3", "decide('unverifiable')", "Unverifiable", tooltip="Cannot be checked; then the next unreviewed", id="review.unverifiable"),
    Binding("x,4", "decide('not_a_claim')", "No claim", tooltip="Nothing to check; then the next unreviewed", id="review.not_a_claim"),
    Binding("c,0,backspace", "clear", "Clear", show=False, tooltip="Take the verdict back", id="review.clear"),
    Binding("z,f9", "take_back('undo')", "Undo", show=False, tooltip="Take back what you did last", id="review.undo"),
    Binding("y,f10", "take_back('redo')", "Redo", show=False, tooltip="Do it again", id="review.redo"),
    Binding("t,f6", "tags", "Tag", tooltip="Put tags on or off", id="review.tags"),
    Binding("n,f4", "note", "Note", tooltip="Note something on the claim", id="review.note"),
    Binding("slash,f5", "search", "Find", tooltip="Search in the article", id="review.search"),
    Binding("a,f2", "articles", "Articles", show=False, tooltip="To the list of articles and back", id="review.articles"),
    Binding("enter,space", "next_unreviewed", "Next unreviewed", show=False, id="review.next_unreviewed"),
    Binding("right,j", "step(1)", "Next claim", show=False, id="review.next_claim"),
    Binding("left,k", "step(-1)", "Previous claim", show=False, id="review.previous_claim"),
    Binding("right_square_bracket,ctrl+down", "article(1)", "Next article", show=False, id="review.next_article"),
    Binding("left_square_bracket,ctrl+up", "article(-1)", "Previous article", show=False, id="review.previous_article"),
    Binding("full_stop,f3", "match(1)", "Next match", show=False, id="review.next_match"),
    Binding("comma,shift+f3", "match(-1)", "Previous match", show=False, id="review.previous_match"),
    Binding("escape", "leave", "Back to the article", show=False, id="review.leave"),
    Binding("q,ctrl+q", "app.quit", "Quit", tooltip="Everything is stored already", key_display="q", id="app.quit"),
]  # fmt: skip


def split(keys: str) -> tuple[str, ...]:
    """The keys in a text such as ``v,1``, by the names that Textual gives them."""
    # Textual names a key such as ? by its character's name; a binding made of it tells which.
    given = ",".join(filter(None, (key.strip() for key in keys.split(","))))
    return tuple(binding.key for binding in Binding.make_bindings([Binding(given, "")])) if given else ()


def bindings(owner: type) -> Iterator[Binding]:
    """The bindings that a screen, a widget or the app itself declares, and its bases in this program."""
    for base in owner.__mro__:
        ours = base.__module__.startswith("tui.")
        for binding in vars(base).get("BINDINGS", ()) if ours or base is owner else ():
            assert isinstance(binding, Binding), "a binding here has an id and a label"
            yield binding
