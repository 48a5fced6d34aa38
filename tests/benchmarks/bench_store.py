"""Measures the store: a decision against a bare INSERT, opening a full store against an empty one, an import.

python -m tests.benchmarks.bench_store [--large]; --large imports a million claims and fills the store to 2 GB,
instead of 200,000 and 200 MB.
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotations.model import Article, Kind, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions

DECISIONS = 500
OPENINGS = 30
CLAIMS_AN_ARTICLE = 2000


def article(number: int, size: int) -> tuple[Article, list[Mention]]:
    """An article of about ``size`` characters with its claims."""
    line = f"Xã {number} có 1.234 hộ dân. "
    text = line * (size // len(line))
    offset = line.index("1.234")
    mentions = [
        Mention(start + offset, start + offset + 5, "1.234", kind=Kind.COUNT, value="1234", unit="hộ dân")
        for start in range(0, min(len(text), CLAIMS_AN_ARTICLE * len(line)), len(line))
    ]
    return Article(f"{number}.txt", f"{number}.txt", text), mentions


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    measured = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        measured.append((time.perf_counter() - start) * 1000)
    return measured


def row(label: str, figure: str) -> None:
    print(f"  {label:<58} {figure}")


def measure_decisions(folder: Path) -> None:
    with Store.open(folder / "decide.db", create=True) as store:
        import_article(store, *article(1, 60_000), "bench")
        claims = [claim.id for claim in read_mentions(store, "1.txt")]
        verdicts = [Verdict.VERIFIED, Verdict.REFUTED]
        indices = iter(range(DECISIONS))

        def decide() -> None:
            index = next(indices)
            store.set_verdict(claims[index % len(claims)], "bench", verdicts[(index // len(claims)) % 2])

        bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE decisions (id INTEGER PRIMARY KEY, verdict TEXT)")
        insert = "INSERT INTO decisions (verdict) VALUES ('verified')"
        store_times: list[float] = []
        bare_times: list[float] = []
        for _ in range(DECISIONS):  # alternating, so that the disk is equally busy for both
            store_times += milliseconds(decide, 1)
            bare_times += milliseconds(lambda: bare.execute(insert), 1)
        bare.close()
    median, bare_median = statistics.median(store_times), statistics.median(bare_times)
    row(
        "a decision, median (p99)", f"{median:.2f} ms ({statistics.quantiles(store_times, n=100)[98]:.2f} ms)"
    )
    row("a bare INSERT with its fsync, median", f"{bare_median:.2f} ms")
    row("ratio", f"{median / bare_median:.1f}")


def measure_import(folder: Path, claims: int) -> None:
    """Import articles of 50 KB with 2,000 claims each, without the time of the extraction."""
    articles = [article(number, 56_000) for number in range(claims // CLAIMS_AN_ARTICLE)]
    with Store.open(folder / "import.db", create=True) as store:
        start, cpu_start = time.perf_counter(), time.process_time()
        for extracted in articles:
            import_article(store, *extracted, "bench")
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    row(f"import of {claims:,} claims", f"{claims / seconds:,.0f} claims/s")
    row("by the processor's time alone", f"{claims / cpu_seconds:,.0f} claims/s")


def fill(folder: Path, size: int) -> None:
    articles = 0
    with Store.open(folder / "full.db", create=True) as store:
        while (folder / "full.db").stat().st_size < size:
            import_article(store, *article(articles, 1_000_000), "bench")
            articles += 1


def measure_opening(folder: Path) -> None:
    Store.open(folder / "empty.db", create=True).close()

    def opening_time(name: str) -> float:
        return statistics.median(milliseconds(lambda: Store.open(folder / name).close(), OPENINGS))

    full, empty = opening_time("full.db"), opening_time("empty.db")
    megabytes = (folder / "full.db").stat().st_size / 1e6
    row(f"opening a store of {megabytes:.0f} MB, median", f"{full:.2f} ms")
    row("opening an empty one, median", f"{empty:.2f} ms")
    row("ratio", f"{full / empty:.2f}")


def main() -> None:
    size = 2_000_000_000 if "--large" in sys.argv else 200_000_000
    with tempfile.TemporaryDirectory() as name:
        print("store")
        measure_decisions(Path(name))
        measure_import(Path(name), 1_000_000 if "--large" in sys.argv else 200_000)
        fill(Path(name), size)
        measure_opening(Path(name))


if __name__ == "__main__":
    main()
