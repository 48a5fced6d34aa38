"""Measures the checks: their speed against that of the extraction, and their findings against the judged sentences.

``python -m tests.benchmarks.bench_checks``. The rules have been developed with both halves by now; ``docs/checks.md``
has the results of each half before that.
"""

from __future__ import annotations

import json
from pathlib import Path
from time import process_time

from annotations.checks import check
from annotations.claims import extract_claims
from annotations.model import Article, Bearing
from tests.benchmarks.bench_claims import news, row
from tests.benchmarks.generated import Newsroom

FOLDER = Path(__file__).parents[1] / "data" / "checks"


def measure_speed(name: str, text: str) -> None:
    start = process_time()
    mentions = extract_claims(text)
    extraction = process_time() - start
    fastest = float("inf")
    for _ in range(3):
        start = process_time()
        findings = check(Article("a", "a", text), mentions)
        fastest = min(fastest, process_time() - start)
    note = (
        f"{len(mentions):,} mentions, {len(findings):,} findings; {fastest / extraction:.0%} of reading them"
    )
    row(name, f"{fastest / len(mentions) * 1e6:.1f} µs each", note)


def measure_quality(name: str) -> None:
    right = wrong = missing = 0
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        text, published = item["text"], item.get("published")
        findings = check(
            Article("a", "a", text, published=published), extract_claims(text, published=published)
        )
        found_keys = {(finding.rule, finding.bearing, text[slice(*finding.spans[0])]) for finding in findings}
        expected = {(rule, Bearing(bearing), words) for rule, bearing, words in item["findings"]}
        tolerated = {(rule, Bearing(bearing), words) for rule, bearing, words in item.get("also", [])}
        right += len(found_keys & expected)
        wrong += len(found_keys - expected - tolerated)
        missing += len(expected - found_keys)
    row(name, f"{right} of {right + missing}", f"{wrong} wrong")


if __name__ == "__main__":
    measure_speed("news, 3 MB", news(3_000_000))
    measure_speed("made up, 4 MB", Newsroom().text(4_000_000))
    for half in ("blind", "dev"):
        measure_quality(half)
