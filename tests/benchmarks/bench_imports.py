"""Measures how fast JSON Lines of articles are read before extraction, and in how much memory.

python -m tests.benchmarks.bench_imports [--articles N]; without --articles it makes 100,000, of some 4,000 characters each.
A second file has as many line feeds as the first has bytes: nothing may wait long on it.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from annotations.corpus import read_corpus
from annotations.errors import UsageError
from tests.benchmarks.generated import Newsroom

DISTINCT_ARTICLES = 300
MEGABYTES_A_SECOND, MEGABYTES = 50, 300


def write_articles(path: Path, count: int) -> None:
    """Write generated articles, each with its number."""
    articles = list(Newsroom().articles(DISTINCT_ARTICLES))
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            article = articles[number % DISTINCT_ARTICLES]
            row = {
                "id": f"bai-{number}", "title": article.title, "text": f"{article.text}\n{number}",
                "url": f"https://bao.example/{number}", "date": "2026-11-29", "section": "Kinh tế",
            }  # fmt: skip
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def seconds_to_read(path: Path) -> tuple[float, int]:
    """How long reading a file takes, and how many articles it has."""
    start, count = time.perf_counter(), 0
    with suppress(UsageError):
        count = sum(1 for _ in read_corpus(path))
    return time.perf_counter() - start, count


def main() -> int:
    """Print the figures; 1 if one of them misses its mark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        articles, blank = Path(folder) / "articles.jsonl", Path(folder) / "blank.jsonl"
        write_articles(articles, arguments.articles)
        baseline = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds, count = seconds_to_read(articles)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        size = articles.stat().st_size / 1_000_000
        with blank.open("wb") as out:
            for _ in range(int(size)):
                out.write(b"\n" * 1_000_000)
        blank_seconds, _none = seconds_to_read(blank)
    print(f"{count} articles, {size:.0f} MB: {size / seconds:.0f} MB/s (mark: {MEGABYTES_A_SECOND})")
    print(f"{memory} MB of memory, {baseline // 1024} before (mark: {MEGABYTES})")
    print(f"line feeds alone: {size / blank_seconds:.0f} MB/s")
    return int(size / seconds < MEGABYTES_A_SECOND or memory > MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
