"""The claims view and what it asks of the store, beside their floors: each filter, each order, and both at once.

python -m tests.benchmarks.bench_claims_view [--large] [--store FILE]; --large makes 1,000,000 claims instead of
100,000. The store is made at FILE if it is not there, and kept for the next time; a copy of it is asked.
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
from annotations.store.queries.statistics import statistics as count
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
# Every key by itself, what is nowhere, and several together. "kình ngư" stands once in each text, "dịch vụ công"
# in every tenth line.
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
# What is filtered and sorted too, each by every column and both ways.
SORTED = [
    "",
    "kind:rank value:10..20 is:unreviewed",
    "tag:target by:lan",
    "dịch vụ công kind:money value:>=90 is:unreviewed ",
    "dịch vụ công ",
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
    dice = random.Random(SEED)
    took = 0.0
    with Store.open(path, create=True) as store:
        for number in range(claims // AN_ARTICLE):
            made = article(number, dice)
            start = time.perf_counter()
            import_article(store, *made, "bench")
            took += time.perf_counter() - start
        row(f"import of {claims:,} claims", f"{claims / took:,.0f} claims/s")
        ids = [row[0] for row in store.connection.execute("SELECT id FROM claims LIMIT ?", (DECIDED,))]
        for first in range(0, len(ids), DECIDED // 4):
            some = ids[first : first + DECIDED // 4]
            store.set_verdicts(some, "lan", Verdict.REFUTED if first else Verdict.VERIFIED)
            store.change_tags(some[::10], "lan", on=["target"])
        decide_at_random(store, random.Random(SEED))
        start = time.perf_counter()
        for _ in build_index(store):
            pass
        row("search index of their texts, made once", f"{time.perf_counter() - start:.1f} s")


def decide_at_random(store: Store, dice: random.Random) -> None:
    """A second annotator, who disputes some, and what both have tagged, corrected and retired here and there."""
    ids = [row[0] for row in store.connection.execute("SELECT id FROM claims WHERE rowid % 20 = 7")]
    dice.shuffle(ids)
    store.set_verdicts(ids[: len(ids) // 2], "minh", Verdict.VERIFIED)
    store.set_verdicts(ids[len(ids) // 3 : len(ids) // 2], "lan", Verdict.UNVERIFIABLE)
    store.change_tags(ids[-1000:], "minh", on=["giá"])
    decide(store, ids[:CORRECTED], "lan", lambda review: review._replace(correction=meant(dice)))
    decide(store, ids[-100:], "lan", lambda review: review._replace(standing=Standing.RETIRED))


def meant(dice: random.Random) -> Correction:
    return Correction(str(dice.randint(1, 10**6)), kind=dice.choice([None, Kind.MONEY]))


def row(what: str, figure: str) -> None:
    print(f"  {what:<66} {figure}", flush=True)


def best(work: Callable[[], tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(statistics.median(times) for times in zip(*(work() for _ in range(TIMES)), strict=True))


def listing(path: Path, query: str, order: Order) -> tuple[float, float, int, int]:
    """Seconds until a screen of rows is there and until all numbers are, how many those first were and all."""
    with Store.open(path) as store:
        table, first, at_first, many, start = ClaimTable(store, "lan"), 0.0, 0, 0, time.perf_counter()
        for numbers in table.numbers(parse(query), order):
            shown, many = many, many + len(numbers)
            if shown < SCREEN <= many:
                table.rows(numbers[:SCREEN])
                first, at_first = time.perf_counter() - start, many
        took = time.perf_counter() - start
        return first or took, took, at_first or many, many


def questions(path: Path) -> None:
    with sqlite3.connect(path) as plain:

        def scan() -> tuple[float]:
            start = time.perf_counter()
            plain.execute("SELECT rowid FROM claims WHERE current").fetchall()
            return (time.perf_counter() - start,)

        row("floor: SELECT rowid of every claim, no order, into a list", f"{best(scan)[0]:.2f} s")
    plain.close()
    row("", "first rows: median   worst   all      rows")
    worst = [tell(query, path, query, Order()) for query in QUERIES]
    for query in SORTED:
        for column in Column:
            for descending in (False, True):
                order = Order(column, descending)
                worst.append(tell(f"{query} by {column}{' down' if descending else ''}", path, query, order))
    row("of all of these", f"median {statistics.median(worst):.3f} s, worst {max(worst):.3f} s")


def tell(what: str, path: Path, query: str, order: Order) -> float:
    """Print how long a list takes, and give how long its first rows do at the median."""
    times = [listing(path, query, order) for _ in range(TIMES)]
    firsts = [time[0] for time in times]
    took = statistics.median(time[1] for time in times)
    first, (_, _, at_first, many) = statistics.median(firsts), times[0]
    row(what, f"{at_first:4}: {first:7.3f} s {max(firsts):7.3f} s {took:6.2f} s {many:9,.0f}")
    return first


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
        made, _ = article(0, random.Random(SEED))
        (corpus / made.id).write_text(made.text, encoding="utf-8")
        print(f"claims view, {claims:,} claims")
        kept = Path(sys.argv[sys.argv.index("--store") + 1]) if "--store" in sys.argv else None
        if kept is None or not kept.exists():
            fill(kept or path, claims)
        if kept is not None:
            shutil.copy(kept, path)
        questions(path)
        counting(path)
        asyncio.run(screen(path, corpus, claims))


if __name__ == "__main__":
    main()
