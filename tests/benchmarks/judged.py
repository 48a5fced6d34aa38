"""The judged searches: what is searched, what is asked, and which lines answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from annotations.corpus import read_corpus
from annotations.model import Article
from annotations.text import fold
from tests.benchmarks.mistyped import mistyped, telex, vni
from tui.settings import paths

FOLDER = Path(__file__).parent.parent / "data" / "search"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, its kind, and the words of the lines that answer it; None where nothing may."""

    query: str
    kind: str
    answer: str | None

    def answers(self, lines: list[str]) -> set[int]:
        """The indices of the lines that answer; an answer does not begin or end inside a word or number."""
        if self.answer is None:
            return set()
        wanted = re.compile(rf"(?<!\w)(?<!\d[.,]){re.escape(self.answer)}(?![.,]?\d|\w)", re.IGNORECASE)
        return {at for at, line in enumerate(lines) if wanted.search(line)}


def articles() -> list[Article]:
    """The articles of the set and of the seeds; those of the set have their title as the first line."""
    made = []
    for block in (FOLDER / "articles.txt").read_text(encoding="utf-8").split("# ")[1:]:
        head, _, text = block.partition("\n")
        name, _, title = head.partition(" | ")
        made.append(Article(f"{name}.txt", name, f"{title}\n{text}"))
    return made + [read for read in read_corpus(paths.seeds()) if isinstance(read, Article)]


def lines_of(articles: list[Article]) -> list[str]:
    """Every line that says something, each once."""
    lines = (line for article in articles for line in article.text.splitlines() if line.strip())
    return list(dict.fromkeys(lines))


def queries(part: str) -> list[Judged]:
    """The queries of a half, ``blind`` or ``dev``."""
    rows = (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Judged(row["query"], row["kind"], row["answer"]) for row in map(json.loads, rows)]


def drawn(lines: list[str], seed: int, count: int) -> list[Judged]:
    """Queries of which nobody chose even the phrases: so many of each kind, a few words of a line by lot."""
    lot = Random(seed)
    kinds: dict[str, Callable[[str, str], str]] = {
        "no marks": lambda _, plain: plain,
        "no marks, one typo": lambda _, plain: mistyped(plain, 1, lot),
        "two typos": lambda _, plain: mistyped(plain, 2, lot),
        "telex": lambda phrase, _: telex(phrase.lower(), lot),
        "vni": lambda phrase, _: vni(phrase.lower(), lot),
    }
    return [
        Judged(typed(phrase, plain), kind, phrase)
        for kind, typed in kinds.items()
        for phrase, plain in (_phrase(lines, lot) for _ in range(count))
    ]


def _phrase(lines: list[str], lot: Random) -> tuple[str, str]:
    """Two to six words behind each other, as they stand and as they are typed without a mark."""
    while True:
        words = list(re.finditer(r"[^\W\d_]+", lot.choice(lines)))
        size = lot.randint(2, 6)
        first = lot.randrange(max(1, len(words) - size))
        chosen = words[first : first + size]
        if len(chosen) < size:
            continue
        phrase = chosen[0].string[chosen[0].start() : chosen[-1].end()]
        plain = fold(phrase).text
        enough = sum(len(word) >= 4 for word in plain.split()) >= 1
        if enough and re.fullmatch(r"[a-z]+(?: [a-z]+)*", plain):
            return phrase, plain
