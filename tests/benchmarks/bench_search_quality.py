"""Measures what searches find: MRR@10 and recall@10 against fzf and SQLite FTS5, on the same lines and queries.

python -m tests.benchmarks.bench_search_quality [blind] [dev] [drawn] [--misses]; --misses lists what soi does not
find. ``drawn`` are random phrases with random typos. FTS5 runs twice: with every word required, as it reads a query,
and with any word, which finds more, but also lines without the number that a query names.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.model import Article
from annotations.search import ArticleIndex, parse
from annotations.search.numerals import typed_numerals
from annotations.search.passages import best_first
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index
from annotations.text import fold
from tests.benchmarks.judged import Judged, articles, lines_of, queries, random_queries
from tests.benchmarks.rivals import Search, fts5, fzf

TOP = 10
# Kinds with typos, without tone marks, or both. The keys of an input method that is off are kinds of their own.
TYPED = frozenset({"no marks", "one typo", "no marks, one typo", "two typos", "mixed, typo"})
FORGIVING = "typos or no marks"
RIVALS = ("fzf", "fts5")
RANDOM_SEED, RANDOM_COUNT = 1, 150


@contextmanager
def corpus_search(corpus: list[Article], lines: list[str]) -> Iterator[Search]:
    texts = {article.id: article.text for article in corpus}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "soi.db", create=True) as store:
        for article in corpus:
            import_article(store, article, [], "bench")
        for _ in build_index(store):
            pass
        search = CorpusSearch(store)

        def ranked(query: str) -> list[int]:
            answers = best_first(search.search(parse(query + " ")))
            hits = [
                (passage.score, texts[answer.article], passage.spans)
                for answer in answers
                for passage in answer.passages
            ]
            hits += [
                (answer.score, answer.title or "", answer.title_spans)
                for answer in answers
                if answer.title_spans
            ]
            hits.sort(
                key=lambda hit: -hit[0]
            )  # stable: among equal hits, those of the better article come first
            return line_indices(lines, [(text, start) for _, text, spans in hits for start, _ in spans])

        yield ranked


def line_indices(lines: list[str], positions: list[tuple[str, int]]) -> list[int]:
    """The indices in ``lines`` of the lines at positions (a text and an offset), each once, in order."""
    indices = {line: index for index, line in enumerate(lines)}
    hit_lines = (
        text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0].rstrip("\r") for text, start in positions
    )
    return list(dict.fromkeys(indices[line] for line in hit_lines if line in indices))


def article_search(lines: list[str]) -> Search:
    text = "\n".join(lines)
    index = ArticleIndex(text)

    def ranked(query: str) -> list[int]:
        matches = sorted(index.search(query + " "), key=lambda match: -match.score)
        return line_indices(lines, [(text, start) for match in matches for start, _ in match.parts])

    return ranked


def score(search: Search, judged: Judged, lines: list[str]) -> tuple[float, float]:
    """The reciprocal rank of the first answer among the first ten lines, and the share of the answers among them."""
    answers = judged.answers(lines)
    top_lines = search(judged.query)[:TOP]
    if not answers:
        return (0.0, 0.0) if top_lines else (1.0, 1.0)
    ranks = [rank for rank, line in enumerate(top_lines, 1) if line in answers]
    return (1 / ranks[0] if ranks else 0.0), len(ranks) / min(TOP, len(answers))


def other_digits(index: ArticleIndex, text: str, query: str) -> list[str]:
    """The matches in a text that have the numbers of the query neither by value nor digit by digit."""

    def numbers(words: str) -> tuple[list[str], list[str]]:
        folded = fold(words)
        numerals = {number.start: number for number in typed_numerals(words, folded)}
        digits = re.findall(r"\d+", folded.text)
        return sorted(digits), sorted(number.value for number in numerals.values())

    wrong = []
    for match in index.search(query + " "):
        hit = " ".join(text[start:end] for start, end in match.parts)
        (digits, values), (hit_digits, hit_values) = numbers(query), numbers(hit)
        if digits != hit_digits and values != hit_values:
            wrong.append(hit)
    return wrong


def report(
    part: str, judged: list[Judged], searches: dict[str, Search], lines: list[str], *, misses: bool
) -> None:
    table: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for query in judged:
        rows = [query.kind, *([FORGIVING] if query.kind in TYPED else []), *(["all"] if query.answer else [])]
        for name, search in searches.items():
            rank, recall = score(search, query, lines)
            for row in rows:
                table[row][name].append((rank, recall))
            if misses and name.startswith("soi") and recall < 1:
                print(
                    f"    {name:<12} {query.kind:<20} {query.query} -> {query.answer}  {rank:.2f} {recall:.2f}"
                )
    print(f"  {part}: {len(judged)} queries; MRR@10 / recall@10")
    print("  " + " " * 26 + "".join(f"{name:>16}" for name in searches))
    for row in sorted(table, key=lambda row: (row == FORGIVING, row == "all")):
        means = {name: mean(scores) for name, scores in table[row].items()}
        cells = "".join(f"{f'{rank:.3f} / {recall:.3f}':>16}" for rank, recall in means.values())
        print(f"  {row:<20}{len(table[row]['fts5']):>6}{cells}")
        if row in {FORGIVING, "all"}:
            best_rival = max(means[name][1] for name in RIVALS if name in means)
            over = ", ".join(
                f"{name} {means[name][1] - best_rival:+.3f}" for name in means if name not in RIVALS
            )
            print(f"  {'':<26}  recall over the better of {' and '.join(RIVALS)}: {over}")


def mean(scores: list[tuple[float, float]]) -> tuple[float, float]:
    ranks, recalls = zip(*scores, strict=True)
    return sum(ranks) / len(ranks), sum(recalls) / len(recalls)


def main() -> None:
    part_names = [word for word in sys.argv[1:] if not word.startswith("-")] or ["blind", "dev", "drawn"]
    corpus = articles()
    lines = lines_of(corpus)
    print(f"search: what is found, on {len(lines)} lines")
    parts = {
        part: random_queries(lines, RANDOM_SEED, RANDOM_COUNT) if part == "drawn" else queries(part)
        for part in part_names
    }
    with corpus_search(corpus, lines) as over_corpus:
        searches: dict[str, Search] = {"soi search": over_corpus, "soi /": article_search(lines)}
        if (fzf_search := fzf(lines)) is None:
            print("  fzf is not installed (apt-get install fzf): left out")
        else:
            searches["fzf"] = fzf_search
        searches |= {"fts5": fts5(lines), "fts5, any word": fts5(lines, operator="OR")}
        for part, judged in parts.items():
            report(part, judged, searches, lines, misses="--misses" in sys.argv)
    text = "\n".join(lines)
    index = ArticleIndex(text)
    # Without the kind vni, whose digits are keys.
    typed = [query.query for judged in parts.values() for query in judged if query.kind != "vni"]
    wrong = [(query, hit) for query in typed for hit in other_digits(index, text, query)]
    print(f"  hits whose digits are not the query's: {len(wrong)} {wrong[:5] if wrong else ''}")


if __name__ == "__main__":
    main()
