"""DocBin as spaCy reads it: skipped where spaCy is missing, run by ``make foreign``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import UsageError
from annotations.exports import FORMATS
from annotations.store import Store
from annotations.store.export import export
from tests.annotations.exports.newsroom import TEXT, newsroom


def _docs(path: Path) -> list[Any]:
    tokens, vocabulary = pytest.importorskip("spacy.tokens"), pytest.importorskip("spacy.vocab").Vocab()
    with newsroom(path.with_suffix(".db")) as store:
        export(store, "spacy", path)
    return list(tokens.DocBin().from_disk(path).get_docs(vocabulary))


def test_spacy_reads_text_claims_and_rows(tmp_path: Path) -> None:
    docs = _docs(tmp_path / "out.spacy")
    assert [doc.user_data["annotator"] for doc in docs] == ["lan", "minh"]
    assert {doc.text for doc in docs} == {TEXT}
    assert [(span.text, span.label_) for span in docs[0].ents] == [
        ("101 tỷ", "MONEY"),
        ("62,8%", "PERCENTAGE"),
    ]
    rows = json.loads(docs[0].user_data["soi_rows"])
    assert [span.id_ for span in docs[0].spans["claims"]] == [row["claim"] for row in rows]
    assert [row["verdict"] for row in rows] == ["verified", "verified"]
    assert len(list(docs[0].sents)) > 2


def test_an_export_may_be_replaced(tmp_path: Path) -> None:
    _docs(tmp_path / "out.spacy")
    assert FORMATS.is_export(tmp_path / "out.spacy")
    (tmp_path / "mine.spacy").write_bytes(b"x\x9cmine")
    assert not FORMATS.is_export(tmp_path / "mine.spacy")


def test_without_spacy_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.vocab", None)
    with (
        Store.open(tmp_path / "soi.db", create=True) as store,
        pytest.raises(UsageError, match=r"soi\[spacy\]"),
    ):
        export(store, "spacy", tmp_path / "out.spacy")
    assert not (tmp_path / "out.spacy").exists()
