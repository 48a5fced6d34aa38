"""Exporting a store: formats, rows, verdicts and queries."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import QueryError, UsageError
from annotations.model import Verdict
from annotations.search import parse
from annotations.store import Store
from annotations.store.export import export
from annotations.store.queries.claims import read_mentions
from tests.annotations.store.fixtures import filled


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with filled(tmp_path / "soi.db") as opened:
        percentage, count = (claim_id(opened, "62,8%"), claim_id(opened, "97"))
        opened.set_verdict(percentage, "lan", Verdict.VERIFIED)
        opened.set_verdict(percentage, "minh", Verdict.REFUTED)
        opened.set_note(count, "lan", "chưa xong")
        yield opened


def claim_id(store: Store, quote: str) -> str:
    return next(claim.id for claim in read_mentions(store, "a.txt") if claim.mention.text == quote)


def quotes(store: Store, query: str = "", *verdicts: Verdict | None) -> list[tuple[str, str]]:
    return [(row["quote"], row["annotator"]) for row in store.rows(verdicts=verdicts, query=query)]


def test_rows_are_the_reviews_with_a_verdict(store: Store) -> None:
    assert quotes(store) == [("62,8%", "lan"), ("62,8%", "minh")]
    assert quotes(store, "", None) == [("97", "lan")]
    assert quotes(store, "", Verdict.REFUTED, None) == [("62,8%", "minh"), ("97", "lan")]


def test_a_query_chooses_claims_and_reviews(store: Store) -> None:
    assert quotes(store, "by:lan") == [("62,8%", "lan"), ("97", "lan")]
    assert quotes(store, "thủ tục by:minh") == [("62,8%", "minh")]
    assert store.rows(query=parse("by:minh ")) == store.rows(query="by:minh")
    with pytest.raises(QueryError):
        store.rows(query="kind:monye")


def test_a_file_has_the_rows(store: Store, tmp_path: Path) -> None:
    assert export(store, "jsonl", tmp_path / "out.jsonl") == (0, 0)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == store.rows()
    stream = io.StringIO()
    export(store, "jsonl", stream)
    assert stream.getvalue().splitlines() == lines


def test_an_unknown_format_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no export format xml; there is brat, claimreview, conll, csv"):
        export(store, "xml", tmp_path / "out.xml")
