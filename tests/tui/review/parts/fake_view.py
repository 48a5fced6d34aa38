"""A stand-in for the view of the review screen: keeps what the parts show instead of painting it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from types import SimpleNamespace
from typing import Any

from tests.tui.store.notices import RecordedErrors


class FakeReader:
    """The article's widget for the parts that scroll and select: twenty characters to a page."""

    PAGE = 20

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.scroll_offset = SimpleNamespace(y=0)

    def scroll_page(self, step: int) -> None:
        self.scroll_offset.y = max(0, self.scroll_offset.y + step)

    def scroll_to(self, *, y: int, animate: bool, immediate: bool = False) -> None:
        self.scroll_offset.y = y
        self.calls.append(("scroll_to", y, animate, immediate))

    def viewport_span(self) -> tuple[int, int]:
        start = self.scroll_offset.y * self.PAGE
        return start, start + self.PAGE

    def step_offset(self, offset: int, unit: str, step: int) -> int:
        assert unit == "character"
        return max(0, offset + step)

    def focus(self) -> None:
        self.calls.append(("focus",))

    def action_select(self, *, claim: bool) -> None:
        self.calls.append(("select", claim))

    def show_matches(self, spans: list[tuple[int, int]], current: int | None) -> None:
        self.calls.append(("show_matches", spans, current))


class FakeArticleList:
    """The list of articles: keeps the order and the open article."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.open_article: str | None = None

    def put_in_order(self, articles: Iterable[str]) -> None:
        self.order = list(articles)

    def show_open(self, article: str) -> None:
        self.open_article = article


class FakeView(RecordedErrors):
    """Keeps messages, dialogs and jobs; the names of all other calls are in ``calls``, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = FakeReader()
        self.article_list = FakeArticleList()
        self.calls: list[tuple[Any, ...]] = []
        self.messages: list[str] = []
        self.notifications: list[str] = []
        self.dialogs: list[Any] = []
        self.after_dialog: Callable[[], Awaitable[None]] | None = None
        self.callback: Callable[[Any], Awaitable[None]] | None = None
        self.background_jobs: list[Coroutine[Any, Any, None]] = []
        self.thread_jobs: list[tuple[str, Callable[[Callable[[], bool]], None]]] = []
        self.search: Any = SimpleNamespace(match=None, position="", best_first=False)

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Record a call that only shows something."""
        if not name.startswith("show_"):
            raise AttributeError(name)

        def record(*arguments: Any, **options: Any) -> None:
            self.calls.append((name, *arguments, *options.values()))

        return record

    @property
    def message(self) -> str:
        """The newest message."""
        return self.messages[-1] if self.messages else ""

    def count_calls(self, name: str) -> int:
        return sum(call[0] == name for call in self.calls)

    def show_message(self, message: str) -> None:
        self.messages.append(message)

    def show_fitting_message(self, *messages: str) -> None:
        self.messages.append(messages[0])

    def notify(self, message: str, _seconds: float = 10, *, error: bool = False) -> None:
        assert not error
        self.notifications.append(message)

    def key_of(self, action: str) -> str:
        return f"<{action}>"

    def key_of_screen(self, screen: type, action: str) -> str:
        return f"<{screen.__name__} {action}>"

    async def open_dialog(
        self, dialog: Any, callback: Callable[[Any], Awaitable[None]] | None = None
    ) -> None:
        self.dialogs.append(dialog)
        after_dialog, self.after_dialog = self.after_dialog, None

        async def close(result: Any) -> None:
            if callback is not None:
                await callback(result)
            if after_dialog is not None:
                await after_dialog()

        self.callback = close

    async def answer(self, result: Any) -> None:
        """Close the open dialog with a result."""
        assert self.callback is not None
        await self.callback(result)

    async def search_line(self) -> Any:
        return self.search

    def run_in_background(self, job: Coroutine[Any, Any, None], group: str) -> None:
        assert group
        self.background_jobs.append(job)

    def start_thread(self, job: Callable[[Callable[[], bool]], None], group: str) -> None:
        self.thread_jobs.append((group, job))

    def run_threads(self) -> None:
        """Run the jobs of all started threads, one after the other."""
        while self.thread_jobs:
            _group, job = self.thread_jobs.pop(0)
            job(lambda: False)
