"""Measures the speed of searches, keystroke by keystroke, against fzf --filter on the same lines.

python -m tests.benchmarks.bench_search [--large] [--store FILE]; --large searches 100,000 articles, about 500 MB, not
5,000; --store searches the articles in FILE, and makes and indexes them there if it does not exist.
bench_search_quality measures what searches find.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Input

from annotations.errors import QueryError
from annotations.search import ArticleIndex, parse
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index
from tests.benchmarks.generated import Newsroom
from tests.benchmarks.heartbeat import Stalls, heartbeat, idle
from tests.tui.driving import key_event, make_app, press, running, settle

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
# Words that occur in nearly every article, but seldom side by side.
COMMON = [
    "cua nam va nguoi tinh",
    "mot trong nhung nguoi duoc cac",
    "co khong cho voi la",
    "so voi nam truoc cua",
    "dong tinh cong va",
]
BAD = {
    "10,000 characters": "dich vu cong " * 800,
    "10,000 characters without a blank": "x" * 10_000,
    "only punctuation": "… !?., -- () [] {} ;:",
    "operators of FTS5 and quotes": 'NEAR("dich" AND OR NOT "" * ^ body: + vu) "',
    "SQL": "'; DROP TABLE articles; --",
    "control characters": "\x00\x07\x1b[31m dich\x08 vu\x7f",
    "an emoji": "👩\u200d🌾",
    "nothing": "",
    "a wrong filter": "kind:monye",
}
FZF_QUERIES = 2  # fzf takes a minute for each on a large corpus


def row(label: str, figure: str) -> None:
    print(f"  {label:<64} {figure}")


def times_of(work: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    return [milliseconds(partial(work, query)) for query in queries]


def times_row(label: str, work: Callable[[str], object], queries: Iterable[str]) -> None:
    """Print the time of each query and its processor time, which other programs on the machine affect less."""
    times, cpu_times = [], []
    for query in queries:
        cpu_start = time.process_time()
        times.append(milliseconds(partial(work, query)))
        cpu_times.append((time.process_time() - cpu_start) * 1000)
    row(f"  soi{label}", format_times(times))
    row("    of a processor's time", format_times(cpu_times))


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def typed(queries: Iterable[str]) -> list[str]:
    """The text of the search line after each keystroke."""
    return [query[:size] for query in queries for size in range(1, len(query) + 1)]


def format_times(times: list[float]) -> str:
    return f"{statistics.median(times):8.2f} {statistics.quantiles(times, n=100, method='inclusive')[98]:8.2f} {max(times):8.2f} ms"


def fzf_times(lines: Path, queries: Iterable[str]) -> list[float] | None:
    program = shutil.which("fzf")
    if program is None:
        return None

    def filtered(query: str) -> None:
        with lines.open("rb") as file:
            subprocess.run([program, "--filter", query], stdin=file, stdout=subprocess.DEVNULL, check=False)

    return times_of(filtered, queries)


def fzf_row(lines: Path, queries: list[str], note: str) -> None:
    times = fzf_times(lines, queries)
    row(f"  fzf --filter {note}", format_times(times) if times else "not installed (apt-get install fzf)")


def measure_article_search(folder: Path) -> None:
    text = Newsroom(2).text(750_000)
    lines = folder / "article.txt"
    lines.write_text(text, encoding="utf-8")
    indexes: list[ArticleIndex] = []
    row(
        f"indexing an article of {len(text.encode()) / 1e6:.2f} MB",
        f"{milliseconds(lambda: indexes.append(ArticleIndex(text))):8.2f} ms",
    )
    index = indexes[0]
    row("  its numbers by value, once", f"{milliseconds(lambda: index.search('1.000 2 nghìn')):8.2f} ms")
    row("a keystroke in it", "  median      p99      max")
    times_row("", index.search, typed(QUERIES))
    fzf_row(lines, typed(QUERIES)[::4], "(every fourth keystroke)")


def make_corpus(path: Path, lines: Path, count: int) -> None:
    """Generate the articles as a store and as a file of lines, and measure their indexing."""
    with Store.open(path, create=True) as store, lines.open("w", encoding="utf-8") as out:
        for article in Newsroom().articles(count):
            import_article(store, article, [], "bench")
            out.write(article.text.replace("\n", " ") + "\n")
    megabytes = lines.stat().st_size / 1e6
    old_size = path.stat().st_size
    with Store.open(path) as store:
        start, cpu_start, longest = time.perf_counter(), time.process_time(), 0.0
        last_report = start
        for _ in build_index(store):
            longest = max(longest, time.perf_counter() - last_report)
            last_report = time.perf_counter()
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    index_size = (path.stat().st_size - old_size) / 1e6
    row(
        f"indexing {count:,} articles, {megabytes:.0f} MB",
        f"{megabytes / seconds:8.1f} MB/s, {seconds:.0f} s",
    )
    row("  of a processor's time", f"{megabytes / cpu_seconds:8.1f} MB/s, {cpu_seconds:.0f} s")
    row("  the index", f"{index_size:8.0f} MB, {index_size / megabytes:.0%} of the text")
    row("  the longest time between two reports of how far it is", f"{longest * 1000:8.0f} ms")


def measure_corpus_search(path: Path, lines: Path) -> None:
    with Store.open(path) as store:
        search = CorpusSearch(store)

        def first(query: str) -> None:
            next(search.search(parse(query)), None)

        def whole(query: str) -> None:
            list(search.search(parse(query)))

        row(
            "the first search of all, to its first result",
            f"{milliseconds(partial(first, 'sot xuat huyet')):8.2f} ms",
        )
        row("a keystroke, to the first result or to none", "  median      p99      max")
        times_row("", first, typed(QUERIES))
        times_row(", common words that form no phrase", first, typed(COMMON))
        row("whole queries, to the last result", "  median      p99      max")
        times_row("", whole, QUERIES)
        times_row(", common words that form no phrase", whole, COMMON)
        row("what is no query, to the first result, to none or to what is wrong", "")
        for name, query in BAD.items():
            row(f"  soi, {name}", f"{milliseconds(partial(search_or_refuse, first, query)):8.2f} ms")
    fzf_row(lines, QUERIES[:FZF_QUERIES], "(whole queries)")


def search_or_refuse(search: Callable[[str], None], query: str) -> None:
    with suppress(QueryError):
        search(query)


async def measure_stalls(store: Path, corpus: Path) -> None:
    """Measure how long typing a query blocks the app's event loop, in an article of 1 MB and over the corpus."""

    async def stalls_while_typing(
        pilot: Pilot[None], key: str, queries: Iterable[str], pause: float | None
    ) -> Stalls:
        """Type queries with a pause in seconds between two keys; None waits until the app has handled each key."""
        await press(pilot, key)
        await asyncio.sleep(1)  # lets the screen open
        async with heartbeat() as stalls:
            for query in queries:
                pilot.app.screen.query_one(Input).value = ""
                for letter in query:
                    if pause is None:
                        await press(pilot, letter)
                    else:
                        pilot.app.post_message(key_event(letter))
                        await asyncio.sleep(pause)
                await settle(pilot)
        await press(pilot, "escape")
        return stalls

    row("the longest stall of the app's event loop", "")
    async with running(make_app(corpus, store)) as pilot:
        row("  nobody types", str(await idle(5)))
        row(
            "  typing in an article of 1 MB, each key answered",
            str(await stalls_while_typing(pilot, "slash", QUERIES, None)),
        )
        row(
            "  typing over the corpus, each key answered",
            str(await stalls_while_typing(pilot, "f7", QUERIES, None)),
        )
        row(
            "  typing over the corpus, 12 keys a second",
            str(await stalls_while_typing(pilot, "f7", QUERIES + COMMON, 0.08)),
        )


def main() -> None:
    start = time.perf_counter()
    count = 100_000 if "--large" in sys.argv else 5_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = (
            Path(sys.argv[sys.argv.index("--store") + 1]) if "--store" in sys.argv else folder / "corpus.db"
        )
        lines = database.with_suffix(".txt")
        print("search: how fast")
        measure_article_search(folder)
        if not database.exists():
            make_corpus(database, lines, count)
        measure_corpus_search(database, lines)
        corpus = folder / "corpus"
        corpus.mkdir()
        (corpus / "bench-long.txt").write_text(Newsroom(2).text(750_000), encoding="utf-8")
        asyncio.run(measure_stalls(database, corpus))
        row("all of this took", f"{time.perf_counter() - start:8.0f} s")


if __name__ == "__main__":
    main()
