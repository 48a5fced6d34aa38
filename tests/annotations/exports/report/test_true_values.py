"""The true value of a refuted claim, as its annotator gave it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from annotations.exports.contents import ExportOptions
from annotations.exports.report import true_values
from annotations.exports.rows import export_row
from annotations.model import Article, Verdict
from annotations.reports import ReviewedClaim
from tests.annotations.exports.report.reviewed_article import contents, review, written

ARTICLE = Article("a", "a", "5 xã")
OPTIONS = ExportOptions(publisher="B", publisher_url="https://b.org", base_url="https://b.org")


@pytest.fixture(autouse=True)
def actual_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row says that six is true."""

    def row_with_actual_value(article: Article, reviewed: ReviewedClaim) -> dict[str, Any]:
        return {**export_row(article, reviewed), "actual_value": "6", "actual_unit": "xã"}

    monkeypatch.setattr(true_values, "export_row", row_with_actual_value)


@pytest.mark.parametrize("format_name", ["html", "markdown"])
def test_a_report_shows_the_true_value(format_name: str) -> None:
    source = written(format_name, contents(ARTICLE, [review("lan", Verdict.REFUTED)], OPTIONS))
    assert source.count("True value:") == 2  # with what is refuted, and below the article
    assert "6 xã" in source


def test_a_fact_check_explains_its_rating_by_the_true_value() -> None:
    line = written("claimreview", contents(ARTICLE, [review("lan", Verdict.REFUTED)], OPTIONS))
    assert json.loads(line)["reviewRating"]["ratingExplanation"] == "The true value is 6 xã."
