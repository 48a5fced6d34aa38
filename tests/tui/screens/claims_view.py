"""Reads what the claims screen shows."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.queries.progress import read_progress
from annotations.store.queries.reviews import read_reviews
from tests.tui.driving import press, type_text
from tui.screens.claims import ClaimsScreen
from tui.widgets.lists.claims_table import ClaimsTable

CLAIMS = 124


def screen(pilot: Pilot[None]) -> ClaimsScreen:
    claims_screen = pilot.app.screen
    assert isinstance(claims_screen, ClaimsScreen)
    return claims_screen


def table(pilot: Pilot[None]) -> ClaimsTable:
    return screen(pilot).table


def lines(pilot: Pilot[None]) -> list[str]:
    claims_table = table(pilot)
    return [claims_table.render_line(y).text.rstrip() for y in range(claims_table.size.height)]


def headline(pilot: Pilot[None]) -> str:
    return str(screen(pilot).query_one("#claims-told", Static).content)


def verdicts(path: Path, annotator: str = "lan") -> dict[str, Verdict | None]:
    with Store.open(path) as opened:
        return {
            review.claim: review.verdict
            for progress in read_progress(opened, annotator)
            for review in read_reviews(opened, progress.article)
            if review.annotator == annotator
        }


def claim_ids(pilot: Pilot[None]) -> list[str]:
    """The ids of the listed claims whose rows are loaded, from the top."""
    claims_table = table(pilot)
    return [
        claims_table._rows[number].claim.id for number in claims_table.numbers if number in claims_table._rows
    ]


async def filter_claims(pilot: Pilot[None], query: str) -> None:
    await press(pilot, "slash", "home", "ctrl+k")
    await type_text(pilot, query)
    await press(pilot, "enter")
