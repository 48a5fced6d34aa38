"""What an export wrote comes back: into a store without decisions they are the same, a second time nothing changes."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.annotation_files.files import read_annotations
from annotations.annotation_files.spans import AnnotatedSpan, LocatedSpan, locate_spans
from annotations.claims import extract_claims
from annotations.errors import CorpusError
from annotations.model import Evidence, EvidenceKind, Mention, Verdict
from annotations.offsets import OffsetTable, OffsetUnit
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.decisions import import_annotations
from annotations.store.export import export
from tests.annotations.exports.newsroom import ARTICLE, TEXT, newsroom

# What an import cannot keep: it is decided now. The consensus is that of an export.
_OF_THE_IMPORT = {"decided_at", "consensus"}


def _rows(store: Store) -> list[dict[str, object]]:
    return [
        {name: value for name, value in row.items() if name not in _OF_THE_IMPORT} for row in store.rows()
    ]


def _store_without_decisions(path: Path) -> Store:
    store = Store.open(path, create=True)
    import_article(store, ARTICLE, extract_claims(TEXT, published=ARTICLE.published), "1")
    return store


def _full_newsroom(path: Path) -> Store:
    """The newsroom with an added claim, a moved span, a true value and a report as evidence."""
    store = newsroom(path)
    start = TEXT.index("20 x")
    review = next(row for row in store.rows() if row["annotator"] == "minh")
    store.set_actual(review["claim"], "minh", "99000000000", "đồng")
    store.resize(review["claim"], "minh", review["start"] - 4, review["end"])
    added = store.add_claim(ARTICLE.id, "lan", Mention(start - 2, start + 2, TEXT[start - 2 : start + 2]))
    store.set_verdict(added.claim, "lan", Verdict.UNVERIFIABLE)
    return store


@pytest.mark.parametrize(
    "name", ["jsonl", "brat", "doccano", "inception", "labelstudio", "prodigy", "webannotation"]
)
def test_round_trip(tmp_path: Path, name: str) -> None:
    target = tmp_path / ("out.jsonl" if name in ("jsonl", "prodigy", "webannotation") else "out")
    with _full_newsroom(tmp_path / "from.db") as store:
        export(store, name, target)
        rows = _rows(store)
    with _store_without_decisions(tmp_path / "to.db") as store:
        report = import_annotations(store, read_annotations(target))
        assert (report.stored, report.errors) == (len(rows), [])
        assert _rows(store) == rows
        repeated = import_annotations(store, read_annotations(target))
        assert (repeated.stored, repeated.unchanged, repeated.errors) == (0, len(rows), [])


def test_evidence_without_address(tmp_path: Path) -> None:
    evidence = [Evidence(quote="trang 3", kind=EvidenceKind.REPORT, source="Báo cáo", page="3")]
    with newsroom(tmp_path / "from.db") as store:
        store.set_evidence(store.rows()[0]["claim"], "lan", evidence)
        export(store, "webannotation", tmp_path / "out.jsonl")
        rows = _rows(store)
    with _store_without_decisions(tmp_path / "to.db") as store:
        import_annotations(store, read_annotations(tmp_path / "out.jsonl"))
        assert _rows(store) == rows


def test_suggestions_are_claims_without_a_review(tmp_path: Path) -> None:
    start = TEXT.index("cao nh")
    span = AnnotatedSpan("f:1", ARTICLE.id, None, start, start + 3, quote=TEXT[start : start + 3])
    with _store_without_decisions(tmp_path / "to.db") as store:
        assert import_annotations(store, [span], as_suggestions=True).stored == 1
        assert import_annotations(store, [span], as_suggestions=True).unchanged == 1
        assert store.rows() == []
        query = "SELECT origin, current FROM claims WHERE start_offset = ?"
        assert tuple(store.connection.execute(query, (start,)).fetchone()) == ("import", 1)


def test_bad_rows_are_left_out_and_named(tmp_path: Path) -> None:
    with newsroom(tmp_path / "from.db") as store:
        export(store, "jsonl", tmp_path / "out.jsonl")
        lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    lines[1] = "{not json"
    lines.append('{"no": "annotation"}')
    lines.append(lines[0].replace('"verified"', '"maybe"').replace('"lan"', '"hoa"'))
    (tmp_path / "out.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with _store_without_decisions(tmp_path / "to.db") as store:
        report = import_annotations(store, read_annotations(tmp_path / "out.jsonl"))
        assert report.stored == 3
        assert len(report.errors) == 3
        assert all(str(tmp_path / "out.jsonl") in str(error) for error in report.errors)


def test_words_that_are_elsewhere_are_refused_with_both(tmp_path: Path) -> None:
    span = AnnotatedSpan("f:7", ARTICLE.id, "lan", 0, 4, quote="không có")
    with _store_without_decisions(tmp_path / "to.db") as store:
        report = import_annotations(store, [span])
    message = str(report.errors[0])
    assert message.startswith("f:7: at 0 to 4 the article says “Tỉnh”, the file “không có”")


@given(
    text=st.text(st.sampled_from("ab1🏥\u0309ế \r\n"), min_size=1, max_size=30),
    ends=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), min_size=1, max_size=4),
    unit=st.sampled_from([OffsetUnit.CODEPOINTS, OffsetUnit.UTF16, OffsetUnit.UTF8]),
)
def test_a_span_is_never_at_other_words(text: str, ends: list[tuple[int, int]], unit: OffsetUnit) -> None:
    table = OffsetTable(text, unit)
    spans = []
    for first, length in ends:
        start, end = min(first, len(text) - 1), min(min(first, len(text) - 1) + length, len(text))
        offsets = (table.from_code_points(start), table.from_code_points(end))
        spans.append(AnnotatedSpan("f:1", "a", "lan", *offsets, quote=text[start:end]))
    for location in locate_spans(text, spans):
        if isinstance(location, LocatedSpan):
            assert text[location.start : location.end] == location.span.quote
        else:
            assert isinstance(location, CorpusError)
    located = locate_spans(text, spans, unit)
    assert all(isinstance(location, LocatedSpan) for location in located)


def test_decomposed_letters_stay_as_they_are() -> None:
    text = unicodedata.normalize("NFD", "Tỷ lệ 62,8%")
    span = AnnotatedSpan("f:1", "a", "lan", 0, 5, quote=unicodedata.normalize("NFC", "62,8%"))
    (location,) = locate_spans(text, [span])
    assert isinstance(location, LocatedSpan)
    assert text[location.start : location.end] == "62,8%"


def test_brat_evidence_in_words(tmp_path: Path) -> None:
    start = TEXT.index("101")
    (tmp_path / "tiem-chung.txt").write_bytes(TEXT.encode())
    lines = [f"T1\tmoney {start} {start + 6}\t101 tỷ", "A1\tVerdict T1 verified", "R1\tX Arg1:T1 Arg2:T1"]
    lines += ["#1\tEvidence T1\tBáo cáo quý I", "#2\tEvidence T1\thttps://example.org/", "#3\tSoi T1\tx"]
    (tmp_path / "tiem-chung.ann").write_text("\n".join(lines), encoding="utf-8")
    with _store_without_decisions(tmp_path / "to.db") as store:
        report = import_annotations(store, read_annotations(tmp_path / "tiem-chung.ann"), annotator="lan")
        assert (report.stored, report.errors) == (1, [])
        (row,) = store.rows()
    assert row["verdict"] == "verified"
    assert [piece["quote"] or piece["url"] for piece in row["evidence"]] == [
        "Báo cáo quý I",
        "https://example.org/",
    ]
