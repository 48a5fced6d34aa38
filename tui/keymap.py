"""The keys of the screens: each action with an id, a label and a second key.

The second keys are digits, arrows, Enter and function keys: a Vietnamese input method leaves those alone.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

REVIEW: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="app.keys"),
    Binding("v,1", "decide('verified')", "Verified", tooltip="Verified, and on", id="review.verify"),
    Binding("r,2", "decide('refuted')", "Refuted", tooltip="Refuted, and on", id="review.refute"),
    Binding("u,3", "decide('unverifiable')", "Unverifiable", tooltip="Cannot be checked, and on", id="review.unverifiable"),
    Binding("x,4", "decide('not_a_claim')", "No claim", tooltip="Not a claim, and on", id="review.not_a_claim"),
    Binding("c,0,backspace", "clear", "Clear", show=False, tooltip="Take the verdict back", id="review.clear"),
    Binding("z,f9", "take_back('undo')", "Undo", show=False, tooltip="Take back what you did last", id="review.undo"),
    Binding("y,f10", "take_back('redo')", "Redo", show=False, tooltip="Do it again", id="review.redo"),
    Binding("t,f6", "tags", "Tag", tooltip="Put tags on or off", id="review.tags"),
    Binding("n,f4", "note", "Note", tooltip="Note something on the claim", id="review.note"),
    Binding("slash,f5", "search", "Find", tooltip="Search in the article", id="review.search"),
    Binding("a,f2", "articles", "Articles", show=False, tooltip="To the list of articles and back", id="review.articles"),
    Binding("o,f12", "orphans", "Orphans", show=False, tooltip="Claims that lost their place by an edit", id="review.orphans"),
    Binding("l,f8", "claims", "Claims", show=False, tooltip="All claims in one table: sort, filter, mark", id="review.claims"),
    Binding("d,f11", "dashboard", "Dashboard", show=False, tooltip="How far everybody is, and how fast", id="review.dashboard"),
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

ORPHANS: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="orphans.keys"),
    Binding("enter,1", "place", "Same claim", tooltip="What was decided counts for the marked claim", id="orphans.place"),
    Binding("right,j", "step(1)", "Next claim", tooltip="Mark the next claim of the text now", id="orphans.next_claim"),
    Binding("left,k", "step(-1)", "Previous claim", show=False, id="orphans.previous_claim"),
    Binding("x,4", "retire", "Retire", tooltip="Take it out of the queue", id="orphans.retire"),
    Binding("right_square_bracket,ctrl+down", "orphan(1)", "Next orphan", id="orphans.next"),
    Binding("left_square_bracket,ctrl+up", "orphan(-1)", "Previous orphan", show=False, id="orphans.previous"),
    Binding("z,f9", "take_back('undo')", "Undo", tooltip="Take back what you did last", id="orphans.undo"),
    Binding("y,f10", "take_back('redo')", "Redo", show=False, tooltip="Do it again", id="orphans.redo"),
    Binding("escape,o,f12", "dismiss", "Back", tooltip="Back to the review", id="orphans.leave"),
    Binding("q,ctrl+q", "app.quit", "Quit", show=False, id="orphans.quit"),
]  # fmt: skip

CLAIMS: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="claims.keys"),
    Binding("enter", "open", "Open", tooltip="To the claim in its article", id="claims.open"),
    Binding("slash,f5", "filter", "Filter", tooltip="Words, kind:, value:, is:, tag: and more", id="claims.filter"),
    Binding("space,insert", "mark", "Mark", tooltip="Mark or unmark the claim", id="claims.mark"),
    Binding("plus,ctrl+a", "mark_all", "Mark all", show=False, tooltip="Mark all that are shown", id="claims.mark_all"),
    Binding("minus,ctrl+d", "mark_none", "Mark none", show=False, id="claims.mark_none"),
    Binding("asterisk,ctrl+t", "invert", "Invert marks", show=False, tooltip="Mark what is not marked, and the other way", id="claims.invert"),
    Binding("v,1", "decide('verified')", "Verified", tooltip="The marked claims or this one", id="claims.verify"),
    Binding("r,2", "decide('refuted')", "Refuted", tooltip="The marked claims or this one", id="claims.refute"),
    Binding("u,3", "decide('unverifiable')", "Unverifiable", show=False, tooltip="The marked claims or this one", id="claims.unverifiable"),
    Binding("x,4", "decide('not_a_claim')", "No claim", show=False, tooltip="The marked claims or this one", id="claims.not_a_claim"),
    Binding("c,0,backspace", "decide('')", "Clear", show=False, tooltip="Take the verdicts back", id="claims.clear"),
    Binding("t,f6", "tags", "Tag", tooltip="Put tags on the marked claims or this one, or take them off", id="claims.tags"),
    Binding("z,f9", "take_back('undo')", "Undo", show=False, tooltip="Take back what you did last", id="claims.undo"),
    Binding("y,f10", "take_back('redo')", "Redo", show=False, tooltip="Do it again", id="claims.redo"),
    Binding("right", "column(1)", "Next column", show=False, id="claims.next_column"),
    Binding("left", "column(-1)", "Previous column", show=False, id="claims.previous_column"),
    Binding("left_square_bracket,ctrl+up", "sort(False)", "Sort", tooltip="Sort by the column, the least first", id="claims.sort"),
    Binding("right_square_bracket,ctrl+down", "sort(True)", "Sort down", show=False, tooltip="Sort by the column, the greatest first", id="claims.sort_down"),
    Binding("g,ctrl+r", "list_again", "List anew", show=False, tooltip="Ask the store again which claims these are", id="claims.list_again"),
    Binding("escape,l,f8", "dismiss", "Back", tooltip="Back to the article; the list stays as it is", id="claims.leave"),
    Binding("q,ctrl+q", "app.quit", "Quit", show=False, id="claims.quit"),
]  # fmt: skip

DASHBOARD: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="dashboard.keys"),
    Binding("e,f2", "everybody", "Everybody", tooltip="Everybody's verdicts, or only yours", id="dashboard.everybody"),
    Binding("escape,d,f11", "dismiss", "Back", tooltip="Back to the review", id="dashboard.leave"),
    Binding("q,ctrl+q", "app.quit", "Quit", show=False, id="dashboard.quit"),
]  # fmt: skip
