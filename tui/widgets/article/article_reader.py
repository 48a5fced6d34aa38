"""The article on the screen, with its claims, the matches of a search and the selection mode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from annotations.store.queries.outline import Outline
from annotations.text import DisplayText
from tui.keys import keymap
from tui.widgets.article.article_lines import MARK_WIDTH, ArticleLines
from tui.widgets.article.highlights import Highlights, Span
from tui.widgets.article.selection import Caret, Selection


class ArticleReader(ArticleLines, can_focus=True):
    """Shows one article. Offsets are source offsets; mentions are indexes into the article's outline.

    In the selection mode the reader keeps all keys from the screen, until Enter posts the selected span or Escape
    cancels.
    """

    ALLOW_SELECT = False  # a drag selects a span of the article, not text to copy
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.SELECTION, *keymap.READER]

    class ClaimSelected(Message):
        """A claim was clicked."""

        def __init__(self, reader: ArticleReader, mention: int) -> None:
            super().__init__()
            self.reader, self.mention = reader, mention

        @property
        def control(self) -> ArticleReader:
            """The reader that was clicked, for selectors in ``@on``."""
            return self.reader

    class SpanSelected(Message):
        """At least one character was selected: the text from ``start`` to ``end``."""

        def __init__(self, start: int, end: int, purpose: str = "") -> None:
            super().__init__()
            self.start, self.end = start, end
            self.purpose = purpose  # "span" if the key says that it is the current claim's new span

    class SpanDragged(Message):
        """The mouse has selected text; a key says what for."""

    class SelectionCancelled(Message):
        """The selection mode ended without a span."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(widget_id=widget_id)
        self._selection: Selection | None = None
        self._drag_start: int | None = None  # display offset where the mouse button went down
        self._has_dragged = False

    # Contents -------------------------------------------------------------------------------------------

    def show_article(self, display_text: DisplayText, outline: Outline) -> None:
        """Show an article from its top; verdicts are read from ``outline`` when a line is rendered."""
        self._end_selection()
        highlights = Highlights(display_text, outline)
        former = self._highlights
        highlights.show_non_claims = former.show_non_claims
        highlights.show_dates = former.show_dates
        highlights.show_retired = former.show_retired
        self._show_text(highlights)

    def show_outline(self, outline: Outline, current: int | None) -> None:
        """Replace the mentions and the current one; the text and the scroll position stay."""
        self._highlights.outline, self._highlights.current = outline, current
        self._rerender()

    def show_retired(self, *, enabled: bool) -> None:
        """Highlight claims that the annotator retired, or show them as plain text."""
        self._highlights.show_retired = enabled
        self._rerender()

    def show_verdict(self, mention: int) -> None:
        """Render a mention again whose verdict changed."""
        self._rerender_span(self._extent(mention))

    def show_verdicts(self) -> None:
        """Render all mentions again, after many verdicts changed."""
        self._rerender()

    def show_current(self, mention: int | None, sentence: Span) -> None:
        """Highlight the current mention, if any, and the current sentence, and scroll to it."""
        highlights = self._highlights
        for span in (highlights.sentence, self._extent(highlights.current)):
            self._rerender_span(span)
        highlights.current, highlights.sentence = mention, sentence
        for span in (sentence, self._extent(mention)):
            self._rerender_span(span)
        self.scroll_to_span(*(self._extent(mention) or (sentence[0], sentence[0] + 1)), ahead=True)

    def show_matches(self, matches: Sequence[Span], current: int | None) -> None:
        """Highlight the matches of a search; ``current`` is the index of the current match."""
        self._highlights.matches, self._highlights.current_match = matches, current
        self._rerender()
        if current is not None:
            self.scroll_to_span(*matches[current])

    def show_non_claims(self, *, enabled: bool) -> None:
        """Dim mentions that are no claims (references, names, metadata), or show them as plain text."""
        self._highlights.show_non_claims = enabled
        self._rerender()

    def show_dates(self, *, enabled: bool) -> None:
        """Highlight dates and times of day, or show them as plain text."""
        self._highlights.show_dates = enabled
        self._rerender()

    def _extent(self, mention: int | None) -> Span | None:
        outline = self._highlights.outline
        if mention is None or outline is None:
            return None
        return outline.extent_starts[mention], outline.extent_ends[mention]

    # Selecting ------------------------------------------------------------------------------------------

    @property
    def selected(self) -> Span | None:
        """The selected span; None outside the selection mode."""
        if self._selection is None:
            return None
        start, end = self._selection.span
        return self._display_text.to_source(start), self._display_text.to_source(end)

    def action_select(self, *, claim: bool = True) -> None:
        """Enter the selection mode: select the current claim if it is in the viewport, else start at the top.

        With ``claim=False`` the caret starts behind the current claim and nothing is selected.
        """
        outline, current = self._highlights.outline, self._highlights.current
        top, bottom = self.viewport_span()
        from_source = self._display_text.from_source
        if outline is not None and current is not None and top <= outline.starts[current] < bottom:
            start, end = from_source(outline.starts[current]), from_source(outline.ends[current])
            self._select(Selection(start, end, extending=True) if claim else Selection(end, end))
        elif self._wrapping.text:
            self._select(Selection(from_source(top), from_source(top)))

    @property
    def captures_keys(self) -> bool:
        """Whether the reader keeps keys from the screen: the selection mode is on."""
        return self._selection is not None

    def step_offset(self, offset: int, unit: str, step: int) -> int:
        """The offset one ``character`` (a grapheme) or ``word`` forward (1) or backward (-1)."""
        caret = Caret(self._wrapping)
        move = caret.move_by_character if unit == "character" else caret.move_by_word
        return self._display_text.to_source(move(self._display_text.from_source(offset), step))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Disable the actions of the selection mode outside it."""
        return self._selection is not None if action.startswith("selection_") else True

    def action_selection_move(self, unit: str, step: int, extend: bool) -> None:
        """Move the selection's head by a ``character``, ``word`` or ``line``, or to the line's ``edge``."""
        if (selection := self._selection) is None:
            return
        caret = Caret(self._wrapping)
        move = {
            "character": caret.move_by_character,
            "word": caret.move_by_word,
            "line": caret.move_by_line,
            "edge": caret.move_to_edge,
        }[unit]
        self._select(selection.with_head(move(selection.head, step), extend=extend))

    def action_selection_extend(self) -> None:
        """Let plain moves extend the selection from here on, or stop that."""
        if (selection := self._selection) is not None:
            anchor = selection.head if not selection.extending else selection.anchor
            self._select(Selection(anchor, selection.head, not selection.extending))

    def action_selection_turn(self) -> None:
        """Move the other end of the selection from now on."""
        if self._selection is not None:
            self._select(self._selection.swap_ends())

    def action_selection_copy(self) -> None:
        """Copy the selected text, and leave the selection mode."""
        if self._selection is None:
            return
        start, end = self._trimmed_span(*self._selection.span)
        if start == end:
            self.app.bell()
            return
        text = self._display_text.text[
            self._display_text.from_source(start) : self._display_text.from_source(end)
        ]
        self.action_selection_cancel()
        self.app.copy_to_clipboard(text)

    def action_selection_take(self, purpose: str = "") -> None:
        """Post the selected span without the blanks at its ends; ring the bell if nothing else is selected."""
        if self._selection is None:
            return
        span = self._trimmed_span(*self._selection.span)
        if span[0] == span[1]:
            self.app.bell()
            return
        self._end_selection()
        self.post_message(self.SpanSelected(*span, purpose))

    def _trimmed_span(self, start: int, end: int) -> Span:
        """The source span of display offsets, without blanks at its ends, so that annotators' spans agree."""
        text = self._display_text.text[start:end]
        start = end - len(text.lstrip())
        to_source = self._display_text.to_source
        return to_source(start), to_source(start + len(text.strip()))

    def action_selection_cancel(self) -> None:
        """Leave the selection mode without a span."""
        self._end_selection()
        self.post_message(self.SelectionCancelled())

    def _select(self, selection: Selection) -> None:
        starts_mode, old_span = self._selection is None, self._highlights.selection
        self._selection = selection
        to_source = self._display_text.to_source
        start, end = selection.span
        # An empty selection is a caret, and is painted on the character behind it.
        caret_end = Caret(self._wrapping).move_by_character(start, 1)
        self._highlights.selection = (to_source(start), max(to_source(end), to_source(caret_end)))
        self._rerender_span(old_span)
        self._rerender_span(self._highlights.selection)
        head = to_source(selection.head)
        self.scroll_to_span(head, head + 1)
        if starts_mode:
            self.refresh_bindings()

    def _end_selection(self) -> None:
        if self._selection is not None:
            old_span, self._highlights.selection = self._highlights.selection, None
            self._selection = self._drag_start = None
            self._rerender_span(old_span)
            self.refresh_bindings()

    def on_key(self, event: events.Key) -> None:
        """In the selection mode, stop keys that the screen would take for a verdict."""
        if self.captures_keys and event.key not in self.screen.active_bindings:
            event.stop()
            event.prevent_default()

    def on_blur(self) -> None:
        """Cancel the selection when the focus leaves the reader."""
        if self._selection is not None:
            self.action_selection_cancel()

    # Mouse ----------------------------------------------------------------------------------------------

    def _display_offset_at(self, event: events.MouseEvent) -> int:
        """The display offset nearest to the pointer."""
        position = event.offset - self.gutter.top_left
        line = max(0, min(position.y + self.scroll_offset.y, len(self._wrapping) - 1))
        return Caret(self._wrapping).offset_at(line, max(0, position.x - MARK_WIDTH))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a drag may start."""
        if event.button == 1 and self._wrapping.text:
            self._drag_start = self._display_offset_at(event)
            self._has_dragged = False
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection to the pointer while dragging."""
        if self._drag_start is None:
            return
        head = self._display_offset_at(event)
        if head != self._drag_start or self._has_dragged:
            self._has_dragged = True
            self._select(Selection(self._drag_start, head))

    def on_mouse_up(self) -> None:
        """Leave the text selected that was dragged over; a click beside it gives it up."""
        self.release_mouse()
        started, self._drag_start = self._drag_start is not None, None
        if not started or self._selection is None:
            return
        if self._has_dragged:
            self.post_message(self.SpanDragged())
        else:
            self.action_selection_cancel()

    def on_click(self, event: events.Click) -> None:
        """Post the claim under the pointer or, on a double click, the word; a drag ends with a click too."""
        if self._has_dragged:
            return
        position = event.get_content_offset(self)
        offset = self.offset_at(position.x, position.y) if position else None
        if offset is None:
            return
        if event.chain == 2:
            span = self._trimmed_span(*Caret(self._wrapping).word_at(self._display_text.from_source(offset)))
            if span[0] < span[1]:
                self.post_message(self.SpanSelected(*span))
            return
        outline = self._highlights.outline
        mentions = outline.touching(offset, offset + 1) if outline else ()
        claim = next((mention for mention in mentions if self._highlights.is_claim(mention)), None)
        if claim is not None:
            self.post_message(self.ClaimSelected(self, claim))
