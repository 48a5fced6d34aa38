"""Scores the checks on judged sentences: python -m tests.benchmarks.score_findings FILE [--show].

FILE has the form of ``tests/data/checks/README.md``. Prints precision and recall by bearing, and with ``--show`` each difference.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from annotations.checks import check
from annotations.claims import extract_claims
from annotations.model import Article, Bearing

JudgedFinding = tuple[str, str, str]


def findings_of(item: dict[str, Any]) -> set[JudgedFinding]:
    """The findings on an item: rule, bearing and the words of the claim that each is about."""
    article = Article(item["id"], item["id"], item["text"], published=item.get("published"))
    mentions = extract_claims(article.text, published=article.published)
    return {
        (finding.rule, finding.bearing.value, article.text[slice(*finding.spans[0])])
        for finding in check(article, mentions)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", action="store_true", help="print each difference")
    arguments = parser.parse_args()
    judged_counts, found_counts, right_counts = Counter[str](), Counter[str](), Counter[str]()
    for line in arguments.file.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        judged = {(rule, bearing, words) for rule, bearing, words in item["findings"]}
        tolerated = {(rule, bearing, words) for rule, bearing, words in item.get("also", [])}
        findings = findings_of(item) - (tolerated - judged)
        judged_counts.update(bearing for _rule, bearing, _words in judged)
        found_counts.update(bearing for _rule, bearing, _words in findings)
        right_counts.update(bearing for _rule, bearing, _words in judged & findings)
        if arguments.show and judged != findings:
            print(item["id"], "|", item["text"], "| missed", judged - findings, "| wrong", findings - judged)
    for bearing in Bearing:
        print(
            f"{bearing.value}: precision {right_counts[bearing]}/{found_counts[bearing]}, "
            f"recall {right_counts[bearing]}/{judged_counts[bearing]}"
        )


if __name__ == "__main__":
    main()
