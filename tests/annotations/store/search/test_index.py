from __future__ import annotations

import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from annotations.model import Article
from annotations.search import parse
from annotations.search.terms import PART, parts, terms
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.identifiers import text_sha256
from annotations.store.maintenance import doctor
from annotations.store.migrations.registry import MIGRATIONS
from annotations.store.queries.claims import read_mentions
from annotations.store.search.corpus_search import CorpusSearch
from annotations.store.search.index import build_index, forget_index, is_complete
from tests.annotations.store.fixtures import article, mentions

LONG = "Một dòng chữ dài về chuyển đổi số.\n" * 2_000


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "soi.db", create=True)


def build(store: Store) -> None:
    for _ in build_index(store):
        pass


def search(store: Store, query: str) -> list[str]:
    return [article.article for article in CorpusSearch(store).search(parse(query))]


def index_rows(store: Store) -> list[tuple[object, ...]]:
    """The rows of the index by article, so that two indexes can be compared."""
    with store.read_access() as connection:
        parts = connection.execute(
            "SELECT d.article_id, p.start_offset, p.end_offset FROM search_parts p "
            "JOIN search_documents d ON d.id = p.document_id ORDER BY 1, 2"
        ).fetchall()
        words = connection.execute("SELECT word, parts FROM search_words").fetchall()
        size = connection.execute("SELECT count(*) FROM search_index").fetchone()
        return [*map(tuple, parts), *map(tuple, words), tuple(size)]


def test_parts_cover_a_text_and_break_at_lines() -> None:
    cuts = list(parts(LONG))
    assert cuts[0][0] == 0
    assert cuts[-1][1] == len(LONG)
    assert all(left[1] == right[0] for left, right in itertools.pairwise(cuts))
    assert all(LONG[end - 1] == "\n" and end - start <= PART for start, end in cuts)
    assert list(parts("x" * (PART + 1))) == [(0, PART), (PART, PART + 1)]
    assert list(parts("")) == []


def test_terms_are_folded_words_and_the_values_of_numbers() -> None:
    indexed = terms("Có 1.000 hộ, một nghìn người, đạt 62,8% với 15tr và 26 điểm")
    assert {"co", "1", "000", "ho", "mot", "nghin", "62", "8", "15", "tr", "26"} <= indexed.terms
    assert {term for term in indexed.terms if term[0] == "="} == {"=1000", "=62.8", "=15000000"}
    assert {"nghin", "nguoi"} <= indexed.words
    assert "15" not in indexed.words


def test_neighbouring_words_are_terms() -> None:
    terms_of_text = terms("Dịch vụ công, 62,8% ngày 26/07/2021").terms
    pairs = {term for term in terms_of_text if "_" in term}
    assert pairs == {"dich_vu", "vu_cong", "62_8", "26_07", "07_2021"}


def test_articles_are_indexed_once_and_new_ones_later(store: Store) -> None:
    assert is_complete(store)
    import_article(store, article("a.txt"), mentions(), "1")
    import_article(store, article("b.txt", LONG), [], "1")
    assert not is_complete(store)
    progress = list(build_index(store))
    assert (progress[-1].indexed, progress[-1].total) == (2, 2)
    assert is_complete(store)
    assert list(build_index(store)) == []
    rows = index_rows(store)
    import_article(store, article("c.txt", "Thêm một bài"), [], "1")
    build(store)
    assert index_rows(store) != rows
    assert search(store, "them mot bai") == ["c.txt"]


def test_edited_article_is_found_by_new_text_only(store: Store) -> None:
    import_article(store, Article("a.txt", "a.txt", "Quảng Ngãi", title="Cũ kỹ"), [], "1")
    build(store)
    import_article(store, Article("a.txt", "a.txt", "Thái Bình", title="Mới mẻ"), [], "1")
    assert not is_complete(store)
    build(store)
    assert search(store, "quang ngai") == search(store, "cu ky") == []
    assert search(store, "thai binh") == search(store, "moi me") == ["a.txt"]


def test_empty_texts_and_texts_with_nul_are_indexed(store: Store) -> None:
    import_article(store, Article("a.txt", "a.txt", "", title="Không có gì"), [], "1")
    import_article(store, Article("b.txt", "b.txt", "trước\0sau\n" * PART), [], "1")
    build(store)
    assert is_complete(store)
    assert search(store, "khong co gi") == ["a.txt"]
    assert search(store, "truoc sau") == ["b.txt"]


def test_a_cancelled_build_resumes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.search.index.BATCH", 20_000)
    import_article(store, article("a.txt", LONG), [], "1")
    import_article(store, article("b.txt", LONG + "x"), [], "1")
    for _ in build_index(store):
        break
    assert not is_complete(store)
    calls = iter([False] * 4 + [True] * 1000)
    for _ in build_index(store, cancelled=lambda: next(calls)):
        pass
    assert not is_complete(store)
    build(store)
    assert is_complete(store)
    resumed = index_rows(store)
    forget_index(store)
    assert not is_complete(store)
    build(store)
    assert index_rows(store) == resumed


def test_two_builds_at_once_index_nothing_twice(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotations.store.search.index.BATCH", 20_000)
    for number in range(4):
        import_article(store, article(f"{number}.txt", LONG + str(number)), [], "1")
    with Store.open(store.path) as second_store:
        for _ in zip(build_index(store), build_index(second_store), strict=False):
            pass
        build(store)
    concurrent = index_rows(store)
    forget_index(store)
    build(store)
    assert index_rows(store) == concurrent


def test_a_killed_build_resumes_and_gives_the_same_index(store: Store) -> None:
    for number in range(60):
        import_article(store, article(f"{number}.txt", LONG + str(number)), [], "1")
    code = (
        "import sys; from pathlib import Path; from annotations.store import Store\n"
        "from annotations.store.search import index\n"
        "index.BATCH = 50_000\n"
        "for p in index.build_index(Store.open(Path(sys.argv[1]))): print(p.indexed, flush=True)"
    )
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", code, str(store.path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        for _ in range(random.randrange(1, 8)):
            assert process.stdout.readline()
        os.kill(process.pid, signal.SIGKILL)
        process.stdout.close()
        process.wait()
    build(store)
    resumed = index_rows(store)
    forget_index(store)
    build(store)
    assert index_rows(store) == resumed


def test_decisions_do_not_wait_for_an_index_build(store: Store) -> None:
    import_article(store, article("a.txt"), mentions(), "1")
    for number in range(40):
        import_article(store, article(f"{number}.txt", LONG + str(number)), [], "1")
    code = (
        "import sys; from pathlib import Path; from annotations.store import Store\n"
        "from annotations.store.search.index import build_index\n"
        "for p in build_index(Store.open(Path(sys.argv[1]))): print(p.indexed, flush=True)"
    )
    claim = read_mentions(store, "a.txt")[0].id
    with subprocess.Popen([sys.executable, "-c", code, str(store.path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        seconds: list[float] = []
        while process.poll() is None and len(seconds) < 200:
            start = time.perf_counter()
            store.set_note(claim, "lan", str(len(seconds)))
            seconds.append(time.perf_counter() - start)
        assert seconds
        assert max(seconds) < 2  # usually tenths of a second
        process.stdout.read()


def test_a_rebuild_empties_the_index(store: Store) -> None:
    import_article(store, Article("a.txt", "a.txt", LONG), [], "1")
    build(store)
    rows = index_rows(store)
    doctor.rebuild(store)
    assert not is_complete(store)
    build(store)
    assert index_rows(store) == rows


def test_a_migration_empties_an_index_of_an_older_schema(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection:
        MIGRATIONS.apply(Database(connection), stop_before="m004_search_terms")
        text = "Dịch vụ công"
        rows: dict[str, dict[str, object]] = {
            "texts": {"sha256": text_sha256(text), "text": text},
            "articles": {"id": "a.txt", "source": "a.txt", "title": "Tin", "text_sha256": text_sha256(text),
                         "extractor": "1"},
            "search_documents": {"id": 1, "article_id": "a.txt", "text_sha256": text_sha256(text), "title": "Tin",
                                 "indexed": 12, "finished": 1},
            "search_parts": {"document_id": 1, "start_offset": 0, "end_offset": 12},
            "search_index": {"rowid": 1, "body": "dich vu cong"},
        }  # fmt: skip
        for table, row in rows.items():
            names, values = ", ".join(row), tuple(row.values())
            connection.execute(f"INSERT INTO {table} ({names}) VALUES (?{', ?' * (len(row) - 1)})", values)
        connection.commit()
    with Store.open(tmp_path / "old.db") as store:
        assert not is_complete(store)
        build(store)
        assert search(store, "dich vu cong") == ["a.txt"]
