"""What was being typed when the program ended is offered again: after a hangup, a killed pane and a kill."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.terminal.pty_driver import PtyDriver
from tests.terminal.terminal import SOI

pytestmark = pytest.mark.skipif(
    not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
)
# The key that opens a dialog or a line, what it shows, and what the offer at the next start calls it.
FIELDS = {
    "note": (b"n", "Note on", "Note on 62,8%"),
    "evidence": (b"w", "Evidence on", "Evidence on 62,8%"),
    "correction": (b"=", "says", "What 62,8% says"),
    "article-note": (b"N", "Note on the article", "Note on the article"),
    "article-query": (b"/", "words or numbers", "Search in the article"),
    "corpus-query": (b"e", "All articles", "Search in all articles"),
}
TYPED = "bao cao so 12"


def end_program(driver: PtyDriver, ending: str) -> None:
    if ending == "pane":
        driver.close_terminal()
    else:
        os.kill(driver.pid, signal.SIGHUP if ending == "hangup" else signal.SIGKILL)
    driver.await_end()


@pytest.mark.parametrize(
    ("field", "ending"),
    [
        *((field, "kill") for field in FIELDS),
        ("note", "hangup"),
        ("note", "pane"),
        ("evidence", "hangup"),
        ("corpus-query", "pane"),
    ],
)
def test_a_draft_is_offered_again(tmp_path: Path, field: str, ending: str) -> None:
    key, opened, title = FIELDS[field]
    with PtyDriver(tmp_path) as driver:
        driver.await_output("Claim 1/4")
        driver.play(key)
        driver.await_output(opened)
        driver.play(TYPED.encode())
        driver.await_that(lambda: TYPED in driver.drafts(), "the draft")
        end_program(driver, ending)
    with PtyDriver(tmp_path) as driver:
        driver.await_output(f"Not stored the last time: {title}")
        driver.forget_output()
        driver.play(key)
        driver.await_output(TYPED)
        driver.play(b"\x1b")
        driver.await_that(lambda: TYPED not in driver.drafts(), "the draft to be given up")
