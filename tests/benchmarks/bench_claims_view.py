"""Measures the claims table against a bare SELECT: each filter, each order, and both at once, then in the app.

python -m tests.benchmarks.bench_claims_view [--large] [--store FILE]; --large makes 1,000,000 claims instead of
100,000. It creates the store FILE if there is none and keeps it for the next run; the queries run on a copy.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.screen import Screen

from annotations.model import Article, Correction, Kind, Mention, Standing, Verdict
from annotations.search import parse
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.decisions.claim_decisions import decide
from annotations.store.queries.statistics import statistics as store_statistics
from annotations.store.search.index import build_index
from annotations.store.table.claim_order import Column, Order
from annotations.store.table.claim_table import ClaimTable
from tests.tui.driving import key_event, make_app, press, review_screen, running
from tui.screens.claims import ClaimsScreen
from tui.widgets.lists.claims_table import ClaimsTable

AN_ARTICLE = 500
DECIDED = 40_000
CORRECTED = 3_000
TIMES = 3
SCREEN = 60
SEED = 1
KINDS = [
    Kind.COUNT,
    Kind.PERCENTAGE,
    Kind.MONEY,
    Kind.MEASURE,
    Kind.RANK,
    Kind.AGE,
    Kind.RATIO,
    Kind.DURATION,
]
# Every key by itself, values that no claim has, and several filters together. "kình ngư" occurs once in each text,
# "dịch vụ công" in every tenth line.
QUERIES = [
    "kind:percentage", "-kind:money", "value:>=90", "value:777777", "unit:hộ", "unit:tấn",
    "is:unreviewed", "is:reviewed", "is:corrected", "is:disputed", "is:noted", "is:added",
    "verdict:refuted", "-verdict:refuted", "tag:target", "-tag:target", "by:minh",
    "date:2023", "article:00123", "outlet:báo", "role:name",
    "kình ngư ", "dịch vụ công ", "báo cáo ", "dịhc vụ công ",
    "kình ngư kind:percentage value:>=90 is:unreviewed ",
    "dịch vụ công kind:money value:>=90 is:unreviewed ",
    "tag:target kind:money value:<50",
    "date:2023 kind:percentage is:unreviewed by:minh",
    "outlet:báo article:001 by:lan verdict:refuted",
]  # fmt: skip
# Queries that are also sorted, by every column in both directions.
SORTED = [
    "",
    "kind:rank value:10..20 is:unreviewed",
    "tag:target by:lan",
    "dịch vụ công kind:money value:>=90 is:unreviewed ",
    "dịch vụ công ",
]


def article(number: int, dice: random.Random) -> tuple[Article, list[Mention]]:
    """An article with 500 claims, each in its own line."""
    lines, mentions, offset = [], [], 0
    for index in range(AN_ARTICLE):
        value = str(dice.randint(1, 10 ** dice.randint(1, 9)))
        words = "dịch vụ công" if index % 10 == 0 else "kình ngư" if index == 7 else "báo cáo"
        prefix = f"Xã {dice.randint(1, 999)} đạt "
        lines.append(f"{prefix}{value} hộ dân theo {words}.\n")
        start = offset + len(prefix)
        kind = dice.choice(KINDS)
        mentions.append(Mention(start, start + len(value), value, kind=kind, value=value, unit="hộ dân"))
        offset += len(lines[-1])
    published = f"20{dice.randint(10, 24)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    name = f"{number:05}.txt"
    return Article(name, f"/{name}", "".join(lines), f"Bài {number}", "Báo", published=published), mentions


def fill(path: Path, claims: int) -> None:
    dice = random.Random(SEED)
    seconds = 0.0
    with Store.open(path, create=True) as store:
        for number in range(claims // AN_ARTICLE):
            generated = article(number, dice)
            start = time.perf_counter()
            import_article(store, *generated, "bench")
            seconds += time.perf_counter() - start
        row(f"import of {claims:,} claims", f"{claims / seconds:,.0f} claims/s")
        ids = [row[0] for row in store.connection.execute("SELECT id FROM claims LIMIT ?", (DECIDED,))]
        for first in range(0, len(ids), DECIDED // 4):
            decided = ids[first : first + DECIDED // 4]
            store.set_verdicts(decided, "lan", Verdict.REFUTED if first else Verdict.VERIFIED)
            store.change_tags(decided[::10], "lan", on=["target"])
        decide_at_random(store, random.Random(SEED))
        start = time.perf_counter()
        for _ in build_index(store):
            pass
        row("search index of their texts, made once", f"{time.perf_counter() - start:.1f} s")


def decide_at_random(store: Store, dice: random.Random) -> None:
    """Add disputes by a second annotator, and tags, corrections and retired claims of both."""
    ids = [row[0] for row in store.connection.execute("SELECT id FROM claims WHERE rowid % 20 = 7")]
    dice.shuffle(ids)
    store.set_verdicts(ids[: len(ids) // 2], "minh", Verdict.VERIFIED)
    store.set_verdicts(ids[len(ids) // 3 : len(ids) // 2], "lan", Verdict.UNVERIFIABLE)
    store.change_tags(ids[-1000:], "minh", on=["giá"])
    decide(store, ids[:CORRECTED], "lan", lambda review: review._replace(correction=random_correction(dice)))
    decide(store, ids[-100:], "lan", lambda review: review._replace(standing=Standing.RETIRED))


def random_correction(dice: random.Random) -> Correction:
    return Correction(str(dice.randint(1, 10**6)), kind=dice.choice([None, Kind.MONEY]))


def row(label: str, figure: str) -> None:
    print(f"  {label:<66} {figure}", flush=True)


def medians(work: Callable[[], tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(statistics.median(times) for times in zip(*(work() for _ in range(TIMES)), strict=True))


def time_list(path: Path, query: str, order: Order) -> tuple[float, float, int, int]:
    """The seconds until the rows of a screen and until all numbers are read; how many the first were, and all."""
    first_time, first_count, count = 0.0, 0, 0
    with Store.open(path) as store:
        table, start = ClaimTable(store, "lan"), time.perf_counter()
        for numbers in table.numbers(parse(query), order):
            old_count, count = count, count + len(numbers)
            if old_count < SCREEN <= count:
                table.rows(numbers[:SCREEN])
                first_time, first_count = time.perf_counter() - start, count
        seconds = time.perf_counter() - start
        return first_time or seconds, seconds, first_count or count, count


def measure_lists(path: Path) -> None:
    with sqlite3.connect(path) as plain:

        def scan() -> tuple[float]:
            start = time.perf_counter()
            plain.execute("SELECT rowid FROM claims WHERE current").fetchall()
            return (time.perf_counter() - start,)

        row("floor: SELECT rowid of every claim, no order, into a list", f"{medians(scan)[0]:.2f} s")
    plain.close()
    row("", "first rows: median   worst   all      rows")
    first_times = [measure_list(query, path, query, Order()) for query in QUERIES]
    for query in SORTED:
        for column in Column:
            for descending in (False, True):
                order = Order(column, descending)
                first_times.append(
                    measure_list(f"{query} by {column}{' down' if descending else ''}", path, query, order)
                )
    row("of all of these", f"median {statistics.median(first_times):.3f} s, worst {max(first_times):.3f} s")


def measure_list(label: str, path: Path, query: str, order: Order) -> float:
    """Print the times of a list, and return the median time until its first rows."""
    times = [time_list(path, query, order) for _ in range(TIMES)]
    first_times = [first for first, *_ in times]
    seconds = statistics.median(total for _, total, *_ in times)
    median, (_, _, first_count, count) = statistics.median(first_times), times[0]
    row(label, f"{first_count:4}: {median:7.3f} s {max(first_times):7.3f} s {seconds:6.2f} s {count:9,.0f}")
    return median


def measure_dashboard(path: Path) -> None:
    with Store.open(path) as store:
        for annotator in ("lan", None):
            start = time.perf_counter()
            store_statistics(store, annotator)
            row(f"dashboard of {annotator or 'everybody'}", f"{time.perf_counter() - start:.2f} s")


async def measure_screen(path: Path, corpus: Path, claims: int) -> None:
    """Time the keys in the app; its corpus has one article, but its table lists the whole store."""
    articles = [f"{number:05}.txt" for number in range(claims // AN_ARTICLE)]
    async with running(make_app(corpus, path)) as pilot:
        review_screen(pilot).session.progress.articles = dict.fromkeys(articles)  # type: ignore[assignment]  # the table uses only the keys
        start = time.perf_counter()
        key = key_event("L")
        key.set_sender(pilot.app)
        pilot.app.post_message(key)
        while not _shows_a_row(pilot.app.screen):  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        first = time.perf_counter() - start
        view = pilot.app.screen
        assert isinstance(view, ClaimsScreen)
        while view._activity:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        row(
            "key L to first rows (all of them), in the app",
            f"{first:.3f} s ({time.perf_counter() - start:.2f} s)",
        )
        start = time.perf_counter()
        await press(pilot, "down")
        row("key ↓ to a settled screen", f"{time.perf_counter() - start:.3f} s")
        # The app has extracted other claims than ours from the article of its corpus.
        assert len(view.table) > claims - AN_ARTICLE


def _shows_a_row(screen: Screen[object]) -> bool:
    return isinstance(screen, ClaimsScreen) and any(table.row for table in screen.query(ClaimsTable))


def main() -> None:
    claims = 1_000_000 if "--large" in sys.argv else 100_000
    with tempfile.TemporaryDirectory() as name:
        path, corpus = Path(name) / "bench.db", Path(name) / "corpus"
        corpus.mkdir()
        short, _ = article(0, random.Random(SEED))
        (corpus / short.id).write_text(short.text, encoding="utf-8")
        print(f"claims view, {claims:,} claims")
        permanent = Path(sys.argv[sys.argv.index("--store") + 1]) if "--store" in sys.argv else None
        if permanent is None or not permanent.exists():
            fill(permanent or path, claims)
        if permanent is not None:
            shutil.copy(permanent, path)
        measure_lists(path)
        measure_dashboard(path)
        asyncio.run(measure_screen(path, corpus, claims))


if __name__ == "__main__":
    main()
