"""The topics of the help page: which actions stand together, and in what order."""

from __future__ import annotations

from collections.abc import Iterable

from tui.keys.actions import Action
from tui.language.i18n import mark

# Each topic with how the ids of its actions begin; an action is in the first topic that fits.
TOPICS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (mark("Verdicts"), (
        "review.verify", "review.refute", "review.unverifiable", "review.not_a_claim", "review.clear", "review.same_",
        "review.undo", "review.redo",
    )),
    (mark("About the claim"), (
        "review.evidence", "review.open_evidence", "review.actual_value", "review.correct", "review.confidence",
        "review.note", "review.tag", "review.copy_claim", "review.seen",
    )),
    (mark("Which words are a claim"), (
        "review.add_claim", "review.set_ends", "review.end_", "review.start_", "review.retire", "review.select",
    )),
    (mark("Moving"), (
        "review.next_", "review.previous_", "review.first_", "review.last_", "review.back", "review.forward", "review.goto_",
        "review.leave",
    )),
    (mark("Finding"), ("review.search", "review.match", "review.similar")),
    (mark("Other screens, and what is shown"), ("review.",)),
    (mark("The article"), ("reader.",)),
    (mark("Selecting text"), ("selection.",)),
    (mark("The list of articles"), ("articles.",)),
    (mark("Search line"), ("search.", "query.")),
    (mark("Search in all articles"), ("corpus_search.",)),
    (mark("Table of claims"), ("claims.",)),
    (mark("Claims that lost their place"), ("orphans.",)),
    (mark("Settling disputes"), ("adjudication.",)),
    (mark("Claims alike"), ("similar.",)),
    (mark("Plots of the progress"), ("dashboard.",)),
    (mark("How far annotators agree"), ("agreement.",)),
    (mark("Dialogs"), ("form.", "choice.", "evidence.", "note.", "tags.", "tag_keys.", "goto.")),
    (mark("Everywhere"), ("app.", "help.")),
)  # fmt: skip


def by_topic(actions: Iterable[Action]) -> dict[str, list[Action]]:
    """The actions by the English title of their topic, in the order of the page."""
    topics: dict[str, list[Action]] = {title: [] for title, _beginnings in TOPICS}
    places = {
        beginning: (title, place)
        for title, beginnings in TOPICS
        for place, beginning in enumerate(beginnings)
    }
    placed = [
        next((*places[start], action) for start in places if action.id.startswith(start))
        for action in actions
    ]
    for title, _place, action in sorted(placed, key=lambda entry: entry[1]):
        topics[title].append(action)
    return topics
