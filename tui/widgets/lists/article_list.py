"""The list of the corpus's articles, with how much of each is reviewed."""

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
from tui.language.numbers import format_day
from tui.styles import line_styles
from tui.styles.line_styles import LineStyles
from tui.widgets.article.wrapping import Wrapping
from tui.widgets.border_titles import BorderTitles

ROW_HEIGHT = 3  # lines: two for the title, one for the counts
TITLE_LINES = 2
# Signs of articles that the annotator marked as seen, and wrote a note on.
SEEN_SIGN, NOTE_SIGN = "◉", "✎"
CACHED_ROWS = 200
BLANK_ROW = -1  # the cache key of the lines below the last article


def article_title(progress: Progress) -> str:
    """The title of an article or, without one, its file name."""
    return visible(progress.title or progress.article)


class ArticleList(BorderTitles, LineStyles, inherit_bindings=False, can_focus=True):
    """Renders only the rows in the viewport, so the size of the corpus does not matter."""

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
        """The annotator chose an article to open."""

        def __init__(self, article: str) -> None:
            super().__init__()
            self.article = article

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(id=widget_id)
        self._rows: list[Progress] = []
        self._indexes: dict[str, int] = {}  # of the rows, by article id
        self._article_reviews: dict[str, ArticleReview] = {}
        self._cursor = 0
        self._open_index: int | None = None
        self._row_cache: LRUCache[int, tuple[object, list[Strip]]] = LRUCache(CACHED_ROWS)

    def __len__(self) -> int:
        return len(self._rows)

    def __bool__(self) -> bool:
        return True  # a widget is true, even when the list is empty

    def show_progress(
        self, progress: Iterable[Progress], article_reviews: Mapping[str, ArticleReview]
    ) -> None:
        """Update the rows of these articles; append the articles that are not in the list.

        ``article_reviews`` are the annotator's reviews of whole articles, by article id.
        """
        old_length = len(self._rows)
        for row in progress:
            index = self._indexes.setdefault(row.article, len(self._rows))
            article_review = article_reviews.get(row.article)
            if index == len(self._rows):
                self._rows.append(row)
            elif row != self._rows[index] or article_review != self._article_reviews.get(row.article):
                self._rows[index] = row
                self._refresh_row(index)
            if article_review is not None:
                self._article_reviews[row.article] = article_review
        if len(self._rows) == old_length:
            return
        self._update_virtual_size()
        self.refresh()

    def put_in_order(self, articles: Iterable[str]) -> None:
        """Sort the rows into the order of ``articles``, and drop rows of other articles."""
        ordered = [article for article in articles if article in self._indexes]
        if ordered == [row.article for row in self._rows]:
            return
        open_article, cursor_article = (
            self._rows[index].article if index is not None and index < len(self._rows) else None
            for index in (self._open_index, self._cursor)
        )
        self._rows = [self._rows[self._indexes[article]] for article in ordered]
        self._indexes = {article: index for index, article in enumerate(ordered)}
        self._open_index = self._indexes.get(open_article) if open_article else None
        self._row_cache.clear()
        self._update_virtual_size()
        self._put_cursor(self._indexes.get(cursor_article, 0) if cursor_article else 0)
        self.refresh()

    def show_open(self, article: str) -> None:
        """Highlight the open article and put the cursor on it."""
        if self._open_index is not None:
            self._refresh_row(self._open_index)
        self._open_index = self._indexes.get(article)
        if self._open_index is not None:
            self._put_cursor(self._open_index)

    def _put_cursor(self, index: int) -> None:
        self._refresh_row(self._cursor)
        self._cursor = max(0, min(index, len(self._rows) - 1))
        top, height = self._cursor * ROW_HEIGHT, self.scrollable_content_region.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif top + ROW_HEIGHT > self.scroll_offset.y + height:
            self.scroll_to(y=top + ROW_HEIGHT - height, animate=False)
        self._refresh_row(self._cursor)

    def _refresh_row(self, index: int) -> None:
        self.refresh_lines(index * ROW_HEIGHT, ROW_HEIGHT)

    def _update_virtual_size(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows) * ROW_HEIGHT)

    def on_resize(self) -> None:
        """Keep the cursor in the viewport."""
        self._update_virtual_size()
        self.call_after_refresh(self._put_cursor, self._cursor)

    # Rendering ------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Line ``y`` of the viewport."""
        index, line = divmod(y + self.scroll_offset.y, ROW_HEIGHT)
        width = self.scrollable_content_region.width
        row = self._rows[index] if index < len(self._rows) else None
        if row is None:
            index = BLANK_ROW
        row_key = (row, index == self._open_index, index == self._cursor and self.has_focus, width)
        cached = self._row_cache.get(index)
        if cached is None or cached[0] != row_key:
            cached = self._row_cache[index] = row_key, self._render_row(row, self._row_style(index), width)
        return cached[1][line]

    def notify_style_update(self) -> None:
        """Drop rows rendered in the former styles."""
        self._row_cache.clear()
        super().notify_style_update()

    def _render_row(self, row: Progress | None, base: Style, width: int) -> list[Strip]:
        """The lines of one article; blank ones for None."""
        if row is None:
            return [Strip.blank(width, base)] * ROW_HEIGHT
        title_style = base + self.line_style("title" if row.title else "untitled")
        lines = [
            [Segment(text, title_style)] for text in _title_lines(article_title(row), width)[:TITLE_LINES]
        ]
        pieces = _progress_pieces(row, self._article_reviews.get(row.article))
        lines.append([Segment(text, base + self.line_style(style_name)) for text, style_name in pieces])
        return [_truncate(Strip(line), width).crop_extend(0, width, base) for line in lines]

    def _row_style(self, index: int) -> Style:
        style = self.rich_style
        if index == self._open_index:
            style += self.line_style("open")
        if index == self._cursor and self.has_focus:
            style += self.line_style("cursor")
        return style

    # Choosing -------------------------------------------------------------------------------------------

    def action_move(self, step: int) -> None:
        """Move the cursor by ``step`` articles."""
        self._put_cursor(self._cursor + step)

    def action_page(self, step: int) -> None:
        """Move the cursor by ``step`` pages."""
        self.action_move(step * max(1, self.scrollable_content_region.height // ROW_HEIGHT))

    def action_go(self, index: int) -> None:
        """Put the cursor on the first (0) or the last (-1) article."""
        self._put_cursor(index if index >= 0 else len(self._rows) + index)

    def action_choose(self) -> None:
        """Choose the article under the cursor."""
        if self._rows:
            self.post_message(self.ArticleChosen(self._rows[self._cursor].article))

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked article."""
        offset = event.get_content_offset(self)
        index = (offset.y + self.scroll_offset.y) // ROW_HEIGHT if offset else len(self._rows)
        if index < len(self._rows):
            self._put_cursor(index)
            self.action_choose()


def _title_lines(title: str, width: int) -> Sequence[str]:
    """The title wrapped to ``TITLE_LINES`` lines or more, the last with an ellipsis if the title is longer."""
    wrapping = Wrapping(title, width)
    lines = [title[slice(*wrapping.line(y))] for y in range(min(TITLE_LINES, len(wrapping)))]
    if len(wrapping) > TITLE_LINES:
        last_line = lines[-1]
        lines[-1] = (last_line if cell_len(last_line) < width else set_cell_size(last_line, width - 1)) + "…"
    return [*lines, *[""] * TITLE_LINES]


def _truncate(line: Strip, width: int) -> Strip:
    """The line cut to ``width`` cells, with an ellipsis if it was longer."""
    if line.cell_length <= width:
        return line
    segments = list(line.crop(0, width - 1))
    return Strip([*segments, Segment("…", segments[-1].style if segments else None)])


def mark_signs(article_review: ArticleReview | None) -> str:
    """The signs of an article that the annotator marked as seen or wrote a note on."""
    if article_review is None:
        return ""
    return f"{SEEN_SIGN} " * article_review.is_seen + f"{NOTE_SIGN} " * bool(article_review.note)


def _progress_pieces(row: Progress, article_review: ArticleReview | None) -> Sequence[tuple[str, str]]:
    """The line below the title: the counts, signs, date and outlet, each with its style's name."""
    complete = row.total > 0 and row.reviewed == row.total
    source = " · ".join(
        visible(part) for part in (row.published and format_day(row.published), row.outlet) if part
    )
    return [
        (f"{'✓ ' if complete else ''}{row.reviewed}/{row.total}", "done" if complete else "count"),
        (f" {mark_signs(article_review)}".rstrip(), "done"),
        (f"  {source}", "about"),
    ]
