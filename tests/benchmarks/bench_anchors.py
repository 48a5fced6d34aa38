"""Measures re-anchoring: edits articles at random and counts the claims that are placed rightly, queued, or wrongly.

python -m tests.benchmarks.bench_anchors [--many]; --many makes ten times as many edits. Every character of an
edited text has its offset in the original, so that a claim that is placed at other characters is wrong.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable

from annotations.claims import extract_claims
from annotations.model import Claim, Outcome
from annotations.store.articles.reanchoring import find_again
from annotations.store.row_mapping import claim_of_mention
from tests.conftest import ORIGINALS, SEEDS

EDITS = 1000 if "--many" in sys.argv else 100
PLACED = (Outcome.UNCHANGED, Outcome.ELSEWHERE)
# The characters of a text with their offset in the original text; None if the edit has inserted the character.
TracedText = list[tuple[str, int | None]]
Edit = Callable[[random.Random, TracedText], TracedText]


def plain(text: TracedText) -> str:
    return "".join(char for char, _ in text)


def spans(text: TracedText, pattern: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, plain(text))]


def sentences(text: TracedText) -> list[tuple[int, int]]:
    return spans(text, r"[^\n.!?]+(?:[.!?](?!\s)[^\n.!?]*)*[.!?]?(?: |\n+|$)")


def sentence_deleted(dice: random.Random, text: TracedText) -> TracedText:
    start, end = dice.choice(sentences(text))
    return text[:start] + text[end:]


def sentence_moved(dice: random.Random, text: TracedText) -> TracedText:
    start, end = dice.choice(sentences(text))
    sentence, shortened = text[start:end], text[:start] + text[end:]
    offset = dice.choice([begin for begin, _ in sentences(shortened)])
    return shortened[:offset] + sentence + shortened[offset:]


def word_inserted(dice: random.Random, text: TracedText) -> TracedText:
    _, end = dice.choice(spans(text, r" "))
    return text[:end] + [(char, None) for char in "mới "] + text[end:]


def digit_changed(dice: random.Random, text: TracedText) -> TracedText:
    offset, _ = dice.choice(spans(text, r"\d"))
    digit = str((int(text[offset][0]) + dice.randint(1, 9)) % 10)
    return [*text[:offset], (digit, None), *text[offset + 1 :]]


def numbers_swapped(dice: random.Random, text: TracedText) -> TracedText:
    numbers, characters = spans(text, r"\d+(?:[.,]\d+)*"), plain(text)
    (first, first_end), (last, last_end) = sorted(dice.sample(numbers, 2))
    if characters[first:first_end] == characters[last:last_end]:
        return text  # equal numbers

    def inserted(start: int, end: int) -> TracedText:
        return [(char, None) for char, _ in text[start:end]]

    return [
        *text[:first], *inserted(last, last_end), *text[first_end:last], *inserted(first, first_end), *text[last_end:]
    ]  # fmt: skip


SINGLE: tuple[Edit, ...] = (
    sentence_deleted, sentence_moved, word_inserted, digit_changed, numbers_swapped,
)  # fmt: skip


def four_of_these(dice: random.Random, text: TracedText) -> TracedText:
    for edit in dice.choices(SINGLE, k=4):
        text = edit(dice, text)
    return text


def claims_of(text: str) -> list[Claim]:
    return [claim_of_mention("a", "", text, mention) for mention in extract_claims(text)]


def judged(old: str, traced: TracedText) -> Counter[str]:
    """The number of claims of the original by the outcome in the edited text."""
    new = plain(traced)
    old_claims, new_claims = claims_of(old), claims_of(new)
    anchors = find_again(old, old_claims, new, new_claims)
    new_offsets = {origin: offset for offset, (_, origin) in enumerate(traced) if origin is not None}
    counts: Counter[str] = Counter()
    for claim in old_claims:
        mention, anchor = claim.mention, anchors[claim.id]
        offsets = [new_offsets.get(offset) for offset in range(mention.start, mention.end)]
        first = offsets[0] or 0
        intact = None not in offsets and offsets == list(range(first, first + len(offsets)))
        if anchor.outcome not in PLACED:
            counts["queued though intact" if intact else "rightly queued"] += 1
        elif intact and anchor.offset == offsets[0]:
            counts["right"] += 1
        else:
            counts["WRONG"] += 1
    return counts


def main() -> None:
    texts = [
        path.read_text(encoding="utf-8")
        for folder in (SEEDS, ORIGINALS)
        if folder.is_dir()
        for path in sorted(folder.glob("*.txt"))
    ]
    print("anchors: claims of edited articles found again")
    for edit in (*SINGLE, four_of_these):
        dice, counts = random.Random(2026), Counter[str]()
        for number in range(EDITS):
            old = texts[number % len(texts)]
            counts += judged(old, edit(dice, [(char, offset) for offset, char in enumerate(old)]))
        outcomes = ("right", "rightly queued", "queued though intact", "WRONG")
        summary = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in outcomes)
        print(f"  {edit.__name__.replace('_', ' '):<20} {summary}")


if __name__ == "__main__":
    main()
