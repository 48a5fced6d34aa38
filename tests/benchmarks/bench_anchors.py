"""Claims found again in edited articles, against what is known from how each edit was made: right, queued, wrong.

python -m tests.benchmarks.bench_anchors [--many]; --many makes ten times as many edits. Every character of an
edited text knows which one of the original it is, so a claim found elsewhere than at its own characters is wrong.
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
FOUND = (Outcome.UNCHANGED, Outcome.MOVED)
# A character and the offset that it had in the original text; None where the edit has put it in.
Known = list[tuple[str, int | None]]
Edit = Callable[[random.Random, Known], Known]


def text_of(known: Known) -> str:
    return "".join(char for char, _ in known)


def pieces(known: Known, pattern: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text_of(known))]


def sentences(known: Known) -> list[tuple[int, int]]:
    return pieces(known, r"[^\n.!?]+(?:[.!?](?!\s)[^\n.!?]*)*[.!?]?(?: |\n+|$)")


def sentence_deleted(chance: random.Random, known: Known) -> Known:
    start, end = chance.choice(sentences(known))
    return known[:start] + known[end:]


def sentence_moved(chance: random.Random, known: Known) -> Known:
    start, end = chance.choice(sentences(known))
    moved, rest = known[start:end], known[:start] + known[end:]
    to = chance.choice([begin for begin, _ in sentences(rest)])
    return rest[:to] + moved + rest[to:]


def word_inserted(chance: random.Random, known: Known) -> Known:
    _, end = chance.choice(pieces(known, r" "))
    return known[:end] + [(char, None) for char in "mới "] + known[end:]


def digit_changed(chance: random.Random, known: Known) -> Known:
    at, _ = chance.choice(pieces(known, r"\d"))
    other = str((int(known[at][0]) + chance.randint(1, 9)) % 10)
    return [*known[:at], (other, None), *known[at + 1 :]]


def numbers_swapped(chance: random.Random, known: Known) -> Known:
    numbers, text = pieces(known, r"\d+(?:[.,]\d+)*"), text_of(known)
    (first, first_end), (last, last_end) = sorted(chance.sample(numbers, 2))
    if text[first:first_end] == text[last:last_end]:
        return known  # to swap these changes nothing

    def put(start: int, end: int) -> Known:
        return [(char, None) for char, _ in known[start:end]]

    return [
        *known[:first], *put(last, last_end), *known[first_end:last], *put(first, first_end), *known[last_end:]
    ]  # fmt: skip


SINGLE: tuple[Edit, ...] = (
    sentence_deleted, sentence_moved, word_inserted, digit_changed, numbers_swapped,
)  # fmt: skip


def four_of_these(chance: random.Random, known: Known) -> Known:
    for edit in chance.choices(SINGLE, k=4):
        known = edit(chance, known)
    return known


def claims_of(text: str) -> list[Claim]:
    return [claim_of_mention("a", "", text, mention) for mention in extract_claims(text)]


def judged(old: str, known: Known) -> Counter[str]:
    """What became of each claim of the original in the edited text."""
    new = text_of(known)
    ours, theirs = claims_of(old), claims_of(new)
    found = find_again(old, ours, new, theirs)
    now = {origin: at for at, (_, origin) in enumerate(known) if origin is not None}
    counts: Counter[str] = Counter()
    for claim in ours:
        mention, anchor = claim.mention, found[claim.id]
        places = [now.get(at) for at in range(mention.start, mention.end)]
        intact = None not in places and places == list(range(places[0] or 0, (places[0] or 0) + len(places)))
        if anchor.outcome not in FOUND:
            counts["queued though intact" if intact else "rightly queued"] += 1
        elif intact and anchor.near == places[0]:
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
        chance, counts = random.Random(2026), Counter[str]()
        for number in range(EDITS):
            old = texts[number % len(texts)]
            counts += judged(old, edit(chance, [(char, at) for at, char in enumerate(old)]))
        told = ", ".join(
            f"{counts[what]:,} {what}"
            for what in ("right", "rightly queued", "queued though intact", "WRONG")
        )
        print(f"  {edit.__name__.replace('_', ' '):<20} {told}")


if __name__ == "__main__":
    main()
