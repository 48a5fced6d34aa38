"""Rows read straight from the store are those that the values of the domain give."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.exports.columns import number_of
from annotations.exports.contents import ExportedArticle
from annotations.exports.row_source import ArticleRows
from annotations.exports.rows import COLUMNS, ExportRow
from annotations.model import Correction, Evidence, EvidenceKind, Kind, Mention, Review, Verdict
from annotations.store import Store
from annotations.store.decisions.claim_decisions import decide
from annotations.store.findings import check_articles
from annotations.store.names import nfc
from annotations.store.queries.articles import read_article
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.exported_rows import COLUMN_EXPRESSIONS, StoreRows
from annotations.store.queries.reviews import ReviewSelection, reviewed_claims
from tests.annotations.exports.newsroom import ARTICLE, TEXT, newsroom

SELECTION = ReviewSelection((*Verdict, None))
EMPTY = st.none()
DAYS = st.sampled_from(["", "2026-11-30"])
EVIDENCE_KINDS = st.one_of(EMPTY, st.sampled_from(EvidenceKind))
WORDS = st.text(alphabet='aế"\\\n\r\t\x00\x1b\u202e😀,;=', max_size=6)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with newsroom(tmp_path / "soi.db") as opened:
        yield opened


def expect_equal_rows(store: Store) -> None:
    def articles() -> Iterator[ExportedArticle]:
        yield ExportedArticle(read_article(store, ARTICLE.id), list(reviewed_claims(store, SELECTION)))

    domain_rows, store_rows = ArticleRows(articles), StoreRows(store, SELECTION)
    rows = list(domain_rows.rows())
    assert rows
    assert list(store_rows.rows()) == rows
    assert list(store_rows.values()) == list(domain_rows.values())
    lines = list(store_rows.json_lines())
    assert lines == list(domain_rows.json_lines())
    assert [json.loads(line) for line in lines] == rows
    assert all(line.isprintable() for line in lines)
    expect_view_has_rows(store, rows)


def expect_view_has_rows(store: Store, rows: list[ExportRow]) -> None:
    """The view of the store has the columns of an export, but for those that Python makes, and its values."""
    query = "SELECT * FROM reviewed_claims ORDER BY article, extracted_start, extracted_end, annotator"
    viewed_rows = {(row["claim"], row["annotator"]): dict(row) for row in store.connection.execute(query)}
    for row in rows:
        viewed = viewed_rows[row["claim"], row["annotator"]]
        assert {*COLUMNS} - {*viewed} == {"findings", "sentence", "consensus"}
        assert viewed.pop("number") == number_of(row["kind"], row["value"])
        for name in ("evidence", "metadata"):
            viewed[name] = json.loads(viewed[name])
        viewed["tags"] = list(dict.fromkeys(map(nfc, json.loads(viewed["tags"]))))
        assert viewed == {name: value for name, value in row.items() if name in viewed}


def test_every_column_has_an_expression() -> None:
    assert tuple(COLUMN_EXPRESSIONS) == COLUMNS


def test_two_passes_may_run_at_once(store: Store) -> None:
    rows = StoreRows(store, SELECTION)
    pairs = list(zip(rows.rows(), rows.rows(), strict=True))
    assert len(pairs) == 4
    assert all(first == second for first, second in pairs)


def corrections() -> st.SearchStrategy[Correction | None]:
    values = st.one_of(EMPTY, st.sampled_from(["", "62.8", "3..4"]))
    units = st.one_of(EMPTY, st.sampled_from(["", "%", "hộ"]))
    kinds = st.one_of(EMPTY, st.sampled_from(Kind))
    return st.one_of(EMPTY, st.builds(Correction, values, units, kinds, units, units, values, units))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    correction=corrections(),
    note=WORDS,
    evidence=st.lists(st.builds(Evidence, WORDS, WORDS, DAYS, EVIDENCE_KINDS, WORDS, WORDS), max_size=2),
    start_shift=st.integers(-6, 3),
    end_shift=st.integers(-2, 40),
)
def test_rows_are_the_same_by_both_ways(
    store: Store, correction: Correction | None, note: str, evidence: list[Evidence], start_shift: int, end_shift: int
) -> None:  # fmt: skip
    claim = next(claim for claim in read_mentions(store, ARTICLE.id) if claim.mention.text == "101 tỷ")

    def change(review: Review) -> Review:
        return review._replace(
            correction=correction, note=note, evidence=tuple(evidence), start_shift=start_shift, end_shift=end_shift
        )  # fmt: skip

    decide(store, [claim.id], "lan", change)
    expect_equal_rows(store)


def test_findings_and_decomposed_tags_and_added_claims(store: Store) -> None:
    money = next(claim.id for claim in read_mentions(store, ARTICLE.id) if claim.mention.text == "101 tỷ")
    decomposed = unicodedata.normalize("NFD", "y tế")
    decide(store, [money], "lan", lambda review: review._replace(tags=(decomposed, "y tế")))
    start = TEXT.index("đồng")
    store.add_claim(ARTICLE.id, "minh", Mention(start, start + 4, "đồng"), Correction("1", kind=Kind.COUNT))
    store.set_note(money, "an", "chỉ ghi chú")
    for _article in check_articles(store):
        pass
    with store.write_transaction() as connection:
        connection.execute(
            "INSERT INTO findings VALUES (?, '', 90, 'sum', 'contradicts', ?, '1 + 2 = 3')",
            (ARTICLE.id, json.dumps({"right": "3", "whole": "4"})),
        )
        connection.execute("INSERT INTO finding_claims VALUES (?, '', 90, 0, ?)", (ARTICLE.id, money))
    expect_equal_rows(store)
    rows = list(StoreRows(store, SELECTION).rows())
    assert rows[0]["findings"] == [] or rows[0]["findings"][-1]["says"]
    assert any(
        finding["says"] == "The parts come to 3, not to 4." for row in rows for finding in row["findings"]
    )
