"""The judged searches: the articles, the queries, and the lines that answer each query."""

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
    """A query, its kind, and the words of the lines that answer it; None if no line may."""

    query: str
    kind: str
    answer: str | None

    def answers(self, lines: list[str]) -> set[int]:
        """The indices of the lines that have the answer as whole words and numbers."""
        if self.answer is None:
            return set()
        pattern = re.compile(rf"(?<!\w)(?<!\d[.,]){re.escape(self.answer)}(?![.,]?\d|\w)", re.IGNORECASE)
        return {index for index, line in enumerate(lines) if pattern.search(line)}


def articles() -> list[Article]:
    """The articles of the judged set, whose first line is their title, and of the seeds."""
    judged_articles = []
    for block in (FOLDER / "articles.txt").read_text(encoding="utf-8").split("# ")[1:]:
        head, _, text = block.partition("\n")
        name, _, title = head.partition(" | ")
        judged_articles.append(Article(f"{name}.txt", name, f"{title}\n{text}"))
    return judged_articles + [entry for entry in read_corpus(paths.seeds()) if isinstance(entry, Article)]


def lines_of(articles: list[Article]) -> list[str]:
    """The distinct lines that are not blank."""
    lines = (line for article in articles for line in article.text.splitlines() if line.strip())
    return list(dict.fromkeys(lines))


def queries(part: str) -> list[Judged]:
    """The queries of a half, ``blind`` or ``dev``."""
    rows = (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Judged(row["query"], row["kind"], row["answer"]) for row in map(json.loads, rows)]


def random_queries(lines: list[str], seed: int, count: int) -> list[Judged]:
    """Queries phrase_words at random, ``count`` of each kind: some words of a line, typed in that way."""
    dice = Random(seed)
    kinds: dict[str, Callable[[str, str], str]] = {
        "no marks": lambda _, plain: plain,
        "no marks, one typo": lambda _, plain: mistyped(plain, 1, dice),
        "two typos": lambda _, plain: mistyped(plain, 2, dice),
        "telex": lambda phrase, _: telex(phrase.lower(), dice),
        "vni": lambda phrase, _: vni(phrase.lower(), dice),
    }
    return [
        Judged(type_phrase(phrase, plain), kind, phrase)
        for kind, type_phrase in kinds.items()
        for phrase, plain in (_phrase(lines, dice) for _ in range(count))
    ]


def _phrase(lines: list[str], dice: Random) -> tuple[str, str]:
    """Two to six consecutive words of a line, as printed and without tone marks."""
    while True:
        words = list(re.finditer(r"[^\W\d_]+", dice.choice(lines)))
        size = dice.randint(2, 6)
        first = dice.randrange(max(1, len(words) - size))
        phrase_words = words[first : first + size]
        if len(phrase_words) < size:
            continue
        phrase = phrase_words[0].string[phrase_words[0].start() : phrase_words[-1].end()]
        plain = fold(phrase).text
        has_long_word = any(len(word) >= 4 for word in plain.split())
        if has_long_word and re.fullmatch(r"[a-z]+(?: [a-z]+)*", plain):
            return phrase, plain
