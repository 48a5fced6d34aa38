"""Scores the extractor on judged sentences: python -m tests.benchmarks.score_sentences FILE [--show].

A line of FILE is ``{"id", "fault", "text", "mentions": [{"text", "start", "end", "role", "kind", "value", "unit", …}]}``.
Prints the figures of quality that ``docs/claims.md`` names, and with ``--show`` each difference.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from annotations.claims import extract_claims
from annotations.model import Mention, Role

_FIELDS = ("kind", "value", "unit", "modifier", "direction", "of", "per")
Judged = dict[str, Any]


class SentenceScore(NamedTuple):
    """What one sentence adds to the figures, and its differences from the judgement."""

    counts: Counter[str]
    differences: list[str]


def score_sentence(text: str, judged_mentions: list[Judged]) -> SentenceScore:
    """Compare the claims that are extracted from a text with the judged ones, span by span."""
    counts: Counter[str] = Counter()
    differences = []
    claims = {(m.start, m.end): m for m in extract_claims(text) if m.role is Role.CLAIM}
    counts["shown"] = len(claims)
    for judged in judged_mentions:
        span = judged["start"], judged["end"]
        touching = [claim for claim in claims.values() if claim.start < span[1] and span[0] < claim.end]
        if judged["role"] != "claim":
            counts["others"] += 1
            counts["kept_out"] += not touching
            differences += [f"{claim.text!r} is a {judged['role']}, not a claim" for claim in touching]
            continue
        counts["judged"] += 1
        claim = claims.get(span)
        if claim is None:
            differences.append(f"{judged['text']!r} read as {[extracted.text for extracted in touching]}")
            continue
        counts["matched"] += 1
        wrong_fields = list(_wrong_fields(judged, claim))
        for name in ("kind", "value", "unit"):
            counts[name] += name not in {field for field, _text in wrong_fields}
        counts["wholly_right"] += not wrong_fields
        differences += [f"{claim.text!r}: {description}" for _field, description in wrong_fields]
    judged_spans = [(judged["start"], judged["end"]) for judged in judged_mentions]
    differences += [
        f"{claim.text!r} is no number of its own"
        for claim in claims.values()
        if not any(claim.start < end and start < claim.end for start, end in judged_spans)
    ]
    counts["sentences"], counts["sentences_right"] = 1, int(not differences)
    return SentenceScore(counts, differences)


def _wrong_fields(judged: Judged, claim: Mention) -> Iterator[tuple[str, str]]:
    for name in _FIELDS:
        expected, extracted = (_plain(value) for value in (judged.get(name), getattr(claim, name)))
        if expected != extracted:
            yield name, f"{name} {extracted!r}, not {expected!r}"


def _plain(value: object) -> str | None:
    return str(value).casefold() if value else None


def figures(counts: Counter[str]) -> str:
    """The figures as lines of text."""
    precision, recall = counts["matched"] / counts["shown"], counts["matched"] / counts["judged"]
    ratios = {
        "kind of those matched": ("kind", "matched"),
        "value of those matched": ("value", "matched"),
        "unit of those matched": ("unit", "matched"),
        "numbers that are no claims, kept out": ("kept_out", "others"),
        "shown claims wholly right": ("wholly_right", "shown"),
        "sentences wholly right": ("sentences_right", "sentences"),
    }
    lines = [
        f"claims: precision {precision:.3f} recall {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"
    ]
    lines += [
        f"{name}: {counts[part] / counts[whole]:.3f} ({counts[part]}/{counts[whole]})"
        for name, (part, whole) in ratios.items()
        if counts[whole]
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--show", action="store_true", help="print each difference")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    for line in arguments.file.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        score = score_sentence(sentence["text"], sentence["mentions"])
        counts.update(score.counts)
        if arguments.show and score.differences:
            print(sentence["id"], "|", sentence["text"], "|", "; ".join(score.differences))
    print(figures(counts))


if __name__ == "__main__":
    main()
