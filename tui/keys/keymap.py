"""The default keys of the screens and the article reader: each action with an id and a label.

Every action has at least one key that Vietnamese input methods leave alone and that all terminals send;
``tests/tui/keys/test_keys.py`` lists these keys, and says why other keys do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.binding import Binding, BindingType, Keymap
from textual.keys import Keys, format_key, key_to_character

from tui.language.i18n import mark

KEY_NAMES = {key.value for key in Keys}

READER: list[BindingType] = [
    Binding("up", "scroll_up", "Line up", show=False, id="reader.line_up"),
    Binding("down", "scroll_down", "Line down", show=False, id="reader.line_down"),
    Binding("home", "scroll_home", "Top", show=False, id="reader.top"),
    Binding("end", "scroll_end", "Bottom", show=False, id="reader.bottom"),
]  # fmt: skip

# The keys of the selection mode; meanwhile the reader keeps all other keys from the screen.
SELECTION: list[BindingType] = [
    Binding("enter", "selection_take", "Take selection", tooltip="Take what is selected", id="selection.take"),
    Binding("p,9", "selection_take('span')", "Move the span", tooltip="The current claim has the selected words from now on", id="selection.span"),
    Binding("y,f10,ctrl+c", "selection_copy", "Copy", tooltip="Copy the selected text", id="selection.copy"),
    Binding("escape", "selection_cancel", "Cancel", tooltip="Give the selection up", id="selection.cancel"),
    Binding("space,f8", "selection_extend", "Stretch", tooltip="Plain movements stretch, or move", id="selection.extend"),
    Binding("o,tab", "selection_turn", "Other end", tooltip="Move the selection's other end", id="selection.turn"),
    *(
        Binding(f"{prefix}{key}", f"selection_move('{unit}', {step}, {extend})", label, show=False, id=f"selection.{direction}{suffix}")
        for key, unit, step, direction, labels in (
            ("right", "character", 1, "right", (mark("Character right"), mark("Character right, stretching"))),
            ("left", "character", -1, "left", (mark("Character left"), mark("Character left, stretching"))),
            ("down", "line", 1, "down", (mark("Line down"), mark("Line down, stretching"))),
            ("up", "line", -1, "up", (mark("Line up"), mark("Line up, stretching"))),
            ("end", "edge", 1, "end", (mark("End of line"), mark("End of line, stretching"))),
            ("home", "edge", -1, "home", (mark("Beginning of line"), mark("Beginning of line, stretching"))),
        )
        for prefix, extend, label, suffix in (("", False, labels[0], ""), ("shift+", True, labels[1], "_stretching"))
    ),
    Binding("w,6,ctrl+right", "selection_move('word', 1, False)", "Word right", show=False, id="selection.word_right"),
    Binding("b,4,ctrl+left", "selection_move('word', -1, False)", "Word left", show=False, id="selection.word_left"),
    Binding("W,ctrl+shift+right", "selection_move('word', 1, True)", "Word right, stretching", show=False, id="selection.word_right_stretching"),
    Binding("B,ctrl+shift+left", "selection_move('word', -1, True)", "Word left, stretching", show=False, id="selection.word_left_stretching"),
]  # fmt: skip

REVIEW: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="app.keys"),
    Binding("v,1", "decide('verified')", "Verified", tooltip="Then the next unreviewed", id="review.verify"),
    Binding("r,2", "decide('refuted')", "Refuted", tooltip="Then the next unreviewed", id="review.refute"),
    Binding("u,3", "decide('unverifiable')", "Unverifiable", tooltip="Cannot be checked; then the next unreviewed", id="review.unverifiable"),
    Binding("x,4", "decide('not_a_claim')", "No claim", tooltip="A number, but nothing to check in it; counts as reviewed", id="review.not_a_claim"),
    Binding("c,0", "clear", "Clear", show=False, tooltip="Take the verdict back", id="review.clear"),
    Binding("V,backslash", "decide_same('verified')", "Verified, all the same", show=False, tooltip="Verified: all claims of the article with this value and unit", id="review.same_verified"),
    Binding("R,ctrl+r", "decide_same('refuted')", "Refuted, all the same", show=False, tooltip="Refuted: all claims of the article with this value and unit", id="review.same_refuted"),
    Binding("U,ctrl+u", "decide_same('unverifiable')", "Unverifiable, all the same", show=False, tooltip="Cannot be checked: all claims of the article with this value and unit", id="review.same_unverifiable"),
    Binding("X,ctrl+x", "decide_same('not_a_claim')", "No claim, all the same", show=False, tooltip="Not a claim: all of the article with this value and unit", id="review.same_not_a_claim"),
    Binding("C,ctrl+e", "decide_same('')", "Clear, all the same", show=False, tooltip="Take back the verdict on all claims of the article with this value and unit", id="review.same_cleared"),
    Binding("z,f9,ctrl+z", "take_back('undo')", "Undo", tooltip="Take back what you did last", id="review.undo"),
    Binding("y,f10", "take_back('redo')", "Redo", show=False, tooltip="Do it again", id="review.redo"),
    Binding("t,f6", "tags", "Tag", tooltip="Put tags on or off", id="review.tags"),
    Binding("n,f4", "note", "Note", tooltip="Note something on the claim", id="review.note"),
    Binding("T,ctrl+t", "tag_key", "Tag by its key", show=False, tooltip="Then a tag's own key puts it on or off", id="review.tag_key"),
    Binding("N,ctrl+y", "note_article", "Note on the article", show=False, tooltip="Note something on the article as a whole", id="review.note_article"),
    Binding("S,dollar_sign", "seen", "Mark as seen", show=False, tooltip="The article is seen, though there may be nothing to mark in it", id="review.seen"),
    Binding("w,5", "evidence", "Evidence", show=False, tooltip="Where it was found, the words there, the day they were seen", id="review.evidence"),
    Binding("O", "open_evidence", "Open the evidence", show=False, tooltip="Open the newest address in the evidence", id="review.open_evidence"),
    Binding("Y", "copy_claim", "Copy the claim", show=False, tooltip="With its sentence, title and date", id="review.copy_claim"),
    Binding("l,6", "confidence", "Confidence", show=False, tooltip="How sure you are: low, medium, high, nothing said", id="review.confidence"),
    Binding("equals_sign,7", "correct", "Correct the reading", show=False, tooltip="What the claim really says: value, unit and kind", id="review.correct"),
    Binding("A", "actual_value", "What is true", show=False, tooltip="The true value and unit of a claim that is wrong", id="review.actual_value"),
    Binding("plus,8", "add_claim", "Add a claim", show=False, tooltip="Select the words of a claim that was not found", id="review.add_claim"),
    Binding("p,9", "set_ends", "Set the ends", show=False, tooltip="Select where the claim begins and ends", id="review.set_ends"),
    Binding("shift+right", "move_end('end', 'character', 1)", "End right", show=False, tooltip="The claim ends a character later", id="review.end_right"),
    Binding("shift+left", "move_end('end', 'character', -1)", "End left", show=False, tooltip="The claim ends a character earlier", id="review.end_left"),
    Binding("ctrl+shift+right", "move_end('end', 'word', 1)", "End a word right", show=False, tooltip="The claim ends a word later", id="review.end_word_right"),
    Binding("ctrl+shift+left", "move_end('end', 'word', -1)", "End a word left", show=False, tooltip="The claim ends a word earlier", id="review.end_word_left"),
    Binding("alt+shift+right", "move_end('start', 'character', 1)", "Start right", show=False, tooltip="The claim begins a character later", id="review.start_right"),
    Binding("alt+shift+left", "move_end('start', 'character', -1)", "Start left", show=False, tooltip="The claim begins a character earlier", id="review.start_left"),
    Binding("alt+ctrl+shift+right,alt+ctrl+right", "move_end('start', 'word', 1)", "Start a word right", show=False, tooltip="The claim begins a word later", id="review.start_word_right"),
    Binding("alt+ctrl+shift+left,alt+ctrl+left", "move_end('start', 'word', -1)", "Start a word left", show=False, tooltip="The claim begins a word earlier", id="review.start_word_left"),
    Binding("minus,delete", "retire", "Retire or restore", show=False, tooltip="Marked wrongly by the machine: take it out, or in again", id="review.retire"),
    Binding("underscore,shift+delete", "toggle_retired", "Retired claims", show=False, tooltip="Show the claims that were taken out, or hide them", id="review.toggle_retired"),
    Binding("slash,f5", "search", "Find", tooltip="Search in the article", id="review.search"),
    Binding("e,f7", "search_corpus", "Find everywhere", show=False, tooltip="Search all articles", id="review.search_corpus"),
    Binding("a,f2", "articles", "Articles", show=False, tooltip="To the list of articles and back", id="review.articles"),
    Binding("i,ctrl+k", "similar", "Similar claims", show=False, tooltip="The same value elsewhere, and other values of the same thing", id="review.similar"),
    Binding("o,f12", "orphans", "Orphans", show=False, tooltip="Claims that lost their place by an edit", id="review.orphans"),
    Binding("J", "adjudicate", "Settle disputes", show=False, tooltip="Claims on which annotators disagree, side by side", id="review.adjudicate"),
    Binding("L,ctrl+l", "claims", "Claims", show=False, tooltip="All claims in one table: sort, filter, mark", id="review.claims"),
    Binding("D,percent_sign,f11", "dashboard", "Dashboard", show=False, tooltip="How far everybody is, and how fast", id="review.dashboard"),
    Binding("enter,space", "next_unreviewed", "Next unreviewed", show=False, id="review.next_unreviewed"),
    Binding("exclamation_mark,apostrophe", "next_disputed", "Next disagreement", show=False, tooltip="To the next claim on which annotators disagree, in any article", id="review.next_disputed"),
    Binding("quotation_mark,ctrl+n", "next_finding", "Next contradiction", show=False, tooltip="To the next claim that its own article contradicts, in any article", id="review.next_finding"),
    Binding("right,j", "step(1)", "Next claim", show=False, id="review.next_claim"),
    Binding("left,k", "step(-1)", "Previous claim", show=False, id="review.previous_claim"),
    Binding("less_than_sign,ctrl+home", "first_claim", "First claim", show=False, tooltip="To the article's first claim", id="review.first_claim"),
    Binding("greater_than_sign,ctrl+end", "last_claim", "Last claim", show=False, tooltip="To the article's last claim", id="review.last_claim"),
    Binding("b,semicolon,alt+left", "jump(-1)", "Back", show=False, tooltip="Back to where you were before the last jump", id="review.back"),
    Binding("f,colon,alt+right", "jump(1)", "Forward", show=False, tooltip="Forward again to where you came back from", id="review.forward"),
    Binding("right_parenthesis,ctrl+right", "walk('sentence', 1)", "Next sentence", show=False, tooltip="To the next sentence and its first claim", id="review.next_sentence"),
    Binding("left_parenthesis,ctrl+left", "walk('sentence', -1)", "Previous sentence", show=False, tooltip="To the previous sentence and its first claim", id="review.previous_sentence"),
    Binding("right_curly_bracket,asterisk,shift+down", "walk('paragraph', 1)", "Next paragraph", show=False, tooltip="To the next paragraph and its first claim", id="review.next_paragraph"),
    Binding("left_curly_bracket,ampersand,shift+up", "walk('paragraph', -1)", "Previous paragraph", show=False, tooltip="To the previous paragraph and its first claim", id="review.previous_paragraph"),
    Binding("pagedown,ctrl+f", "page(1)", "Next page", show=False, tooltip="A page down, to the first claim on it", id="review.next_page"),
    Binding("pageup,ctrl+b", "page(-1)", "Previous page", show=False, tooltip="A page up, to the first claim on it", id="review.previous_page"),
    Binding("g,ctrl+g", "goto_article", "Go to article", show=False, tooltip="To an article by some letters of its title", id="review.goto_article"),
    Binding("h,ctrl+o", "toggle_others", "Other numbers", show=False, tooltip="References, names and metadata dim, or as any text", id="review.toggle_others"),
    Binding("d,ctrl+d", "toggle_dates", "Dates", show=False, tooltip="Highlight dates and stop at them, or pass them by", id="review.toggle_dates"),
    Binding("M", "toggle_assigned", "My articles or all", show=False, tooltip="List what is assigned to you, or all articles", id="review.assigned"),
    Binding("s,vertical_line", "select", "Select text", show=False, tooltip="Select text from the current claim on", id="review.select"),
    Binding("right_square_bracket,number_sign,ctrl+down", "article(1)", "Next article", show=False, id="review.next_article"),
    Binding("left_square_bracket,at,ctrl+up", "article(-1)", "Previous article", show=False, id="review.previous_article"),
    Binding("full_stop,f3", "match(1)", "Next match", show=False, id="review.next_match"),
    Binding("comma", "match(-1)", "Previous match", show=False, id="review.previous_match"),
    Binding("m,f8", "match_order", "Best match first", show=False, id="review.match_order"),
    Binding("escape", "leave", "Back to the article", show=False, id="review.leave"),
    Binding("q,ctrl+q,ctrl+w", "app.quit", "Quit", tooltip="Everything is stored already", id="app.quit"),
]  # fmt: skip

# What fills the rest of a wide footer, behind the keys that stand there always; the most useful first.
WIDE_FOOTER = (
    "review.evidence", "review.correct", "review.confidence", "review.actual_value", "review.add_claim", "review.retire",
    "review.articles", "review.search_corpus", "review.claims", "review.similar", "review.goto_article", "review.next_finding",
    "review.next_disputed", "review.seen", "review.dashboard", "review.copy_claim", "review.open_evidence", "review.select",
    "claims.unverifiable", "claims.not_a_claim", "claims.clear", "claims.undo", "claims.mark_all", "claims.mark_none",
    "claims.sort_down", "claims.list_again", "orphans.undo", "orphans.select", "orphans.previous",
)  # fmt: skip

ORPHANS: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="orphans.keys"),
    Binding("enter,1", "place", "Same claim", tooltip="What was decided counts for the marked claim", id="orphans.place"),
    Binding("right,j", "step(1)", "Next claim", tooltip="Mark the next claim of the text now", id="orphans.next_claim"),
    Binding("left,k", "step(-1)", "Previous claim", show=False, id="orphans.previous_claim"),
    Binding("s,8", "select", "Select", show=False, tooltip="Select the words that it is now, where they are no claim", id="orphans.select"),
    Binding("x,4", "retire", "Retire", tooltip="Take it out of the queue", id="orphans.retire"),
    Binding("right_square_bracket,number_sign,ctrl+down", "orphan(1)", "Next orphan", id="orphans.next"),
    Binding("left_square_bracket,at,ctrl+up", "orphan(-1)", "Previous orphan", show=False, id="orphans.previous"),
    Binding("z,f9,ctrl+z", "take_back('undo')", "Undo", tooltip="Take back what you did last", id="orphans.undo"),
    Binding("y,f10", "take_back('redo')", "Redo", show=False, tooltip="Do it again", id="orphans.redo"),
    Binding("escape,o,f12", "dismiss", "Back", tooltip="Back to the review", id="orphans.leave"),
    Binding("q,ctrl+q,ctrl+w", "app.quit", "Quit", show=False, id="orphans.quit"),
]  # fmt: skip

AGREEMENT: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="agreement.keys"),
    Binding("tab", "app.focus_next", "Other table", tooltip="From people to kinds, and back", id="agreement.next"),
    Binding("escape,g,f3", "dismiss", "Back", tooltip="Back to the dashboard", id="agreement.leave"),
    Binding("q,ctrl+q,ctrl+w", "app.quit", "Quit", show=False, id="agreement.quit"),
]  # fmt: skip

ADJUDICATION: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="adjudication.keys"),
    Binding("v,1", "decide('verified')", "Verified", tooltip="Decide anew, and say why", id="adjudication.verify"),
    Binding("r,2", "decide('refuted')", "Refuted", tooltip="Decide anew, and say why", id="adjudication.refute"),
    Binding("u,3", "decide('unverifiable')", "Unverifiable", tooltip="Decide anew, and say why", id="adjudication.unverifiable"),
    Binding("x,4", "decide('not_a_claim')", "No claim", tooltip="Decide anew, and say why", id="adjudication.not_a_claim"),
    Binding("t,f6", "reason", "Reason", tooltip="Why they disagreed: the next reason", id="adjudication.reason"),
    Binding("slash,f5", "filter", "Filter", tooltip="Which claims wait here", id="adjudication.filter"),
    Binding("plus,f8", "accept_agreed", "Accept all that agree", tooltip="All claims on which everybody agrees, as one step", id="adjudication.accept"),
    Binding("right_square_bracket,number_sign,ctrl+down,right", "step(1)", "Next", tooltip="The next disputed claim", id="adjudication.next"),
    Binding("left_square_bracket,at,ctrl+up,left", "step(-1)", "Previous", show=False, tooltip="The disputed claim before", id="adjudication.previous"),
    Binding("z,f9,ctrl+z", "take_back('undo')", "Undo", tooltip="Take back what you did last", id="adjudication.undo"),
    Binding("y,f10", "take_back('redo')", "Redo", show=False, tooltip="Do it again", id="adjudication.redo"),
    Binding("escape,J", "dismiss", "Back", tooltip="Back to the review", id="adjudication.leave"),
    Binding("q,ctrl+q,ctrl+w", "app.quit", "Quit", show=False, id="adjudication.quit"),
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
    Binding("c,0", "decide('')", "Clear", show=False, tooltip="Take the verdicts back", id="claims.clear"),
    Binding("t,f6", "tags", "Tag", tooltip="Put tags on the marked claims or this one, or take them off", id="claims.tags"),
    Binding("z,f9,ctrl+z", "take_back('undo')", "Undo", show=False, tooltip="Take back what you did last", id="claims.undo"),
    Binding("y,f10", "take_back('redo')", "Redo", show=False, tooltip="Do it again", id="claims.redo"),
    Binding("right", "column(1)", "Next column", show=False, id="claims.next_column"),
    Binding("left", "column(-1)", "Previous column", show=False, id="claims.previous_column"),
    Binding("left_square_bracket,7,ctrl+up", "sort(False)", "Sort", tooltip="Sort by the column, the least first", id="claims.sort"),
    Binding("right_square_bracket,8,ctrl+down", "sort(True)", "Sort down", show=False, tooltip="Sort by the column, the greatest first", id="claims.sort_down"),
    Binding("g,ctrl+r", "list_again", "List anew", show=False, tooltip="Ask the store again which claims these are", id="claims.list_again"),
    Binding("escape,L,ctrl+l", "dismiss", "Back", tooltip="Back to the article; the list stays as it is", id="claims.leave"),
    Binding("q,ctrl+q,ctrl+w", "app.quit", "Quit", show=False, id="claims.quit"),
]  # fmt: skip

SIMILAR: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="similar.keys"),
    Binding("enter", "choose", "Go there", priority=True, tooltip="To the claim in its article", id="similar.choose"),
    Binding("escape,i,ctrl+k", "leave", "Back", tooltip="Back to the review", id="similar.leave"),
    Binding("q,ctrl+q,ctrl+w", "app.quit", "Quit", show=False, id="similar.quit"),
]  # fmt: skip

DASHBOARD: list[BindingType] = [
    Binding("question_mark,f1", "app.toggle_keys", "Keys", tooltip="All keys, or none", id="dashboard.keys"),
    Binding("e,f2", "everybody", "Everybody or you", tooltip="Everybody's verdicts, or only yours", id="dashboard.everybody"),
    Binding("g,f3", "agreement", "Agreement", tooltip="How far annotators agree, and on what", id="dashboard.agreement"),
    Binding("escape,D,percent_sign,f11", "dismiss", "Back", tooltip="Back to the review", id="dashboard.leave"),
    Binding("q,ctrl+q,ctrl+w", "app.quit", "Quit", show=False, id="dashboard.quit"),
]  # fmt: skip


def split_keys(keys: str) -> tuple[str, ...]:
    """The keys in a text such as ``v,1``, by the names that Textual gives them."""
    # Textual names a key such as ? by the name of its character; a binding made of the key yields that name.
    joined_keys = ",".join(filter(None, (key.strip() for key in keys.split(","))))
    if not joined_keys:
        return ()
    return tuple(binding.key for binding in Binding.make_bindings([Binding(joined_keys, "")]))


def types_character(key: str) -> bool:
    """Whether a key types a character in a text field."""
    # key_to_character knows most names; for slash and a few others only format_key gives the character.
    return (key_to_character(key) or "\n").isprintable() or (
        "+" not in key and len(format_key(key)) == 1 and key not in KEY_NAMES
    )


def key_of(app: App[Any], owner: type, action_id: str) -> str:
    """The first key of an action that ``owner`` declares, after changed keys, as the footer writes it."""
    binding = next(binding for binding in declared_bindings(owner) if binding.id == action_id)
    changed_keys: Keymap = getattr(app, "keys", {})
    return app.get_key_display(binding.with_key(split_keys(changed_keys.get(action_id, binding.key))[0]))


def printed_key(action_id: str, changed_keys: Keymap) -> str:
    """The first key of an action of the review screen, for commands that print it without running the app."""
    binding = next(binding for binding in REVIEW if isinstance(binding, Binding) and binding.id == action_id)
    key = split_keys(changed_keys.get(action_id, binding.key))[0]
    return key if "+" in key else format_key(key)


def declared_bindings(owner: type) -> Iterator[Binding]:
    """The bindings that a class declares, and its bases in this program; not those of Textual's bases."""
    for base in owner.__mro__:
        in_program = base.__module__.startswith("tui.")
        for binding in vars(base).get("BINDINGS", ()) if in_program or base is owner else ():
            assert isinstance(binding, Binding), "bindings of this program have an id and a label"
            yield binding
