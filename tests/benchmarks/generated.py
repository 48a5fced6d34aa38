"""Articles for the benchmarks: made up word by word from the judged lines, with numbers and rare names of their own."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator

from annotations.model import Article
from tests.benchmarks.judged import articles, lines_of

_RARE = 100_000  # names in all, most of which stand in few articles
_CHARACTERS = 3_700  # of an article, which makes about 5 KB


class Newsroom:
    """A source of articles, the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self.lines = lines_of(articles())
        self._after: dict[str, list[str]] = defaultdict(list)
        for line in self.lines:
            words = line.split()
            for one, other in itertools.pairwise(words):
                self._after[one].append(other)
        self._words = sorted(self._after)
        self._names = [self._name() for _ in range(_RARE)]

    def _name(self) -> str:
        letters = ("bcdghklmnprstvx", "aeiou", "bcdghklmnprstvx", "aeiou", "bcghkmnpt")
        return "".join(self._random.choice(some) for some in letters).capitalize()

    def sentence(self) -> str:
        """Some words that may follow each other, now and then a number or a name."""
        chance = self._random
        word = chance.choice(self._words)
        words = [word]
        for _ in range(chance.randrange(12, 40)):
            draw = chance.random()
            if draw < 0.03:
                words.append(f"{chance.randrange(1, 100)},{chance.randrange(1, 10)}%")
            elif draw < 0.05:
                words.append(f"{chance.randrange(1, 1000)}.{chance.randrange(1000):03}")
            elif draw < 0.07:
                words.append(self._names[int(_RARE * chance.random() ** 3)])
            else:
                word = chance.choice(self._after.get(word) or self._words)
                words.append(word)
        return " ".join(words)

    def text(self, characters: int) -> str:
        """Paragraphs of some sentences each, a judged line among them from time to time."""
        lines: list[str] = []
        size = 0
        while size < characters:
            judged = self._random.random() < 0.002
            line = self._random.choice(self.lines) if judged else ". ".join(self.sentence() for _ in range(4))
            lines.append(line)
            size += len(line) + 1
        return "\n".join(lines)

    def articles(self, count: int) -> Iterator[Article]:
        """So many articles of about 5 KB."""
        for number in range(count):
            title = self.sentence()[:80]
            yield Article(f"{number}.txt", f"{number}.txt", f"{title}\n{self.text(_CHARACTERS)}", title=title)
