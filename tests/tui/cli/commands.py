"""Running the ``soi`` command in tests, and checking how it fails."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from annotations.model import Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from tui.cli.main import main


def soi(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def assert_one_sentence(result: Result, code: int, *words: str) -> None:
    """The command ended with this code and one line on stderr that contains these words, without a traceback."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("soi: ")
    assert len(result.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in result.stderr


def decide(path: Path, annotator: str, quote: str, verdict: Verdict) -> str:
    """Give a verdict on the claim with this quote in a.txt; returns the claim's id."""
    with Store.open(path) as store:
        claim = next(c.id for c in read_mentions(store, "a.txt") if c.mention.text == quote)
        store.set_verdict(claim, annotator, verdict)
    return claim
