"""The reviews of an article by annotator, for formats with a file or a list for each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from annotations.reports import ReviewedClaim

# What may stand in the name of a file on every system: letters of any alphabet, digits and a few signs.
_UNSAFE = re.compile(r"^\.+|[^\w @+.\-]")


def reviews_by_annotator(claims: Iterable[ReviewedClaim]) -> dict[str, list[ReviewedClaim]]:
    """The reviewed claims of each annotator, by name and then in the order given."""
    by_annotator: dict[str, list[ReviewedClaim]] = {}
    for claim in claims:
        by_annotator.setdefault(claim.review.annotator, []).append(claim)
    return dict(sorted(by_annotator.items()))


def file_name_of(annotator: str) -> str:
    """The name of an annotator as the name of a file or folder; other characters are percent-encoded."""
    return _UNSAFE.sub(lambda unsafe: quote(unsafe[0], safe="").replace(".", "%2E"), annotator)
