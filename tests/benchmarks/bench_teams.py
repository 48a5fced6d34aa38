"""Measures teams: agreement, the queue of disputes, and merging, beside the same union in bare SQL.

python -m tests.benchmarks.bench_teams [--large]; --large has 20 annotators, 20,000 articles, 1,000,000 claims and 3,000,000
decisions, else a tenth of the articles. Goals: agreement 20 s, queue 0.3 s, merge of 150,000 decisions 10 s.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from annotations.model import Article, Kind, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.backup import back_up
from annotations.store.maintenance.merge import merge
from annotations.store.queries.agreement import measure_agreement
from annotations.store.queries.claims import read_mentions
from annotations.store.teams.adjudications import read_queue

CLAIMS_AN_ARTICLE = 50
ANNOTATORS = [f"người {number}" for number in range(20)]
DISPUTED = 0.05  # of the claims
MERGED_DECISIONS = 150_000


def row(label: str, figure: str) -> None:
    print(f"  {label:<64} {figure}")


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fill(store: Store, articles: int) -> None:
    """Articles of 50 claims, each reviewed by three annotators; one claim in twenty is disputed."""
    dice = random.Random(1)
    line = "Xã có 1.234 hộ dân. "
    offset = line.index("1.234")
    text = line * CLAIMS_AN_ARTICLE
    mentions = [
        Mention(start + offset, start + offset + 5, "1.234", kind=Kind.COUNT, value="1234", unit="hộ dân")
        for start in range(0, len(text), len(line))
    ]
    for number in range(articles):
        name = f"{number:05}.txt"
        import_article(store, Article(name, name, f"{text}{number}"), mentions, "bench")
        claims = [claim.id for claim in read_mentions(store, name)]
        disputed = {claim for claim in claims if dice.random() < DISPUTED}
        for place, annotator in enumerate(dice.sample(ANNOTATORS, 3)):
            refuted = [claim for claim in claims if claim in disputed and place == 2]
            store.set_verdicts(
                [claim for claim in claims if claim not in refuted], annotator, Verdict.VERIFIED
            )
            if refuted:
                store.set_verdicts(refuted, annotator, Verdict.REFUTED)


def bare_union(target: Path, source: Path) -> None:
    """The decisions of a store into another by SQL alone, without checks or what is derived."""
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS other", (str(source),))
        connection.execute("INSERT OR IGNORE INTO annotators SELECT * FROM other.annotators")
        columns = [
            column[1] for column in connection.execute("PRAGMA table_info(decisions)") if column[1] != "blank"
        ]
        names = ", ".join(columns)
        connection.execute(f"INSERT OR IGNORE INTO decisions ({names}) SELECT {names} FROM other.decisions")


def measure_merge(store: Store, folder: Path) -> None:
    """Merge a store of one annotator who reviewed other claims of the same articles."""
    back_up(store, folder / "base.db")
    shutil.copy(folder / "base.db", folder / "other.db")
    with Store.open(folder / "other.db") as other_store:
        articles = [row[0] for row in other_store.connection.execute("SELECT id FROM articles ORDER BY id")]
        for article in articles[: MERGED_DECISIONS // CLAIMS_AN_ARTICLE]:
            other_store.set_verdicts(
                [claim.id for claim in read_mentions(other_store, article)], "mới", Verdict.VERIFIED
            )
    decisions = min(MERGED_DECISIONS, len(articles) * CLAIMS_AN_ARTICLE)
    shutil.copy(folder / "base.db", folder / "bare.db")
    bare_seconds = timed(lambda: bare_union(folder / "bare.db", folder / "other.db"))
    with Store.open(folder / "base.db") as base:
        seconds = timed(lambda: merge(base, folder / "other.db"))
    row(f"merging {decisions:,} decisions (goal 10 s for 150,000)", f"{seconds:.2f} s")
    row("the same union in bare SQL, without checks", f"{bare_seconds:.2f} s")


def main() -> None:
    articles = 20_000 if "--large" in sys.argv else 2_000
    with tempfile.TemporaryDirectory() as name, Store.open(Path(name) / "soi.db", create=True) as store:
        fill(store, articles)
        print(
            f"teams: {articles * CLAIMS_AN_ARTICLE:,} claims, {3 * articles * CLAIMS_AN_ARTICLE:,} decisions"
        )
        row("agreement (goal 20 s)", f"{timed(lambda: measure_agreement(store)):.2f} s")
        row("the queue of disputes opens (goal 0.3 s)", f"{timed(lambda: read_queue(store)):.2f} s")
        measure_merge(store, Path(name))


if __name__ == "__main__":
    main()
