"""Generated articles for the benchmarks: Markov chains over the judged lines, with random numbers and rare names."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict
from collections.abc import Iterator

from annotations.model import Article
from tests.benchmarks.judged import articles, lines_of

_NAMES = 100_000  # most of which occur in few articles
_CHARACTERS = 3_700  # of an article, about 5 KB


class Newsroom:
    """Generates articles, the same ones for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self.lines = lines_of(articles())
        self._next_words: dict[str, list[str]] = defaultdict(list)
        for line in self.lines:
            words = line.split()
            for word, next_word in itertools.pairwise(words):
                self._next_words[word].append(next_word)
        self._words = sorted(self._next_words)
        self._names = [self._name() for _ in range(_NAMES)]

    def _name(self) -> str:
        letters = ("bcdghklmnprstvx", "aeiou", "bcdghklmnprstvx", "aeiou", "bcghkmnpt")
        return "".join(self._random.choice(choices) for choices in letters).capitalize()

    def sentence(self) -> str:
        """12 to 39 words, each of which follows the one before somewhere, with some numbers and names."""
        dice = self._random
        word = dice.choice(self._words)
        words = [word]
        for _ in range(dice.randrange(12, 40)):
            draw = dice.random()
            if draw < 0.03:
                words.append(f"{dice.randrange(1, 100)},{dice.randrange(1, 10)}%")
            elif draw < 0.05:
                words.append(f"{dice.randrange(1, 1000)}.{dice.randrange(1000):03}")
            elif draw < 0.07:
                words.append(self._names[int(_NAMES * dice.random() ** 3)])
            else:
                word = dice.choice(self._next_words.get(word) or self._words)
                words.append(word)
        return " ".join(words)

    def text(self, characters: int) -> str:
        """Paragraphs of four sentences each, one in 500 of them a judged line."""
        lines: list[str] = []
        size = 0
        while size < characters:
            judged = self._random.random() < 0.002
            line = self._random.choice(self.lines) if judged else ". ".join(self.sentence() for _ in range(4))
            lines.append(line)
            size += len(line) + 1
        return "\n".join(lines)

    def articles(self, count: int) -> Iterator[Article]:
        """``count`` articles of about 5 KB each."""
        for number in range(count):
            title = self.sentence()[:80]
            yield Article(f"{number}.txt", f"{number}.txt", f"{title}\n{self.text(_CHARACTERS)}", title=title)
