"""The article with its claims highlighted: which is current, what is matched, what is being selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from annotations.store.queries.outline import Outline
from annotations.text import Shown
from tui.keys import keymap
from tui.widgets.article.article_lines import MARK, ArticleLines
from tui.widgets.article.highlights import Highlights, Span
from tui.widgets.article.selection import Caret, Selection


class ArticleReader(ArticleLines, can_focus=True):
    """Shows one article; knows its mentions, the current one, the search matches and what is selected.

    Offsets that go in and come out are those of the stored text, mentions are known by their index in the
    outline. In the selection mode every key is the selection's, until Enter posts it or Esc gives it up.
    """

    ALLOW_SELECT = False  # a drag selects a span, not text to copy
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.SELECTION, *keymap.READER]

    class ClaimSelected(Message):
        """A claim was clicked."""

        def __init__(self, reader: ArticleReader, mention: int) -> None:
            super().__init__()
            self.reader, self.mention = reader, mention

        @property
        def control(self) -> ArticleReader:
            """The reader in which it stands."""
            return self.reader

    class SpanSelected(Message):
        """Text was selected: these characters of the stored text, one at least."""

        def __init__(self, start: int, end: int) -> None:
            super().__init__()
            self.start, self.end = start, end

    class SelectionCancelled(Message):
        """The selection was given up."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(widget_id=widget_id)
        self._selection: Selection | None = None
        self._pressed: int | None = None  # where the mouse button went down

    # What is shown --------------------------------------------------------------------------------------

    def show_article(self, shown: Shown, outline: Outline) -> None:
        """Show an article from its top: its text and its mentions, whose verdicts are looked up as they are drawn."""
        self._end_selection()
        highlights = Highlights(shown, outline)
        former = self._highlights
        highlights.others, highlights.dates, highlights.retired = former.others, former.dates, former.retired
        self._show_text(highlights)

    def show_outline(self, outline: Outline, current: int | None) -> None:
        """Show other mentions in the same text, one of them as the current one; what is in sight stays."""
        self._highlights.outline, self._highlights.current = outline, current
        self._redraw()

    def show_retired(self, *, enabled: bool) -> None:
        """Show claims that the annotator has taken out, or leave them as any text."""
        self._highlights.retired = enabled
        self._redraw()

    def show_verdict(self, mention: int) -> None:
        """Show a mention whose verdict is another now."""
        self._redraw_span(self._extent(mention))

    def show_verdicts(self) -> None:
        """Show all mentions anew, the verdicts of many of which are others now."""
        self._redraw()

    def show_current(self, mention: int | None, sentence: Span) -> None:
        """Mark a mention as the current one, or none, in its sentence, and bring it into sight."""
        highlights = self._highlights
        for span in (highlights.sentence, self._extent(highlights.current)):
            self._redraw_span(span)
        highlights.current, highlights.sentence = mention, sentence
        for span in (sentence, self._extent(mention)):
            self._redraw_span(span)
        self.bring_into_sight(*(self._extent(mention) or (sentence[0], sentence[0] + 1)), ahead=True)

    def show_matches(self, matches: Sequence[Span], current: int | None) -> None:
        """Highlight what a search found, one of them as the current match."""
        self._highlights.matches, self._highlights.current_match = matches, current
        self._redraw()
        if current is not None:
            self.bring_into_sight(*matches[current])

    def show_non_claims(self, *, enabled: bool) -> None:
        """Show what is no claim dim (references, names, metadata), or as any text."""
        self._highlights.others = enabled
        self._redraw()

    def show_dates(self, *, enabled: bool) -> None:
        """Highlight dates and times of day, or not."""
        self._highlights.dates = enabled
        self._redraw()

    def _extent(self, mention: int | None) -> Span | None:
        outline = self._highlights.outline
        if mention is None or outline is None:
            return None
        return outline.extent_starts[mention], outline.extent_ends[mention]

    # Selecting ------------------------------------------------------------------------------------------

    @property
    def selected(self) -> Span | None:
        """The offsets between which text is selected, None outside the selection mode."""
        if self._selection is None:
            return None
        start, end = self._selection.span
        return self._shown.to_source(start), self._shown.to_source(end)

    def action_select(self, *, claim: bool = True) -> None:
        """Begin to select: the current claim where it is in sight, else at the top of what is.

        Without ``claim``, nothing is selected at first and the caret stands behind the current claim.
        """
        outline, current, (top, bottom) = self._highlights.outline, self._highlights.current, self.in_sight()
        place = self._shown.from_source
        if outline is not None and current is not None and top <= outline.starts[current] < bottom:
            start, end = outline.starts[current], outline.ends[current]
            if not claim:
                self._select(Selection(place(end), place(end)))
                return
            self._select(Selection(place(start), place(end), extending=True))
        elif self._wrapping.text:
            self._select(Selection(place(top), place(top)))

    @property
    def captures_keys(self) -> bool:
        """Whether only its own keys and the app's mean anything: text is being selected."""
        return self._selection is not None

    def step_offset(self, offset: int, unit: str, by: int) -> int:
        """The offset one ``character`` (a grapheme) or ``word`` on from another (``by`` is 1) or back (-1)."""
        caret = Caret(self._wrapping)
        step = caret.by_character if unit == "character" else caret.by_word
        return self._shown.to_source(step(self._shown.from_source(offset), by))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only a selection can be moved, taken and given up."""
        return self._selection is not None if action.startswith("selection_") else True

    def action_selection_move(self, how: str, by: int, extend: bool) -> None:
        """Move the selection's head by ``character``, ``word``, ``line`` or to the line's ``edge``."""
        if (selection := self._selection) is None:
            return
        caret = Caret(self._wrapping)
        move = {
            "character": caret.by_character,
            "word": caret.by_word,
            "line": caret.by_line,
            "edge": caret.to_edge,
        }[how]
        self._select(selection.to(move(selection.head, by), extend=extend))

    def action_selection_extend(self) -> None:
        """Have plain movements stretch the selection from here on, or no more."""
        if (selection := self._selection) is not None:
            anchor = selection.head if not selection.extending else selection.anchor
            self._select(Selection(anchor, selection.head, not selection.extending))

    def action_selection_turn(self) -> None:
        """Move the selection's other end from now on."""
        if self._selection is not None:
            self._select(self._selection.turned())

    def action_selection_take(self) -> None:
        """Post what is selected without the blanks round it; where nothing else is, go on selecting."""
        if self._selection is None:
            return
        span = self._trimmed(*self._selection.span)
        if span[0] == span[1]:
            self.app.bell()
            return
        self._end_selection()
        self.post_message(self.SpanSelected(*span))

    def _trimmed(self, start: int, end: int) -> Span:
        """A span of the stored text without the blanks at its ends, so that annotators agree on it."""
        words = self._shown.text[start:end]
        start = end - len(words.lstrip())
        return self._shown.to_source(start), self._shown.to_source(start + len(words.strip()))

    def action_selection_cancel(self) -> None:
        """Give the selection up."""
        self._end_selection()
        self.post_message(self.SelectionCancelled())

    def _select(self, selection: Selection) -> None:
        begins, before = self._selection is None, self._highlights.selection
        self._selection = selection
        place = self._shown.to_source
        start, end = selection.span
        # A caret between two characters is drawn on the one behind it.
        self._highlights.selection = (
            place(start),
            max(place(end), place(Caret(self._wrapping).by_character(start, 1))),
        )
        self._redraw_span(before)
        self._redraw_span(self._highlights.selection)
        head = place(selection.head)
        self.bring_into_sight(head, head + 1)
        if begins:
            self.refresh_bindings()

    def _end_selection(self) -> None:
        if self._selection is not None:
            before, self._highlights.selection = self._highlights.selection, None
            self._selection = self._pressed = None
            self._redraw_span(before)
            self.refresh_bindings()

    def on_key(self, event: events.Key) -> None:
        """While selecting, keep the keys that mean something else from the screen: no verdict by accident."""
        if self.captures_keys and event.key not in self.screen.active_bindings:
            event.stop()
            event.prevent_default()

    def on_blur(self) -> None:
        """Nothing is left selected behind one's back."""
        if self._selection is not None:
            self.action_selection_cancel()

    # Mouse ----------------------------------------------------------------------------------------------

    def _place_under(self, event: events.MouseEvent) -> int:
        """The shown place nearest to the pointer."""
        offset = event.offset - self.gutter.top_left
        line = max(0, min(offset.y + self.scroll_offset.y, len(self._wrapping) - 1))
        return Caret(self._wrapping).in_column(line, max(0, offset.x - MARK))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A drag may begin here."""
        if event.button == 1 and self._wrapping.text:
            self._pressed = self._place_under(event)
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Stretch the selection to the pointer."""
        if self._pressed is None:
            return
        place = self._place_under(event)
        if place != self._pressed or self._selection is not None:
            self._select(Selection(self._pressed, place))

    def on_mouse_up(self, event: events.MouseUp) -> None:  # noqa: ARG002 (Textual's signature)
        """Post what was dragged over."""
        self.release_mouse()
        if self._pressed is not None and self._selection is not None:
            self.action_selection_take()
        self._pressed = None

    def on_click(self, event: events.Click) -> None:
        """Select the claim under the pointer; a double click selects the word."""
        offset = event.get_content_offset(self)
        at = self.offset_at(offset.x, offset.y) if offset else None
        if at is None:
            return
        if event.chain == 2:
            start, end = Caret(self._wrapping).word_at(self._shown.from_source(at))
            span = self._trimmed(start, end)
            if span[0] < span[1]:
                self.post_message(self.SpanSelected(*span))
            return
        outline = self._highlights.outline
        touched = outline.touching(at, at + 1) if outline else ()
        claim = next((mention for mention in touched if self._highlights.is_claim(mention)), None)
        if claim is not None:
            self.post_message(self.ClaimSelected(self, claim))
