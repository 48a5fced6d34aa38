"""The store beside its floors: a decision beside a bare INSERT, opening a full store beside an empty one.

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
    at = line.index("1.234")
    mentions = [
        Mention(start + at, start + at + 5, "1.234", kind=Kind.COUNT, value="1234", unit="hộ dân")
        for start in range(0, min(len(text), CLAIMS_AN_ARTICLE * len(line)), len(line))
    ]
    return Article(f"{number}.txt", f"{number}.txt", text), mentions


def milliseconds(work: Callable[[], object], times: int) -> list[float]:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return took


def row(what: str, figure: str) -> None:
    print(f"  {what:<58} {figure}")


def deciding(folder: Path) -> None:
    with Store.open(folder / "decide.db", create=True) as store:
        import_article(store, *article(1, 60_000), "bench")
        claims = [claim.id for claim in read_mentions(store, "1.txt")]
        verdicts = [Verdict.VERIFIED, Verdict.REFUTED]
        number = iter(range(DECISIONS))

        def decide() -> None:
            n = next(number)
            store.set_verdict(claims[n % len(claims)], "bench", verdicts[(n // len(claims)) % 2])

        bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = FULL")
        bare.execute("CREATE TABLE decisions (id INTEGER PRIMARY KEY, verdict TEXT)")
        insert = "INSERT INTO decisions (verdict) VALUES ('verified')"
        ours: list[float] = []
        floor: list[float] = []
        for _ in range(DECISIONS):  # in turn, so that both meet the disk in the same moods
            ours += milliseconds(decide, 1)
            floor += milliseconds(lambda: bare.execute(insert), 1)
        bare.close()
    median, least = statistics.median(ours), statistics.median(floor)
    row("a decision, median (p99)", f"{median:.2f} ms ({statistics.quantiles(ours, n=100)[98]:.2f} ms)")
    row("a bare INSERT with its fsync, median", f"{least:.2f} ms")
    row("ratio", f"{median / least:.1f}")


def importing(folder: Path, claims: int) -> None:
    """Store articles of 50 KB, 2,000 claims each, as the extractor hands them over: what it takes is not counted."""
    made = [article(number, 56_000) for number in range(claims // CLAIMS_AN_ARTICLE)]
    with Store.open(folder / "import.db", create=True) as store:
        start, worked = time.perf_counter(), time.process_time()
        for one in made:
            import_article(store, *one, "bench")
        took, worked = time.perf_counter() - start, time.process_time() - worked
    row(f"import of {claims:,} claims", f"{claims / took:,.0f} claims/s")
    row("by the processor's time alone", f"{claims / worked:,.0f} claims/s")


def filling(folder: Path, size: int) -> None:
    articles = 0
    with Store.open(folder / "full.db", create=True) as store:
        while (folder / "full.db").stat().st_size < size:
            import_article(store, *article(articles, 1_000_000), "bench")
            articles += 1


def opening(folder: Path) -> None:
    Store.open(folder / "empty.db", create=True).close()

    def opens(name: str) -> float:
        return statistics.median(milliseconds(lambda: Store.open(folder / name).close(), OPENINGS))

    full, empty = opens("full.db"), opens("empty.db")
    megabytes = (folder / "full.db").stat().st_size / 1e6
    row(f"opening a store of {megabytes:.0f} MB, median", f"{full:.2f} ms")
    row("opening an empty one, median", f"{empty:.2f} ms")
    row("ratio", f"{full / empty:.2f}")


def main() -> None:
    size = 2_000_000_000 if "--large" in sys.argv else 200_000_000
    with tempfile.TemporaryDirectory() as name:
        print("store")
        deciding(Path(name))
        importing(Path(name), 1_000_000 if "--large" in sys.argv else 200_000)
        filling(Path(name), size)
        opening(Path(name))


if __name__ == "__main__":
    main()
