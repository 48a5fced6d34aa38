"""The claims view and what it asks of the store, beside their floors.

python -m tests.benchmarks.bench_claims_view [--large]; --large makes 1,000,000 claims instead of 100,000.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.screen import Screen

from annotations.model import Article, Kind, Mention, Verdict
from annotations.search import parse
from annotations.store import Store
from annotations.store.claim_table import ClaimTable, Column, Order
from annotations.store.search_index import build_index
from annotations.store.statistics import statistics as count
from tests.tui.driving import key_event, make_app, press, review_screen, running
from tui.screens.claims import ClaimsScreen
from tui.widgets.claims_table import ClaimsTable

AN_ARTICLE = 500
DECIDED = 40_000
TIMES = 3
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
# Said once in each text, and in every tenth line.
QUERIES = [
    "kind:percentage",
    "value:>=90",
    "unit:hộ",
    "is:unreviewed",
    "verdict:refuted",
    "tag:target by:lan",
    "date:2023",
    "article:00123",
    "kình ngư ",
    "dịch vụ công ",
    "kình ngư kind:percentage value:>=90 is:unreviewed ",
]


def article(number: int, dice: random.Random) -> tuple[Article, list[Mention]]:
    """An article of 500 claims, each in a line of its own."""
    lines, mentions, at = [], [], 0
    for index in range(AN_ARTICLE):
        value = str(dice.randint(1, 10 ** dice.randint(1, 9)))
        told = "dịch vụ công" if index % 10 == 0 else "kình ngư" if index == 7 else "báo cáo"
        before = f"Xã {dice.randint(1, 999)} đạt "
        lines.append(f"{before}{value} hộ dân theo {told}.\n")
        start = at + len(before)
        kind = dice.choice(KINDS)
        mentions.append(Mention(start, start + len(value), value, kind=kind, value=value, unit="hộ dân"))
        at += len(lines[-1])
    published = f"20{dice.randint(10, 24)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    name = f"{number:05}.txt"
    return Article(name, f"/{name}", "".join(lines), f"Bài {number}", "Báo", published=published), mentions


def fill(path: Path, claims: int) -> None:
    dice = random.Random(1)
    took = 0.0
    with Store.open(path, create=True) as store:
        for number in range(claims // AN_ARTICLE):
            made = article(number, dice)
            start = time.perf_counter()
            store.import_article(*made, "bench")
            took += time.perf_counter() - start
        row(f"import of {claims:,} claims", f"{claims / took:,.0f} claims/s")
        ids = [row[0] for row in store._connection.execute("SELECT id FROM claims LIMIT ?", (DECIDED,))]
        for first in range(0, len(ids), DECIDED // 4):
            some = ids[first : first + DECIDED // 4]
            store.set_verdicts(some, "lan", Verdict.REFUTED if first else Verdict.VERIFIED)
            store.change_tags(some[::10], "lan", on=["target"])
        start = time.perf_counter()
        for _ in build_index(store):
            pass
        row("search index of their texts, made once", f"{time.perf_counter() - start:.1f} s")


def row(what: str, figure: str) -> None:
    print(f"  {what:<66} {figure}", flush=True)


def best(work: Callable[[], tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(statistics.median(times) for times in zip(*(work() for _ in range(TIMES)), strict=True))


def listing(path: Path, query: str, order: Order) -> tuple[float, float, int]:
    """Seconds until the first rows are there, until all numbers are, and how many."""
    with Store.open(path) as store:
        table, first, many, start = ClaimTable(store, "lan"), 0.0, 0, time.perf_counter()
        for numbers in table.numbers(parse(query), order):
            if not many:
                table.rows(numbers[:60])
                first = time.perf_counter() - start
            many += len(numbers)
        took = time.perf_counter() - start
        return first or took, took, many


def questions(path: Path) -> None:
    with sqlite3.connect(path) as plain:

        def scan() -> tuple[float]:
            start = time.perf_counter()
            plain.execute("SELECT rowid FROM claims WHERE current").fetchall()
            return (time.perf_counter() - start,)

        row("floor: SELECT rowid of every claim, no order, into a list", f"{best(scan)[0]:.2f} s")
    plain.close()
    row("", "first rows     all       rows")
    for column in Column:
        for descending in (False, True):
            order = Order(column, descending)
            tell(f"sorted by {column}{' down' if descending else ''}", path, "", order)
    for query in QUERIES:
        tell(query, path, query, Order())


def tell(what: str, path: Path, query: str, order: Order) -> None:
    first, took, many = best(lambda: listing(path, query, order))
    row(what, f"{first:7.3f} s  {took:6.2f} s  {many:9,.0f}")


def counting(path: Path) -> None:
    with Store.open(path) as store:
        for name in ("lan", None):
            start = time.perf_counter()
            count(store, name)
            row(f"dashboard of {name or 'everybody'}", f"{time.perf_counter() - start:.2f} s")


async def screen(path: Path, corpus: Path, claims: int) -> None:
    """From the key to the first rows on the screen; the corpus has one article, the list has all of the store."""
    known = [f"{number:05}.txt" for number in range(claims // AN_ARTICLE)]
    async with running(make_app(corpus, path)) as pilot:
        review_screen(pilot)._progress = dict.fromkeys(known)  # type: ignore[assignment]  # only its keys are asked for
        start = time.perf_counter()
        key = key_event("L")
        key.set_sender(pilot.app)
        pilot.app.post_message(key)
        while not _shows_a_row(pilot.app.screen):  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        first = time.perf_counter() - start
        view = pilot.app.screen
        assert isinstance(view, ClaimsScreen)
        while view._doing:  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        row(
            "key L to first rows (all of them), in the app",
            f"{first:.3f} s ({time.perf_counter() - start:.2f} s)",
        )
        start = time.perf_counter()
        await press(pilot, "down")
        row("key ↓ to a settled screen", f"{time.perf_counter() - start:.3f} s")
        # The app has read the one article of its corpus anew, with other claims than ours.
        assert len(view.table) > claims - AN_ARTICLE


def _shows_a_row(screen: Screen[object]) -> bool:
    return isinstance(screen, ClaimsScreen) and any(table.row for table in screen.query(ClaimsTable))


def main() -> None:
    claims = 1_000_000 if "--large" in sys.argv else 100_000
    with tempfile.TemporaryDirectory() as name:
        path, corpus = Path(name) / "bench.db", Path(name) / "corpus"
        corpus.mkdir()
        made, _ = article(0, random.Random(1))
        (corpus / made.id).write_text(made.text, encoding="utf-8")
        print(f"claims view, {claims:,} claims")
        fill(path, claims)
        questions(path)
        counting(path)
        asyncio.run(screen(path, corpus, claims))


if __name__ == "__main__":
    main()
