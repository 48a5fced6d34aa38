"""The articles of the corpus with title, outlet, date and how much of each is reviewed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from annotations.model import ArticleReview, Progress
from annotations.text import visible
from tui.language.numbers import day
from tui.styles import line_styles
from tui.styles.line_styles import LineStyles
from tui.widgets.article.wrapping import Wrapping
from tui.widgets.border_titles import BorderTitles

# Lines an article takes: two for its title, one for the rest.
ROW = 3
TITLE_LINES = 2
# Signs of articles that the annotator has marked as seen, and noted something on.
SEEN, NOTED = "◉", "✎"
CACHED_ROWS = 200
# Where the blank lines are kept that stand below the last article.
BELOW = -1


def article_title(progress: Progress) -> str:
    """What an article is called on a screen: its title or, where it has none, its file's name."""
    return visible(progress.title or progress.article)


class ArticleList(BorderTitles, LineStyles, inherit_bindings=False, can_focus=True):
    """Draws only the articles in sight, so a corpus of many thousands is listed as fast as one of five."""

    LINE_STYLES: ClassVar[Mapping[str, str]] = line_styles.ARTICLES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False, id="articles.up"),
        Binding("down", "move(1)", "Down", show=False, id="articles.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="articles.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="articles.page_down"),
        Binding("home", "go(0)", "First", show=False, id="articles.first"),
        Binding("end", "go(-1)", "Last", show=False, id="articles.last"),
        Binding("enter,space", "choose", "Open", tooltip="Open this article", id="articles.open"),
    ]

    class ArticleChosen(Message):
        """An article was chosen to be read."""

        def __init__(self, article: str) -> None:
            super().__init__()
            self.article = article

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._rows: list[Progress] = []
        self._index: dict[str, int] = {}
        self._marks: dict[str, ArticleReview] = {}
        self._cursor = 0
        self._open: int | None = None
        self._drawn: LRUCache[int, tuple[object, list[Strip]]] = LRUCache(CACHED_ROWS)

    def __len__(self) -> int:
        return len(self._rows)

    def __bool__(self) -> bool:
        return True  # a widget, even when it lists nothing

    def show_progress(self, progress: Iterable[Progress], marks: Mapping[str, ArticleReview]) -> None:
        """Show these articles: one that is listed gets its new numbers, one that is not comes last.

        ``marks`` is what the annotator says of articles as a whole, by id.
        """
        before = len(self._rows)
        for row in progress:
            index = self._index.setdefault(row.article, len(self._rows))
            mark = marks.get(row.article)
            if index == len(self._rows):
                self._rows.append(row)
            elif row != self._rows[index] or mark != self._marks.get(row.article):
                self._rows[index] = row
                self.refresh_lines(index * ROW, ROW)
            if mark is not None:
                self._marks[row.article] = mark
        if len(self._rows) == before:
            return
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) * ROW)
        self.refresh()

    def put_in_order(self, articles: Iterable[str]) -> None:
        """List these articles in their order, as far as they are listed, and no others."""
        wanted = [article for article in articles if article in self._index]
        if wanted == [row.article for row in self._rows]:
            return
        here, under = (
            self._rows[index].article if index is not None and index < len(self._rows) else None
            for index in (self._open, self._cursor)
        )
        self._rows = [self._rows[self._index[article]] for article in wanted]
        self._index = {article: index for index, article in enumerate(wanted)}
        self._open = self._index.get(here) if here else None
        self._drawn.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) * ROW)
        self._put_cursor(self._index.get(under, 0) if under else 0)
        self.refresh()

    def mark(self, article: str) -> None:
        """Mark the article that is being read and put the cursor on it."""
        if self._open is not None:
            self.refresh_lines(self._open * ROW, ROW)
        self._open = self._index.get(article)
        if self._open is not None:
            self._put_cursor(self._open)

    def _put_cursor(self, index: int) -> None:
        self.refresh_lines(self._cursor * ROW, ROW)
        self._cursor = max(0, min(index, len(self._rows) - 1))
        top, height = self._cursor * ROW, self.scrollable_content_region.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif top + ROW > self.scroll_offset.y + height:
            self.scroll_to(y=top + ROW - height, animate=False)
        self.refresh_lines(self._cursor * ROW, ROW)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) * ROW)
        self.call_after_refresh(self._put_cursor, self._cursor)

    # Drawing --------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in sight."""
        index, line = divmod(y + self.scroll_offset.y, ROW)
        width = self.size.width
        row = self._rows[index] if index < len(self._rows) else None
        if row is None:
            index = BELOW
        look = (row, index == self._open, index == self._cursor and self.has_focus, width)
        drawn = self._drawn.get(index)
        if drawn is None or drawn[0] != look:
            drawn = self._drawn[index] = look, self._draw(row, self._base(index), width)
        return drawn[1][line]

    def notify_style_update(self) -> None:
        """Forget everything drawn in the old styles."""
        self._drawn.clear()
        super().notify_style_update()

    def _draw(self, row: Progress | None, base: Style, width: int) -> list[Strip]:
        """The lines of one article, or below the last one."""
        if row is None:
            return [Strip.blank(width, base)] * ROW
        title = base + self.line_style("title" if row.title else "untitled")
        lines = [[Segment(text, title)] for text in _title_lines(article_title(row), width)[:TITLE_LINES]]
        lines.append(
            [
                Segment(text, base + self.line_style(part))
                for text, part in _about(row, self._marks.get(row.article))
            ]
        )
        return [_whole_or_told(Strip(line), width).crop_extend(0, width, base) for line in lines]

    def _base(self, index: int) -> Style:
        style = self.rich_style
        if index == self._open:
            style += self.line_style("open")
        if index == self._cursor and self.has_focus:
            style += self.line_style("cursor")
        return style

    # Choosing -------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Move the cursor by so many articles."""
        self._put_cursor(self._cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self.action_move(by * max(1, self.scrollable_content_region.height // ROW))

    def action_go(self, index: int) -> None:
        """Put the cursor on the first (0) or the last (-1) article."""
        self._put_cursor(index if index >= 0 else len(self._rows) + index)

    def action_choose(self) -> None:
        """Open the article under the cursor."""
        if self._rows:
            self.post_message(self.ArticleChosen(self._rows[self._cursor].article))

    def on_click(self, event: events.Click) -> None:
        """Open the article that was clicked."""
        offset = event.get_content_offset(self)
        index = (offset.y + self.scroll_offset.y) // ROW if offset else len(self._rows)
        if index < len(self._rows):
            self._put_cursor(index)
            self.action_choose()


def _title_lines(title: str, width: int) -> Sequence[str]:
    """The title on as many lines as there are, with an ellipsis where it is longer."""
    wrapping = Wrapping(title, width)
    lines = [title[slice(*wrapping.line(y))] for y in range(min(TITLE_LINES, len(wrapping)))]
    if len(wrapping) > TITLE_LINES:
        last = lines[-1]
        lines[-1] = (last if cell_len(last) < width else set_cell_size(last, width - 1)) + "…"
    return [*lines, *[""] * TITLE_LINES]


def _whole_or_told(line: Strip, width: int) -> Strip:
    """A line with an ellipsis where it is longer than there is room."""
    if line.cell_length <= width:
        return line
    kept = list(line.crop(0, width - 1))
    return Strip([*kept, Segment("…", kept[-1].style if kept else None)])


def mark_signs(mark: ArticleReview | None) -> str:
    """The signs of an article that was marked as seen and noted something on."""
    return f"{SEEN} " * bool(mark and mark.seen) + f"{NOTED} " * bool(mark and mark.note)


def _about(row: Progress, mark: ArticleReview | None) -> Sequence[tuple[str, str]]:
    """The line below the title, in pieces with the part each is."""
    done = row.total > 0 and row.reviewed == row.total
    told = " · ".join(visible(part) for part in (row.published and day(row.published), row.outlet) if part)
    return [
        (f"{'✓ ' if done else ''}{row.reviewed}/{row.total}", "done" if done else "count"),
        (f" {mark_signs(mark)}".rstrip(), "done"),
        (f"  {told}", "about"),
    ]
