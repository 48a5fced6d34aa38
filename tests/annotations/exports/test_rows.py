"""What is exported of a claim that its annotator has corrected, moved and found evidence for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.claims import extract_claims
from annotations.model import Article, Confidence, Correction, Evidence, Kind, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.export import export
from annotations.store.queries.claims import claims_with_same_value, read_mentions

TEXT = "Tỉnh đã chi gần 101 tỷ đồng cho 20 xã, đạt 62,8% kế hoạch của cả năm 2022."
EVIDENCE = Evidence("https://example.vn/a", 'đạt "62,8%"; hết', "2026-11-24")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "soi.db", create=True) as opened:
        import_article(opened, Article("a.txt", "a.txt", TEXT), extract_claims(TEXT), "1")
        yield opened


def claim(store: Store, quote: str) -> str:
    return next(claim.id for claim in read_mentions(store, "a.txt") if claim.mention.text == quote)


def exported(store: Store) -> list[dict[str, object]]:
    out = io.StringIO()
    export(store, "jsonl", out, verdicts=[None, *Verdict])
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_correction_stands_beside_the_extracted_value(store: Store) -> None:
    money = claim(store, "101 tỷ")
    store.set_verdict(money, "lan", Verdict.VERIFIED)
    store.correct(money, "lan", Correction(value="101000000", unit="", kind=Kind.COUNT))
    row = exported(store)[0]
    assert (row["kind"], row["value"], row["unit"]) == ("count", "101000000", None)
    assert (row["extracted_kind"], row["extracted_value"], row["extracted_unit"]) == (
        "money",
        "101000000000",
        "VND",
    )


def test_a_moved_span_is_quoted_with_the_words_around_it(store: Store) -> None:
    rate = claim(store, "62,8%")
    start, end = TEXT.index("đạt 62,8%"), TEXT.index(" của cả năm")
    store.set_verdict(rate, "lan", Verdict.VERIFIED)
    store.resize(rate, "lan", start, end)
    row = exported(store)[0]
    assert (row["start"], row["end"], row["quote"]) == (start, end, "đạt 62,8% kế hoạch")
    assert row["prefix"] == TEXT[start - 32 : start]
    assert row["suffix"] == TEXT[end : end + 32]
    assert (row["extracted_start"], row["extracted_end"]) == (start + 4, start + 9)
    store.resize(rate, "lan", 3, end)
    assert exported(store)[0]["prefix"] == TEXT[:3]


def test_evidence_and_confidence_in_both_formats(store: Store) -> None:
    rate = claim(store, "62,8%")
    store.set_evidence(rate, "lan", [EVIDENCE, Evidence(quote="hai")])
    store.set_confidence(rate, "lan", Confidence.HIGH)
    row = exported(store)[0]
    assert row["confidence"] == "high"
    expected = [
        {"url": EVIDENCE.url, "quote": EVIDENCE.quote, "seen": EVIDENCE.seen_on},
        {"url": "", "quote": "hai", "seen": ""},
    ]
    assert row["evidence"] == expected
    out = io.StringIO()
    export(store, "csv", out, verdicts=[None])
    cells = next(csv.DictReader(io.StringIO(out.getvalue())))
    assert json.loads(cells["evidence"]) == expected
    store.set_evidence(rate, "lan", [])
    out = io.StringIO()
    export(store, "csv", out, verdicts=[None])
    assert next(csv.DictReader(io.StringIO(out.getvalue())))["evidence"] == ""


def test_an_added_claim_is_exported_and_a_retired_one_is_not(store: Store) -> None:
    offset = TEXT.index("xã")
    added = store.add_claim(
        "a.txt", "lan", Mention(offset, offset + 2, "xã"), Correction(value="20", kind=Kind.COUNT)
    )
    row = exported(store)[0]
    assert (row["quote"], row["value"], row["extracted_value"]) == ("xã", "20", None)
    store.retire(added.claim, "lan")
    assert exported(store) == []


def test_alike_claims_have_one_corrected_value_and_unit(tmp_path: Path) -> None:
    text = "Đạt 62,8% ở xã, 62,8% ở huyện và 62,8 điểm; 61% ở tỉnh. Hàng 628 hộ, 628 người."
    with Store.open(tmp_path / "other.db", create=True) as store:
        import_article(store, Article("a.txt", "a.txt", text), extract_claims(text), "1")
        claims = [c for c in read_mentions(store, "a.txt") if c.mention.value]
        by_unit = [c.id for c in claims if (c.mention.value, c.mention.unit) == ("62.8", "%")]
        assert len(by_unit) == 2
        assert claims_with_same_value(store, by_unit[1], "lan") == by_unit
        province_claim = next(c.id for c in claims if c.mention.value == "61")
        assert claims_with_same_value(store, province_claim, "lan") == [province_claim]
        store.correct(province_claim, "lan", Correction(value="62.8"))
        assert claims_with_same_value(store, province_claim, "lan") == [*by_unit, province_claim]
        assert claims_with_same_value(store, province_claim, "minh") == [province_claim], (
            "as each annotator holds it"
        )
        store.retire(by_unit[0], "lan")
        assert claims_with_same_value(store, province_claim, "lan") == [by_unit[1], province_claim]
