"""Contents of an export without a store: one article with reviews, for tests of reports with any texts."""

from __future__ import annotations

import io
from collections.abc import Sequence

from annotations.exports import FORMATS
from annotations.exports.contents import ExportContents, ExportedArticle, ExportOptions, Provenance
from annotations.exports.export_format import TextFormat
from annotations.model import Article, Claim, Evidence, Mention, Review, Verdict
from annotations.reports import ReviewedClaim


def review(
    annotator: str, verdict: Verdict | None, note: str = "", evidence: Sequence[Evidence] = ()
) -> Review:
    return Review(
        "c", annotator, verdict, note=note, decided_at="2026-11-30T08:00:00Z", evidence=tuple(evidence)
    )


def contents(
    article: Article, reviews: Sequence[Review], options: ExportOptions, span: tuple[int, int] = (0, 1)
) -> ExportContents:
    """The contents with one claim at a span, reviewed like this."""
    start, end = span
    mention = Mention(start, end, article.text[start:end])
    claim = Claim("c", article.id, "0", mention, "", "", "extractor")
    claims = [
        ReviewedClaim(
            article.title,
            article.outlet,
            article.published,
            claim,
            each_review,
            (start, end, mention.text),
            ("", ""),
        )
        for each_review in reviews
    ]
    return ExportContents(
        lambda: iter([ExportedArticle(article, claims)] if claims else []),
        lambda _article: [claim],
        Provenance("soi 1", time="2026-11-30T08:00:00Z"),
        options,
    )


def written(format_name: str, exported: ExportContents) -> str:
    export_format = FORMATS[format_name]
    assert isinstance(export_format, TextFormat)
    out = io.StringIO()
    export_format.write(exported, out)
    return out.getvalue()
