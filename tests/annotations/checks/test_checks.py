"""The checks on the seeds, on corrected claims and on any text."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.checks import check, says
from annotations.claims import extract_claims
from annotations.corpus import read_corpus
from annotations.model import Article, Bearing, Correction, Finding, Mention, Role

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared" / "seeds"
SHARE = "Tỉnh có 1.000 dịch vụ, trong đó 628 dịch vụ toàn trình (đạt 62,8%)."


def text_findings(text: str, published: str | None = None) -> list[Finding]:
    return check(Article("a", "a", text, published=published), extract_claims(text, published=published))


def finding_facts(text: str, findings: list[Finding]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f.rule, f.bearing.value, tuple(text[a:b] for a, b in f.spans)) for f in findings]


def of_folder(folder: Path) -> set[tuple[str, str, tuple[str, ...]]]:
    articles = [read for read in read_corpus(folder) if isinstance(read, Article)]
    return {
        facts
        for article in articles
        for facts in finding_facts(
            article.text, check(article, extract_claims(article.text, published=article.published))
        )
    }


SHARES = [
    ("62,8%", "628", "1.000"), ("37,2%", "372", "1.000"), ("48,5%", "97", "200"),
    ("51,5%", "103", "200"), ("39,7%", "31", "78"), ("60,3%", "47", "78"),
]  # fmt: skip
# The findings that the seeds contain on purpose, by the guideline.
ON_PURPOSE = {
    *(("share", "confirms", claims) for claims in SHARES),
    ("sum", "confirms", ("1.000", "628", "372")),
    ("sum", "confirms", ("200", "97", "103")),
    ("sum", "confirms", ("78", "31", "47")),
    ("list", "contradicts", ("6",)),
    ("date_order", "contradicts", ("8/2002", "2021")),
    ("rank_before", "implies", ("12/63", "3", "2020")),
    ("rank_change", "implies", ("26", "60")),
    ("year", "implies", ("30.7", "30.7.2021")),
}


@pytest.mark.parametrize("folder", [ROOT / "seeds", SHARED], ids=["ours", "shared"])
def test_findings_in_the_seeds(folder: Path) -> None:
    if not folder.exists():
        pytest.skip("the original articles are not here")
    folder_findings = of_folder(folder)
    assert folder_findings >= ON_PURPOSE
    assert {facts for facts in folder_findings - ON_PURPOSE if facts[:2] != ("list", "confirms")} == set()


def test_findings_show_their_arithmetic() -> None:
    finding = text_findings(SHARE)[0]
    assert finding.arithmetic == "628 ÷ 1.000 = 62,8%"
    assert str(says(finding)) == "628 of 1.000 is 62,8%."
    wrong = text_findings(SHARE.replace("62,8%", "63,8%"))[0]
    assert wrong.bearing is Bearing.CONTRADICTS
    assert str(says(wrong)) == "628 of 1.000 is 62,8%, not 63,8%."


@pytest.mark.parametrize(
    ("share", "bearing"),
    [
        ("62,8%", Bearing.CONFIRMS),
        ("63%", Bearing.CONFIRMS),
        ("62%", Bearing.CONFIRMS),  # truncated, not rounded
        ("62,80%", Bearing.CONFIRMS),
        ("hơn 62%", Bearing.CONFIRMS),
        ("gần 63%", Bearing.CONFIRMS),
        ("khoảng 60%", Bearing.CONFIRMS),
        ("61%", Bearing.CONTRADICTS),
        ("62,7%", Bearing.CONTRADICTS),
        ("hơn 63,5%", Bearing.CONTRADICTS),
        ("hơn 63%", None),  # 62,8 rounds to 63
        ("gần 62%", Bearing.CONTRADICTS),
        ("gần 75%", None),  # unusual, but not wrong
        ("tối đa 70%", None),
    ],
)
def test_written_precision_counts(share: str, bearing: Bearing | None) -> None:
    text = SHARE.replace("đạt 62,8%", f"chiếm {share}")
    bearings = [finding.bearing for finding in text_findings(text) if finding.rule == "share"]
    assert bearings == ([bearing] if bearing else [])


def test_corrected_values_are_checked() -> None:
    text = SHARE.replace("62,8%", "63,8%")
    mentions = extract_claims(text)
    assert [f.bearing for f in check(Article("a", "a", text), mentions)] == [Bearing.CONTRADICTS]
    corrected = [Correction("62.8").apply_to(m) if m.text == "63,8%" else m for m in mentions]
    assert [f.bearing for f in check(Article("a", "a", text), corrected)] == [Bearing.CONFIRMS]


@pytest.mark.parametrize(
    "value", ["NaN", "-Infinity", "1e999999", "abc", "", "x" * 99, "15..20", "3;4", "-5", "0"]
)
def test_any_text_in_place_of_a_number(value: str) -> None:
    for text in ("628", "1.000", "62,8%"):
        mentions = [Correction(value).apply_to(m) if m.text == text else m for m in extract_claims(SHARE)]
        findings = check(Article("a", "a", SHARE), mentions)
        assert all(finding.bearing is Bearing.CONTRADICTS for finding in findings)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spans_refer_to_the_original_text(form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, f"Quảng Ngãi, Đồng Tháp.\r\n{SHARE}\r\nHết.")
    assert finding_facts(text, text_findings(text)) == [("share", "confirms", ("62,8%", "628", "1.000"))]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1.234.567 hộ, trong đó 628 hộ nghèo, chiếm 5%", "628 of 1.234.567 is 0,1%, not 5%."),
        ("1,2 tỷ đồng, trong đó 300 triệu đồng từ quỹ, chiếm 30%.", "300 triệu of 1,2 tỷ is 25%, not 30%."),
    ],
)
def test_long_numbers(text: str, sentence: str) -> None:
    assert [str(says(finding)) for finding in text_findings(f"Tỉnh có {text}")] == [sentence]


def test_only_claims_are_compared() -> None:
    mentions = extract_claims(SHARE)
    for mention in mentions:
        mention.role = Role.METADATA
    assert check(Article("a", "a", SHARE), mentions) == []


def test_an_article_without_claims_has_no_findings() -> None:
    assert text_findings("") == []
    assert text_findings("Không có con số nào.") == []


PARTS = st.sampled_from([
    "Tỉnh có ", "1.000 hộ", "628 hộ", ", trong đó ", " gồm: ", "; ", "y tế", " và ", "62,8%", " (đạt ", ")", ". ", "\n",
    "chiếm ", "còn lại ", "từ ", " lên ", "tăng ", "12/63", " xếp thứ ", "3 bậc", "ngày 18/5/2022", "30.7", "năm 2021",
    " đã công bố ", "bảng xếp hạng ", "mới đây (", "3 trụ cột là ", ", ", "- ", "hơn ", "gần ", "0%", "0 hộ", "1,2 triệu", "…",
    "20/20 xã", "hai", "15-20%", "\u0301", "🙂", "(", "không rõ ", "giai đoạn 2025 - 2020", "120%", "5 lần",
    "9" * 40, "1" + "0" * 30 + " tỷ", "0,000000000000000000001%", "628/" + "9" * 30, "2.500.000.000 đồng", "1.234.567 hộ",
])  # fmt: skip


@given(st.lists(PARTS, max_size=40).map("".join), st.sampled_from([None, "2021-07-26", "2021", "xx"]))
def test_any_text_is_checked_deterministically(text: str, published: str | None) -> None:
    article = Article("a", "a", text, published=published)
    mentions = extract_claims(text, published=published)
    spans = {(m.start, m.end) for m in mentions if m.role is Role.CLAIM}
    findings = check(article, mentions)
    assert findings == check(article, mentions)
    for finding in findings:
        assert spans.issuperset(finding.spans)
        assert len(set(finding.spans)) == len(finding.spans)
        assert "{" not in str(says(finding))
    assert [f.spans[0] for f in findings] == sorted(f.spans[0] for f in findings)


def test_long_tables_are_cut_into_passages() -> None:
    text = "hạng 5, tăng 3 bậc " * 500
    assert 800 < len(text_findings(text)) + 500 <= 1000
    assert isinstance(extract_claims(text)[0], Mention)


@pytest.mark.parametrize("mark", [".", "…", "?!"])
def test_a_run_of_marks_is_scanned_once(mark: str) -> None:
    text = f"Có 5 xã{mark * (100_000 // len(mark))} Có 7 xã."
    assert check(Article("a.txt", "", text), extract_claims(text)) == []
