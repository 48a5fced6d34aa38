"""The columns of ViFactCheck."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from annotations.errors import UsageError
from annotations.exports.consensus import Consensus
from annotations.exports.contents import ExportOptions
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.export import export
from tests.annotations.exports.newsroom import EVIDENCE, TEXT, newsroom


def exported(
    store: Store, annotators: tuple[str, ...] = (), consensus: Consensus | None = None
) -> list[dict[str, str]]:
    out = io.StringIO()
    export(store, "vifactcheck", out, annotators=annotators, options=ExportOptions(consensus=consensus))
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_a_row_has_the_sentence_its_context_and_the_label(tmp_path: Path) -> None:
    with newsroom(tmp_path / "soi.db") as store:
        money, percentage = exported(store, ("lan",))
        assert (money["index"], money["labels"], money["Author"], money["Topic"]) == (
            "0",
            "0",
            "Báo Mẫu",
            "y tế",
        )
        assert (money["Evidence"], money["Context"]) == (EVIDENCE.quote, TEXT)
        assert percentage["Evidence"] == percentage["Statement"] in TEXT
        assert [row["labels"] for row in exported(store, ("minh",))] == ["1", "0"]
        (agreed,) = exported(store, consensus=Consensus.UNANIMOUS)
        assert agreed["annotation_id"] == percentage["annotation_id"]
        store.set_verdict(percentage["annotation_id"], "lan", Verdict.NOT_A_CLAIM)
        assert len(exported(store, ("lan",))) == 1


def test_several_reviews_of_a_claim_are_refused(tmp_path: Path) -> None:
    with (
        newsroom(tmp_path / "soi.db") as store,
        pytest.raises(UsageError, match="--annotator NAME, or --consensus"),
    ):
        exported(store)
