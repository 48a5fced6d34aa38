"""The judged searches: what is searched, what is asked, and which lines answer."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from annotations.corpus import read_corpus
from annotations.model import Article
from tui import paths

FOLDER = Path(__file__).parent.parent / "data" / "search"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, its kind, and the words of the lines that answer it; None where nothing may."""

    query: str
    kind: str
    answer: str | None

    def answers(self, lines: list[str]) -> set[int]:
        """The indices of the lines that answer."""
        if self.answer is None:
            return set()
        wanted = self.answer.casefold()
        return {at for at, line in enumerate(lines) if wanted in line.casefold()}


def articles() -> list[Article]:
    """The articles of the set and of the seeds; those of the set have their title as the first line."""
    made = []
    for block in (FOLDER / "articles.txt").read_text(encoding="utf-8").split("# ")[1:]:
        head, _, text = block.partition("\n")
        name, _, title = head.partition(" | ")
        made.append(Article(f"{name}.txt", name, f"{title}\n{text}"))
    return made + [read for read in read_corpus(paths.seeds()) if isinstance(read, Article)]


def lines_of(articles: list[Article]) -> list[str]:
    """Every line that says something."""
    return [line for article in articles for line in article.text.splitlines() if line.strip()]


def queries(part: str) -> list[Judged]:
    """The queries of a half, ``blind`` or ``dev``."""
    rows = (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Judged(row["query"], row["kind"], row["answer"]) for row in map(json.loads, rows)]


def digits(text: str) -> str:
    """The digits of a text, to tell whether a hit has those of its query."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isdigit())
