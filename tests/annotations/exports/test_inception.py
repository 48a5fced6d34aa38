"""CAS JSON as its foreign reader, dkpro-cassis, has it: skipped where that is missing, run by ``make foreign``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotations.store.export import export
from tests.annotations.exports.newsroom import ARTICLE, EVIDENCE, TEXT, newsroom


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with newsroom(tmp_path / "soi.db") as store:
        export(store, "inception", tmp_path / "out")
    return tmp_path / "out"


def test_a_folder_an_annotator(folder: Path) -> None:
    files = {str(path.relative_to(folder)) for path in folder.rglob("*.json")}
    assert files == {"lan/2026/tiem-chung.json", "minh/2026/tiem-chung.json", "soi-export.json"}


def test_offsets_count_utf16_units(folder: Path) -> None:
    cas = json.loads((folder / "lan" / "2026" / "tiem-chung.json").read_text(encoding="utf-8"))
    claim = next(item for item in cas["%FEATURE_STRUCTURES"] if item.get("value") == "101000000000")
    units = TEXT.encode("utf-16-le")
    assert units[2 * claim["begin"] : 2 * claim["end"]].decode("utf-16-le") == "101 tỷ"


def test_dkpro_cassis_reads_text_claims_and_tokens(folder: Path) -> None:
    cassis = pytest.importorskip("cassis")
    with (folder / "lan" / "2026" / "tiem-chung.json").open("rb") as stream:
        cas = cassis.load_cas_from_json(stream)
    assert cas.sofa_string == TEXT
    claims = cas.select("webanno.custom.Claim")
    assert [(claim.get_covered_text(), claim.verdict) for claim in claims] == [
        ("101 tỷ", "verified"),
        ("62,8%", "verified"),
    ]
    assert list(claims[0].tags.elements) == ["y tế"]
    assert json.loads(claims[0].evidence) == [EVIDENCE.fields()]
    assert json.loads(claims[0].soi)["article"] == ARTICLE.id
    tokens = [token.get_covered_text() for token in cas.select("Token")]
    assert "".join(tokens) == "".join(TEXT.split())
