"""What searches find: MRR@10 and recall@10 beside fzf and SQLite FTS5, on the same lines with the same queries.

python -m tests.benchmarks.bench_search_quality [--misses]; --misses lists what soi does not find.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.model import Article
from annotations.search import ArticleIndex, parse
from annotations.search.numerals import numerals
from annotations.store import Store
from annotations.store.corpus_search import CorpusSearch
from annotations.store.search_index import build_index
from annotations.text import fold
from tests.benchmarks.judged import Judged, articles, lines_of, queries

Search = Callable[[str], list[int]]  # a query to the indices of lines, the best first
TOP = 10


@contextmanager
def corpus_search(held: list[Article], lines: list[str]) -> Iterator[Search]:
    at = {line: index for index, line in enumerate(lines)}
    texts = {article.id: article.text for article in held}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "soi.db", create=True) as store:
        for article in held:
            store.import_article(article, [], "bench")
        for _ in build_index(store):
            pass
        search = CorpusSearch(store)

        def ranked(query: str) -> list[int]:
            found = sorted(search.search(parse(query + " ")), key=lambda one: one.rank, reverse=True)
            hits = [
                (one.score, texts[article.article], one.spans)
                for article in found
                for one in article.passages
            ]
            hits += [
                (article.score, article.title or "", article.title_spans)
                for article in found
                if article.title_spans
            ]
            hits.sort(key=lambda hit: -hit[0])  # stable: of hits as good, those of the better article first
            return lines_at(at, [(text, start) for _, text, spans in hits for start, _ in spans])

        yield ranked


def lines_at(at: dict[str, int], places: list[tuple[str, int]]) -> list[int]:
    """The lines at places in texts, each where it comes first."""
    found = (text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0].rstrip("\r") for text, start in places)
    return list(dict.fromkeys(at[line] for line in found if line in at))


def article_search(lines: list[str]) -> Search:
    text = "\n".join(lines)
    at = {line: index for index, line in enumerate(lines)}
    index = ArticleIndex(text)

    def ranked(query: str) -> list[int]:
        found = sorted(index.search(query + " "), key=lambda match: -match.score)
        return lines_at(at, [(text, start) for match in found for start, _ in match.parts])

    return ranked


def fzf(lines: list[str]) -> Search | None:
    program = shutil.which("fzf")
    if program is None:
        return None
    numbered = "\n".join(f"{index}\t{line}" for index, line in enumerate(lines))

    def ranked(query: str) -> list[int]:
        command = [program, "--filter", query, "--delimiter", "\t", "--nth", "2.."]
        done = subprocess.run(command, input=numbered, capture_output=True, text=True, check=False)
        return [int(line.partition("\t")[0]) for line in done.stdout.splitlines()]

    return ranked


def fts5(lines: list[str]) -> Search:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE f USING fts5 (line, tokenize = 'unicode61 remove_diacritics 2')")
    database.executemany("INSERT INTO f (rowid, line) VALUES (?, ?)", enumerate(lines))

    def ranked(query: str) -> list[int]:
        words = re.findall(r"\w+", query)
        if not words:
            return []
        match = " ".join(f'"{word}"' for word in words)
        return [
            row[0] for row in database.execute("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank", (match,))
        ]

    return ranked


def score(search: Search, judged: Judged, lines: list[str]) -> tuple[float, float]:
    """The reciprocal rank of the first answer of ten, and how many of the answers are among the ten."""
    answers = judged.answers(lines)
    found = search(judged.query)[:TOP]
    if not answers:
        return (0.0, 0.0) if found else (1.0, 1.0)
    ranks = [rank for rank, line in enumerate(found, 1) if line in answers]
    return (1 / ranks[0] if ranks else 0.0), len(ranks) / min(TOP, len(answers))


def other_digits(index: ArticleIndex, text: str, query: str) -> list[str]:
    """Hits in a text that do not have the numbers of the query, by value or digit by digit."""

    def numbers(said: str) -> tuple[list[str], list[str]]:
        folded = fold(said)
        found = {number.start: number for number in numerals(said, folded)}
        digits = re.findall(r"\d+", folded.text)
        return sorted(digits), sorted(number.value for number in found.values())

    wrong = []
    for match in index.search(query + " "):
        hit = " ".join(text[start:end] for start, end in match.parts)
        ours, theirs = numbers(query), numbers(hit)
        if ours[0] != theirs[0] and ours[1] != theirs[1]:
            wrong.append(hit)
    return wrong


def report(part: str, searches: dict[str, Search], lines: list[str], *, misses: bool) -> None:
    judged = queries(part)
    table: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for one in judged:
        for name, search in searches.items():
            got = score(search, one, lines)
            for kind in (one.kind, *(("all",) if one.answer else ())):
                table[kind][name].append(got)
            if misses and name.startswith("soi") and got[1] < 1:
                print(f"    {name:<12} {one.kind:<10} {one.query} -> {one.answer}  {got[0]:.2f} {got[1]:.2f}")
    print(f"  {part}: {len(judged)} queries; MRR@10 / recall@10")
    print("  " + " " * 18 + "".join(f"{name:>18}" for name in searches))
    for kind in sorted(table, key=lambda kind: kind == "all"):
        cells = ""
        for name in searches:
            ranks, recalls = zip(*table[kind][name], strict=True)
            cells += f"{f'{sum(ranks) / len(ranks):.3f} / {sum(recalls) / len(recalls):.3f}':>18}"
        print(f"  {kind:<12}{len(table[kind]['fzf']) if 'fzf' in searches else '':>6}{cells}")


def main() -> None:
    held = articles()
    lines = lines_of(held)
    text = "\n".join(lines)
    print(f"search: what is found, on {len(lines)} lines")
    with corpus_search(held, lines) as over_corpus:
        searches: dict[str, Search] = {"soi search": over_corpus, "soi /": article_search(lines)}
        beside = fzf(lines)
        if beside is None:
            print("  fzf is not installed (apt-get install fzf): left out")
        else:
            searches["fzf"] = beside
        searches["fts5"] = fts5(lines)
        for part in ("blind", "dev"):
            report(part, searches, lines, misses="--misses" in sys.argv and part == "dev")
    index = ArticleIndex(text)
    asked = [
        one for part in ("blind", "dev") for one in queries(part) if one.kind != "vni"
    ]  # its digits are keys
    wrong = [(one.query, hit) for one in asked for hit in other_digits(index, text, one.query)]
    print(f"  hits whose digits are not the query's: {len(wrong)} {wrong[:5] if wrong else ''}")


if __name__ == "__main__":
    main()
