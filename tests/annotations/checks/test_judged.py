"""Sentences judged by hand: the findings in each; most near misses have none.

``blind.jsonl`` was written before the rules, ``dev.jsonl`` together with the rules.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotations.checks import check, says
from annotations.checks.messages import SENTENCES
from annotations.claims import extract_claims
from annotations.model import Article

FOLDER = Path(__file__).parents[2] / "data" / "checks"
ITEMS = [
    json.loads(line)
    for name in ("blind", "dev")
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("item", ITEMS, ids=[item["id"] for item in ITEMS])
def test_findings_are_as_judged(item: dict[str, Any]) -> None:
    text, published = item["text"], item.get("published")
    article_findings = check(
        Article("a", "a", text, published=published), extract_claims(text, published=published)
    )
    actual = {(f.rule, f.bearing.value, text[f.spans[0][0] : f.spans[0][1]]) for f in article_findings}
    expected = {tuple(judged) for judged in item["findings"]}
    assert expected <= actual <= expected | {tuple(judged) for judged in item.get("also", [])}
    assert all("{" not in str(says(finding)) for finding in article_findings)


def test_every_sentence_has_a_judged_example() -> None:
    judged = {(rule, bearing) for item in ITEMS for rule, bearing, _ in item["findings"]}
    assert judged == {(rule, bearing.value) for rule, bearing in SENTENCES}


def test_there_are_enough_near_misses() -> None:
    assert len(ITEMS) >= 80
    assert sum(not item["findings"] for item in ITEMS) >= 30
