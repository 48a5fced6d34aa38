"""How fast articles are checked, beside reading them, and how well: against the judged sentences.

``python -m tests.benchmarks.bench_checks``. Of the judged halves the rules have seen both by now; what they found on
first sight of each is told in ``docs/checks.md``.
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


def speed(name: str, text: str) -> None:
    start = process_time()
    mentions = extract_claims(text)
    reading = process_time() - start
    best = float("inf")
    for _ in range(3):
        start = process_time()
        findings = check(Article("a", "a", text), mentions)
        best = min(best, process_time() - start)
    told = f"{len(mentions):,} mentions, {len(findings):,} findings; {best / reading:.0%} of reading them"
    row(name, f"{best / len(mentions) * 1e6:.1f} µs each", told)


def quality(name: str) -> None:
    right = wrong = missing = 0
    for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        text, published = item["text"], item.get("published")
        found = check(Article("a", "a", text, published=published), extract_claims(text, published=published))
        told = {(f.rule, f.bearing, text[f.spans[0][0] : f.spans[0][1]]) for f in found}
        wanted = {(rule, Bearing(bearing), words) for rule, bearing, words in item["findings"]}
        also = {(rule, Bearing(bearing), words) for rule, bearing, words in item.get("also", [])}
        right += len(told & wanted)
        wrong += len(told - wanted - also)
        missing += len(wanted - told)
    row(name, f"{right} of {right + missing}", f"{wrong} wrong")


if __name__ == "__main__":
    speed("news, 3 MB", news(3_000_000))
    speed("made up, 4 MB", Newsroom().text(4_000_000))
    for half in ("blind", "dev"):
        quality(half)
