"""How fast searches answer, keystroke by keystroke, beside fzf --filter on the same lines in the same run.

python -m tests.benchmarks.bench_search [--large]; --large searches 100,000 articles, about 500 MB, not 5,000.
What searches find is measured by bench_search_quality.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from annotations.search import ArticleIndex, parse
from annotations.store import Store
from annotations.store.corpus_search import CorpusSearch
from annotations.store.search_index import build_index
from tests.benchmarks.generated import Newsroom
from tests.tui.driving import make_app, press, running

QUERIES = [
    "quang ngai",
    "dich vu cog truc tuyen",
    "nghi quyet 09",
    "dịch vụ công 62,8%",
    "chuyeern ddooir soos",
    "sot xuat huyet 1.286 ca",
    "tỷ lệ hộ nghèo 37,3%",
    "dichvucong truc tuyen",
    "hàng không vũ trụ",
    "xyzxyz abcd",
]
FZF_QUERIES = 6  # of a big corpus fzf takes seconds for each


def row(what: str, figure: str) -> None:
    print(f"  {what:<64} {figure}")


def times_of(work: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    return [milliseconds(partial(work, query)) for query in queries]


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def typed(queries: Iterable[str]) -> list[str]:
    """What stands in the line after each keystroke."""
    return [query[:size] for query in queries for size in range(1, len(query) + 1)]


def said(times: list[float]) -> str:
    return f"{statistics.median(times):8.2f} {statistics.quantiles(times, n=100, method='inclusive')[98]:8.2f} {max(times):8.2f} ms"


def fzf_times(lines: Path, queries: Iterable[str]) -> list[float] | None:
    program = shutil.which("fzf")
    if program is None:
        return None

    def filtered(query: str) -> None:
        with lines.open("rb") as held:
            subprocess.run([program, "--filter", query], stdin=held, stdout=subprocess.DEVNULL, check=False)

    return times_of(filtered, queries)


def beside(lines: Path, queries: list[str], what: str) -> None:
    times = fzf_times(lines, queries)
    row(f"  fzf --filter {what}", said(times) if times else "not installed (apt-get install fzf)")


def in_article(folder: Path) -> None:
    text = Newsroom(2).text(750_000)
    lines = folder / "article.txt"
    lines.write_text(text, encoding="utf-8")
    made: list[ArticleIndex] = []
    row(
        f"indexing an article of {len(text.encode()) / 1e6:.2f} MB",
        f"{milliseconds(lambda: made.append(ArticleIndex(text))):8.2f} ms",
    )
    index = made[0]
    row("  its numbers by value, once", f"{milliseconds(lambda: index.search('1.000 2 nghìn')):8.2f} ms")
    row("a keystroke in it", "  median      p99      max")
    row("  soi", said(times_of(index.search, typed(QUERIES))))
    beside(lines, typed(QUERIES)[::4], "(every fourth keystroke)")


def over_corpus(folder: Path, count: int) -> None:
    path, lines = folder / "corpus.db", folder / "corpus.txt"
    size = 0
    with Store.open(path, create=True) as store, lines.open("w", encoding="utf-8") as out:
        for article in Newsroom().articles(count):
            store.import_article(article, [], "bench")
            size += out.write(article.text.replace("\n", " ") + "\n")
    megabytes = lines.stat().st_size / 1e6
    before = path.stat().st_size
    with Store.open(path) as store:
        start = time.perf_counter()
        for _ in build_index(store):
            pass
        took = time.perf_counter() - start
    after = path.stat().st_size
    row(f"indexing {count:,} articles, {megabytes:.0f} MB", f"{megabytes / took:.1f} MB/s, {took:.0f} s")
    row(
        "  the index",
        f"{(after - before) / 1e6:.0f} MB, {(after - before) / 1e6 / megabytes:.0%} of the text",
    )
    with Store.open(path) as store:
        search = CorpusSearch(store)
        cold = milliseconds(lambda: next(search.search(parse("sot xuat huyet")), None))
        row("the first search of all, to its first result", f"{cold:8.2f} ms")
        row("a keystroke, to the first result or to none", "  median      p99      max")
        row("  soi", said(times_of(lambda query: next(search.search(parse(query)), None), typed(QUERIES))))
        whole = times_of(lambda query: list(search.search(parse(query))), QUERIES)
        row("  soi, whole queries to the last result", said(whole))
    beside(lines, QUERIES[:FZF_QUERIES], "(whole queries)")
    row("the longest stall of an event loop while a thread searches", f"{asyncio.run(stall(path)):8.2f} ms")


async def stall(path: Path) -> float:
    """The longest an event loop was kept from turning while another thread searched as one types."""
    done = threading.Event()

    def searching() -> None:
        with Store.open(path) as store:
            search = CorpusSearch(store)
            for query in typed(QUERIES):
                list(search.search(parse(query)))
        done.set()

    threading.Thread(target=searching).start()
    longest = 0.0
    while not done.is_set():
        start = time.perf_counter()
        await asyncio.sleep(0.001)
        longest = max(longest, time.perf_counter() - start - 0.001)
    return longest * 1000


async def stall_in_app(folder: Path) -> tuple[float, float]:
    """The longest the app's event loop was kept from turning while one types, in an article of 1 MB and over all."""
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(Newsroom(2).text(750_000), encoding="utf-8")
    app = make_app(corpus, folder / "app.db")
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            longest = max(longest, time.perf_counter() - start - 0.001)

    async def typing(pilot: Pilot[None], key: str) -> float:
        nonlocal longest
        await press(pilot, key)
        await asyncio.sleep(1)  # lets the screen open
        longest = 0.0
        for query in QUERIES:
            pilot.app.screen.query_one(Input).value = ""
            for letter in query:
                await press(pilot, letter)
        await press(pilot, "escape")
        return longest * 1000

    async with running(app) as pilot:
        watcher = asyncio.create_task(watch())
        stalls = [await typing(pilot, key) for key in ("slash", "f7")]
        watcher.cancel()
    return stalls[0], stalls[1]


def main() -> None:
    count = 100_000 if "--large" in sys.argv else 5_000
    with tempfile.TemporaryDirectory() as name:
        print("search: how fast")
        in_article(Path(name))
        stalls = asyncio.run(stall_in_app(Path(name)))
        row("the longest stall of the app's loop while one types in it", f"{stalls[0]:8.2f} ms")
        row("  and while one types over the corpus of that article", f"{stalls[1]:8.2f} ms")
        over_corpus(Path(name), count)


if __name__ == "__main__":
    main()
