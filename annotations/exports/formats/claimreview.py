"""Claims on which all reviews agree as ClaimReview of schema.org, one a line.

Claims whose reviews differ and numbers that are no claims are left out.
"""

from __future__ import annotations

from typing import TextIO

from annotations.exports.contents import ExportContents
from annotations.exports.export_format import TextFormat, first_line
from annotations.exports.records import json_line
from annotations.exports.report.claim_reviews import claim_review, expect_publisher, has_rating
from annotations.exports.report.reported_claims import reported_claims


def write_claimreview(contents: ExportContents, out: TextIO) -> None:
    """Write a ClaimReview a claim; raises UsageError where the options do not name the publisher."""
    options = contents.options
    expect_publisher(options)
    for exported in contents.articles():
        for claim in reported_claims(exported):
            if has_rating(claim):
                out.write(json_line(claim_review(exported.article, claim, options)) + "\n")


_FIRST_PROPERTIES = b'{"@context": "https://schema.org", "@type": "ClaimReview", '
FORMAT = TextFormat(".jsonl", write_claimreview, lambda path: first_line(path).startswith(_FIRST_PROPERTIES))
