"""What searches find: MRR@10 and recall@10 beside fzf and SQLite FTS5, on the same lines with the same queries.

python -m tests.benchmarks.bench_search_quality [blind] [dev] [drawn] [--misses]; --misses lists what soi does not
find. ``drawn`` are phrases and typos by lot. Beside FTS5 as it reads a query, where every word must be there, stands
one where any word will do: it finds more, and for a number that is not there anything.
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
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index
from annotations.text import fold
from tests.benchmarks.judged import Judged, articles, drawn, lines_of, queries
from tests.benchmarks.rivals import Search, fts5, fzf

TOP = 10
# Typos or no tone marks, or both; what is typed for an input method that is off has its own rows.
TYPED = frozenset({"no marks", "one typo", "no marks, one typo", "two typos", "mixed, typo"})
FORGIVING = "typos or no marks"
RIVALS = ("fzf", "fts5")
DRAWN_SEED, DRAWN_COUNT = 1, 150


@contextmanager
def corpus_search(held: list[Article], lines: list[str]) -> Iterator[Search]:
    at = {line: index for index, line in enumerate(lines)}
    texts = {article.id: article.text for article in held}
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "soi.db", create=True) as store:
        for article in held:
            import_article(store, article, [], "bench")
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
        found = {number.start: number for number in typed_numerals(said, folded)}
        digits = re.findall(r"\d+", folded.text)
        return sorted(digits), sorted(number.value for number in found.values())

    wrong = []
    for match in index.search(query + " "):
        hit = " ".join(text[start:end] for start, end in match.parts)
        ours, theirs = numbers(query), numbers(hit)
        if ours[0] != theirs[0] and ours[1] != theirs[1]:
            wrong.append(hit)
    return wrong


def report(
    part: str, judged: list[Judged], searches: dict[str, Search], lines: list[str], *, misses: bool
) -> None:
    table: dict[str, dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for one in judged:
        rows = [one.kind, *([FORGIVING] if one.kind in TYPED else []), *(["all"] if one.answer else [])]
        for name, search in searches.items():
            got = score(search, one, lines)
            for row in rows:
                table[row][name].append(got)
            if misses and name.startswith("soi") and got[1] < 1:
                print(f"    {name:<12} {one.kind:<20} {one.query} -> {one.answer}  {got[0]:.2f} {got[1]:.2f}")
    print(f"  {part}: {len(judged)} queries; MRR@10 / recall@10")
    print("  " + " " * 26 + "".join(f"{name:>16}" for name in searches))
    for row in sorted(table, key=lambda row: (row == FORGIVING, row == "all")):
        means = {name: mean(scores) for name, scores in table[row].items()}
        cells = "".join(f"{f'{rank:.3f} / {recall:.3f}':>16}" for rank, recall in means.values())
        print(f"  {row:<20}{len(table[row]['fts5']):>6}{cells}")
        if row in {FORGIVING, "all"}:
            best = max(means[name][1] for name in RIVALS if name in means)
            over = ", ".join(f"{name} {means[name][1] - best:+.3f}" for name in means if name not in RIVALS)
            print(f"  {'':<26}  recall over the better of {' and '.join(RIVALS)}: {over}")


def mean(scores: list[tuple[float, float]]) -> tuple[float, float]:
    ranks, recalls = zip(*scores, strict=True)
    return sum(ranks) / len(ranks), sum(recalls) / len(recalls)


def main() -> None:
    asked = [word for word in sys.argv[1:] if not word.startswith("-")] or ["blind", "dev", "drawn"]
    held = articles()
    lines = lines_of(held)
    print(f"search: what is found, on {len(lines)} lines")
    parts = {
        part: drawn(lines, DRAWN_SEED, DRAWN_COUNT) if part == "drawn" else queries(part) for part in asked
    }
    with corpus_search(held, lines) as over_corpus:
        searches: dict[str, Search] = {"soi search": over_corpus, "soi /": article_search(lines)}
        if (beside := fzf(lines)) is None:
            print("  fzf is not installed (apt-get install fzf): left out")
        else:
            searches["fzf"] = beside
        searches |= {"fts5": fts5(lines), "fts5, any word": fts5(lines, operator="OR")}
        for part, judged in parts.items():
            report(part, judged, searches, lines, misses="--misses" in sys.argv)
    text = "\n".join(lines)
    index = ArticleIndex(text)
    # The digits of VNI are keys.
    typed = [one.query for judged in parts.values() for one in judged if one.kind != "vni"]
    wrong = [(query, hit) for query in typed for hit in other_digits(index, text, query)]
    print(f"  hits whose digits are not the query's: {len(wrong)} {wrong[:5] if wrong else ''}")


if __name__ == "__main__":
    main()
