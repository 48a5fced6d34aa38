"""The consensus of several annotators: who agrees, on what, and which claims have none."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.exports.consensus import Consensus
from annotations.exports.contents import ExportOptions
from annotations.model import Confidence, Correction, Evidence, Verdict
from annotations.store import Store
from annotations.store.blindness import ADJUDICATOR, ON
from annotations.store.export import export
from annotations.store.queries.claims import read_mentions
from annotations.store.teams.adjudications import follow, read_sides
from annotations.store.teams.settings import change_setting
from tests.annotations.store.fixtures import filled


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "soi.db") as opened:
        yield opened


def claims(store: Store) -> list[str]:
    return [claim.id for claim in read_mentions(store, "a.txt")]


def rows(store: Store, consensus: Consensus) -> tuple[list[dict[str, Any]], int]:
    """The rows of a consensus export, and the number of claims that are left out."""
    out = io.StringIO()
    report = export(store, "jsonl", out, options=ExportOptions(consensus=consensus))
    return [json.loads(line) for line in out.getvalue().splitlines()], report.unresolved


def test_all_agree_most_agree_or_one_is_alone(store: Store) -> None:
    unanimous, majority, single, disputed = claims(store)
    for annotator in ("an", "lan", "minh"):
        store.set_verdict(unanimous, annotator, Verdict.VERIFIED)
        store.set_verdict(majority, annotator, Verdict.REFUTED if annotator == "an" else Verdict.VERIFIED)
    store.set_verdict(single, "lan", Verdict.VERIFIED)
    store.set_verdict(disputed, "lan", Verdict.VERIFIED)
    store.set_verdict(disputed, "minh", Verdict.REFUTED)
    of_all, unresolved = rows(store, Consensus.UNANIMOUS)
    assert [(row["claim"], row["consensus"]) for row in of_all] == [
        (unanimous, "unanimous"),
        (single, "single"),
    ]
    assert unresolved == 2
    of_most, unresolved = rows(store, Consensus.MAJORITY)
    assert [(row["claim"], row["annotator"], row["consensus"]) for row in of_most] == [
        (unanimous, "an;lan;minh", "unanimous"), (majority, "lan;minh", "majority"), (single, "lan", "single"),
    ]  # fmt: skip
    assert unresolved == 1


def test_what_an_adjudicator_settled_counts(store: Store) -> None:
    settled, disputed, *_ = claims(store)
    change_setting(store, "lead", ADJUDICATOR, ON, "lead")
    for claim in (settled, disputed):
        store.set_verdict(claim, "lan", Verdict.VERIFIED)
        store.set_verdict(claim, "minh", Verdict.REFUTED)
    follow(store, "lead", read_sides(store, settled)[1], note="theo báo cáo")
    assert rows(store, Consensus.UNANIMOUS) == ([], 2)
    for consensus in (Consensus.ADJUDICATED, Consensus.MAJORITY):
        (row,), unresolved = rows(store, consensus)
        assert (row["claim"], row["verdict"], row["annotator"]) == (settled, "refuted", "lead;minh")
        assert (row["consensus"], row["note"], unresolved) == ("adjudicated", "lead: theo báo cáo", 1)


@pytest.mark.parametrize("difference", ["value", "span"])
def test_verdicts_on_different_things_do_not_agree(store: Store, difference: str) -> None:
    claim = claims(store)[0]
    for annotator in ("lan", "minh"):
        store.set_verdict(claim, annotator, Verdict.VERIFIED)
    if difference == "value":
        store.correct(claim, "lan", Correction(value="629"))
    else:
        store.resize(claim, "lan", 5, 12)
    assert rows(store, Consensus.MAJORITY) == ([], 1)


def test_remarks_of_those_who_agree_are_brought_together(store: Store) -> None:
    claim = claims(store)[0]
    for annotator, confidence in (("an", Confidence.HIGH), ("lan", Confidence.LOW), ("minh", None)):
        store.set_verdict(claim, annotator, Verdict.REFUTED if annotator == "minh" else Verdict.VERIFIED)
        store.set_note(claim, annotator, f"của {annotator}")
        store.set_confidence(claim, annotator, confidence)
        store.set_evidence(claim, annotator, [Evidence(f"https://example.vn/{annotator}")])
    store.set_tags(claim, "an", ["giá", "y tế"])
    store.set_tags(claim, "lan", ["giá"])
    ((row,), _unresolved) = rows(store, Consensus.MAJORITY)
    assert (row["tags"], row["confidence"]) == (["giá"], "low")
    assert [piece["url"] for piece in row["evidence"]] == ["https://example.vn/an", "https://example.vn/lan"]
    assert row["note"] == "an: của an\nlan: của lan\nminh: của minh"
