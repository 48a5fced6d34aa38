"""How fast searches answer, keystroke by keystroke, beside fzf --filter on the same lines in the same run.

python -m tests.benchmarks.bench_search [--large] [--store FILE]; --large searches 100,000 articles, about 500 MB, not
5,000; with --store the articles are looked for in FILE, and made and indexed there where it is not there yet.
What searches find is measured by bench_search_quality.
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
# Words that stand in nearly every article and seldom beside each other.
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
FZF_QUERIES = 2  # of a big corpus fzf takes a minute for each


def row(what: str, figure: str) -> None:
    print(f"  {what:<64} {figure}")


def times_of(work: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    return [milliseconds(partial(work, query)) for query in queries]


def times_row(what: str, work: Callable[[str], object], queries: Iterable[str]) -> None:
    """How long each query takes, and how long a processor worked for it, which others on the machine delay less."""
    times, worked = [], []
    for query in queries:
        begun = time.process_time()
        times.append(milliseconds(partial(work, query)))
        worked.append((time.process_time() - begun) * 1000)
    row(f"  soi{what}", said(times))
    row("    of a processor's time", said(worked))


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
    indexes: list[ArticleIndex] = []
    row(
        f"indexing an article of {len(text.encode()) / 1e6:.2f} MB",
        f"{milliseconds(lambda: indexes.append(ArticleIndex(text))):8.2f} ms",
    )
    index = indexes[0]
    row("  its numbers by value, once", f"{milliseconds(lambda: index.search('1.000 2 nghìn')):8.2f} ms")
    row("a keystroke in it", "  median      p99      max")
    times_row("", index.search, typed(QUERIES))
    beside(lines, typed(QUERIES)[::4], "(every fourth keystroke)")


def made(path: Path, lines: Path, count: int) -> None:
    """Make the articles, as a store and as lines, and index them."""
    with Store.open(path, create=True) as store, lines.open("w", encoding="utf-8") as out:
        for article in Newsroom().articles(count):
            import_article(store, article, [], "bench")
            out.write(article.text.replace("\n", " ") + "\n")
    megabytes = lines.stat().st_size / 1e6
    before = path.stat().st_size
    with Store.open(path) as store:
        start, worked, longest, at = time.perf_counter(), time.process_time(), 0.0, time.perf_counter()
        for _ in build_index(store):
            longest, at = max(longest, time.perf_counter() - at), time.perf_counter()
        took, worked = time.perf_counter() - start, time.process_time() - worked
    grown = (path.stat().st_size - before) / 1e6
    row(f"indexing {count:,} articles, {megabytes:.0f} MB", f"{megabytes / took:8.1f} MB/s, {took:.0f} s")
    row("  of a processor's time", f"{megabytes / worked:8.1f} MB/s, {worked:.0f} s")
    row("  the index", f"{grown:8.0f} MB, {grown / megabytes:.0%} of the text")
    row("  the longest time between two reports of how far it is", f"{longest * 1000:8.0f} ms")


def over_corpus(path: Path, lines: Path) -> None:
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
        for what, query in BAD.items():
            row(f"  soi, {what}", f"{milliseconds(partial(refused_or, first, query)):8.2f} ms")
    beside(lines, QUERIES[:FZF_QUERIES], "(whole queries)")


def refused_or(search: Callable[[str], None], query: str) -> None:
    with suppress(QueryError):
        search(query)


async def stall_in_app(store: Path, corpus: Path) -> None:
    """How long the app's event loop is kept from turning while one types, in an article of 1 MB and over all."""

    async def typed_in(pilot: Pilot[None], key: str, queries: Iterable[str], pause: float | None) -> Stalls:
        """Type queries: so many seconds between two keys or, without, each key once the one before is answered."""
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
            str(await typed_in(pilot, "slash", QUERIES, None)),
        )
        row("  typing over the corpus, each key answered", str(await typed_in(pilot, "f7", QUERIES, None)))
        row(
            "  typing over the corpus, 12 keys a second",
            str(await typed_in(pilot, "f7", QUERIES + COMMON, 0.08)),
        )


def main() -> None:
    begun = time.perf_counter()
    count = 100_000 if "--large" in sys.argv else 5_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = (
            Path(sys.argv[sys.argv.index("--store") + 1]) if "--store" in sys.argv else folder / "corpus.db"
        )
        lines = kept.with_suffix(".txt")
        print("search: how fast")
        in_article(folder)
        if not kept.exists():
            made(kept, lines, count)
        over_corpus(kept, lines)
        corpus = folder / "corpus"
        corpus.mkdir()
        (corpus / "bench-long.txt").write_text(Newsroom(2).text(750_000), encoding="utf-8")
        asyncio.run(stall_in_app(kept, corpus))
        row("all of this took", f"{time.perf_counter() - begun:8.0f} s")


if __name__ == "__main__":
    main()
