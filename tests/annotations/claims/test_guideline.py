"""The examples of docs/claims.md are run: a table row whose first cell is a marked sentence is a test."""

import re

import pytest

from annotations.claims import extract_claims
from tests.annotations.claims.marked import ROOT, unmark

GUIDELINE = ROOT / "docs" / "claims.md"
ROW = re.compile(r"^\| ([^|]*⟦[^|]*) \| ([^|]*) \|$", re.MULTILINE)
EXAMPLES = ROW.findall(GUIDELINE.read_text(encoding="utf-8")) if GUIDELINE.exists() else []


def test_the_guideline_has_examples() -> None:
    assert len(EXAMPLES) > 60


@pytest.mark.parametrize(("marked", "expected"), EXAMPLES)
def test_guideline(marked: str, expected: str) -> None:
    text, spans = unmark(marked)
    mentions = extract_claims(text, published="2021-07-26")
    assert [(m.start, m.end) for m in mentions] == spans
    readings = expected.split(";; ")
    assert len(readings) == len(mentions)
    for mention, row in zip(mentions, readings, strict=True):
        role, *fields = re.findall(r"`([^`]+)`", row)
        kind = mention.kind.value if mention.kind and mention.role == "claim" else mention.role.value
        assert role == kind
        for field in fields:
            name, _, value = field.partition("=")
            assert str(getattr(mention, name)) == value, (name, mention)
