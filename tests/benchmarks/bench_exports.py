"""Measures exports: rows a second and memory of csv, jsonl and parquet, and parquet beside pyarrow itself.

python -m tests.benchmarks.bench_exports [--reviews N] [--store FILE]; without --reviews it makes 1,000,000. It creates the
store FILE if there is none and keeps it for the next run. pyarrow writes the same columns from memory: once from an Arrow
table, once from lists of Python values.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotations.claims import extract_claims
from annotations.model import Article, Confidence, Correction, Evidence, Mention, Review, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.decisions.claim_decisions import decide
from annotations.store.export import export, parse_export_query, prepare_export
from tests.benchmarks.generated import Newsroom

DISTINCT_ARTICLES = 300
ARTICLES_A_STEP = 100
ROWS_A_SECOND, MEGABYTES = 50_000, 200
VERDICTS = list(Verdict)
EVIDENCE = Evidence("https://example.vn/nien-giam", "tăng 62,8%", "2026-11-24")


def fill(path: Path, reviews: int) -> None:
    """Fill a store with articles of 4,000 characters; lan reviewed every claim, minh every second one."""
    articles = list(Newsroom().articles(DISTINCT_ARTICLES))
    extracted = [(article, extract_claims(article.text)) for article in articles]
    count = number = 0
    with Store.open(path, create=True) as store:
        while count < reviews:
            claims = []
            for _ in range(ARTICLES_A_STEP):
                claims += _import_copy(store, *extracted[number % DISTINCT_ARTICLES], number)
                number += 1
            count += _review(store, claims[: reviews - count], "lan")
            count += _review(store, claims[::2][: max(0, reviews - count)], "minh")


def _import_copy(store: Store, article: Article, mentions: list[Mention], number: int) -> list[str]:
    """Import a generated article with its number behind it; returns the ids of its claims."""
    name = f"2026/{number // 1000:03}/{number:06}.txt"
    copy = Article(
        name, f"/tin/{name}", f"{article.text}\n{number}", article.title, "Báo Mẫu", "An Bình", "2026-11-29"
    )
    import_article(store, copy, mentions, "bench")
    query = "SELECT id FROM claims WHERE article_id = ? AND role = 'claim' ORDER BY start_offset"
    return [row[0] for row in store.connection.execute(query, (name,))]


def _review(store: Store, claims: list[str], annotator: str) -> int:
    """A verdict on each claim; of every ten one has a note and tags, one evidence and one a correction."""
    for offset, verdict in enumerate(VERDICTS):
        store.set_verdicts(claims[offset :: len(VERDICTS)], annotator, verdict)
    for offset, change in enumerate((_annotated, _supported, _corrected)):
        decide(store, claims[offset::10], annotator, change)
    return len(claims)


def _annotated(review: Review) -> Review:
    return review._replace(note="khớp\nniên giám", tags=("y tế",))


def _supported(review: Review) -> Review:
    return review._replace(evidence=(EVIDENCE,), confidence=Confidence.HIGH)


def _corrected(review: Review) -> Review:
    return review._replace(correction=Correction(value="628"))


def measure(store_path: Path, format_name: str, target: Path) -> None:
    """Export once, and print the rows a second and the most memory that this process has used."""
    with Store.open(store_path) as store:
        rows = count_reviews(store)
        start, cpu_start = time.perf_counter(), time.process_time()
        export(store, format_name, target, overwrite=True)
        seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu_start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"  {format_name:<10} {rows / seconds:>9,.0f} rows/s, by the processor's time {rows / cpu_seconds:>9,.0f}, "
        f"{megabytes:,.0f} MB (aim: {ROWS_A_SECOND:,} rows/s, {MEGABYTES} MB)"
    )


def count_reviews(store: Store) -> int:
    query = "SELECT count(*) FROM reviews WHERE verdict IS NOT NULL"
    return int(store.connection.execute(query).fetchone()[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--format", dest="format_name")
    parser.add_argument("--target", type=Path)
    arguments = parser.parse_args()
    if arguments.format_name:
        measure(arguments.store, arguments.format_name, arguments.target)
        return
    with tempfile.TemporaryDirectory() as folder:
        store_path = arguments.store or Path(folder, "reviews.db")
        if not store_path.exists():
            fill(store_path, arguments.reviews)
        with Store.open(store_path) as store:
            print(f"exports of {count_reviews(store):,} reviews")
            prepare_export(store, parse_export_query(""))
        for format_name in ("csv", "jsonl"):
            target = Path(folder, f"out.{format_name}")
            # A process of its own for each, because the most memory of a process never falls.
            command = [sys.executable, "-m", "tests.benchmarks.bench_exports", "--store", str(store_path)]
            command += ["--format", format_name, "--target", str(target)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
