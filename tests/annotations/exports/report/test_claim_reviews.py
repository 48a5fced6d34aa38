"""ClaimReview of schema.org: its types and properties, what is published, and what is never invented."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.errors import UsageError
from annotations.exports.contents import ExportOptions
from annotations.model import Article, Correction, Evidence, Verdict
from annotations.store import Store
from annotations.store.export import export
from tests.annotations.exports.newsroom import newsroom
from tests.annotations.exports.report.reviewed_article import contents, review, written

# The properties that schema.org has for each type (schema.ttl, release 29.3), and the types of their values: those of
# ClaimReview, Claim and NewsArticle with the ones that they inherit from Review, CreativeWork and Thing.
TYPES: dict[str, dict[str, set[str]]] = {
    "ClaimReview": {
        "url": {"URL"}, "datePublished": {"Date"}, "inLanguage": {"Text"}, "author": {"Organization"},
        "claimReviewed": {"Text"}, "reviewRating": {"Rating"}, "itemReviewed": {"Claim"}, "citation": {"CreativeWork"},
    },
    "Claim": {
        "text": {"Text"}, "author": {"Organization"}, "datePublished": {"Date"}, "appearance": {"NewsArticle"},
    },
    "NewsArticle": {
        "identifier": {"Text"}, "headline": {"Text"}, "datePublished": {"Date"}, "author": {"Person"},
        "publisher": {"Organization"}, "url": {"URL"},
    },
    "Rating": {
        "alternateName": {"Text"}, "ratingValue": {"Number"}, "bestRating": {"Number"}, "worstRating": {"Number"},
        "ratingExplanation": {"Text"},
    },
    "Organization": {"name": {"Text"}, "url": {"URL"}},
    "Person": {"name": {"Text"}},
    "CreativeWork": {"url": {"URL"}, "name": {"Text"}, "text": {"Text"}},
}  # fmt: skip
OPTIONS = ExportOptions(
    publisher="Báo Mẫu", publisher_url="https://example.org/", base_url="https://example.org/kiem-chung/"
)


def expect_schema(value: Any, types: set[str]) -> None:
    """The value is of one of these types of schema.org, and its properties are."""
    if isinstance(value, list):
        assert value
        for item in value:
            expect_schema(item, types)
    elif isinstance(value, dict):
        assert value["@type"] in types
        for name, property_value in value.items():
            if not name.startswith("@"):
                expect_schema(property_value, TYPES[value["@type"]][name])
    elif isinstance(value, int):
        assert types == {"Number"}
    else:
        assert value
        assert types & {"Text", "URL", "Date"}
        assert "URL" not in types or value.startswith("https://")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with newsroom(tmp_path / "soi.db") as opened:
        yield opened


def claim_reviews(store: Store) -> list[dict[str, Any]]:
    out = io.StringIO()
    export(store, "claimreview", out, options=OPTIONS)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_what_all_agree_on_is_published(store: Store) -> None:
    (published,) = claim_reviews(store)  # on the first claim lan and minh differ
    expect_schema(published, {"ClaimReview"})
    assert unicodedata.normalize("NFC", published["claimReviewed"]).endswith('62,8%, "cao nhất".')
    assert published["reviewRating"] == {
        "@type": "Rating", "alternateName": "True", "ratingValue": 5, "bestRating": 5, "worstRating": 1,
    }  # fmt: skip
    assert published["url"].startswith("https://example.org/kiem-chung/")


def test_the_properties_are_those_of_the_example(store: Store, shared: Path) -> None:
    example = json.loads(
        (shared / "formats" / "claimreview" / "claimreview.jsonl").read_text(encoding="utf-8").splitlines()[0]
    )
    (published,) = claim_reviews(store)
    assert set(example) <= set(published)
    assert set(example["itemReviewed"]) == set(published["itemReviewed"])
    assert set(example["reviewRating"]) <= set(published["reviewRating"])


@pytest.mark.parametrize(
    ("verdicts", "rating"),
    [
        ([Verdict.VERIFIED], ("True", 5)),
        ([Verdict.REFUTED, Verdict.REFUTED], ("False", 1)),
        ([Verdict.UNVERIFIABLE], ("Unproven", None)),
        ([Verdict.NOT_A_CLAIM], None),
        ([Verdict.VERIFIED, Verdict.REFUTED], None),
        ([Verdict.VERIFIED, Verdict.UNVERIFIABLE], None),
        ([None], None),
    ],
    ids=["verified", "refuted", "unverifiable", "no_claim", "disputed", "half_known", "no_verdict"],
)
def test_ratings(verdicts: list[Verdict | None], rating: tuple[str, int | None] | None) -> None:
    reviews = [review(f"a{number}", verdict) for number, verdict in enumerate(verdicts)]
    lines = written("claimreview", contents(Article("a", "a", "5 xã"), reviews, OPTIONS)).splitlines()
    ratings = [json.loads(line)["reviewRating"] for line in lines]
    assert [(each.get("alternateName"), each.get("ratingValue")) for each in ratings] == (
        [rating] if rating else []
    )


def test_one_verdict_on_two_readings_is_no_agreement() -> None:
    reviews = [
        review("lan", Verdict.REFUTED),
        review("minh", Verdict.REFUTED)._replace(correction=Correction(value="6")),
    ]
    assert written("claimreview", contents(Article("a", "a", "5 xã"), reviews, OPTIONS)) == ""


def test_evidence_and_notes() -> None:
    evidence = [Evidence("https://example.org/a", "5 xã"), Evidence("Công văn 12")]
    reviews = [review("lan", Verdict.REFUTED, "ghi chú", evidence)]
    article = Article("a", "a", "5 xã", url="https://bao.example/tin")
    internal = json.loads(written("claimreview", contents(article, reviews, OPTIONS)))
    public = json.loads(written("claimreview", contents(article, reviews, OPTIONS._replace(is_public=True))))
    expect_schema(internal, {"ClaimReview"})
    assert internal["citation"] == [
        {"@type": "CreativeWork", "url": "https://example.org/a", "text": "5 xã"},
        {"@type": "CreativeWork", "name": "Công văn 12"},
    ]
    assert internal["reviewRating"]["ratingExplanation"] == "ghi chú"
    assert "ghi chú" not in json.dumps(public, ensure_ascii=False)
    assert internal["itemReviewed"]["appearance"]["url"] == "https://bao.example/tin"
    assert "author" not in internal["itemReviewed"]  # the article names no outlet, so nobody is invented


@pytest.mark.parametrize(
    "options",
    [
        {"publisher": ""},
        {"publisher_url": ""},
        {"base_url": ""},
        {"base_url": "example.org"},
        {"base_url": "https://"},
    ],
    ids=["name", "address", "base", "no_scheme", "no_host"],
)
def test_a_publisher_is_never_invented(store: Store, options: dict[str, Any], tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    with pytest.raises(UsageError, match=r"base-url|https://example\.org/"):
        export(store, "claimreview", target, options=OPTIONS._replace(**options))
    assert not target.exists()
