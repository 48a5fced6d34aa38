"""The address of an article and its further columns: stored, filtered by, exported and merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotations.reports import Imported
from annotations.store import Store
from annotations.store.articles.corpus_import import extract_and_import, import_corpus
from annotations.store.export import export_rows
from annotations.store.maintenance.merge import merge
from annotations.store.maintenance.rebuild import rebuild_derived
from annotations.store.queries.articles import read_article
from annotations.store.validation.scan import scan
from tests.annotations.exports.newsroom import ARTICLE, newsroom

QUERIES = {
    "address": ("url:baomau.vn", True),
    "address-in-vietnamese": ("địa_chỉ:baomau", True),
    "other-address": ("-url:baomau", False),
    "has-column": ("meta:so", True),
    "has-no-column": ("meta:section", False),
    "column-with-blank": ('meta:"chuyên mục=y tế"', True),
    "any-of-two": ('meta:"chuyen muc=kinh te","chuyen muc=y te"', True),
    "negated": ('-meta:"chuyen muc=y te"', False),
    "in-vietnamese": ('thông_tin:"chuyên mục"', True),
    "part-of-name": ("meta:chuyen", False),
}


@pytest.mark.parametrize("name", QUERIES)
def test_filters_on_articles(name: str, tmp_path: Path) -> None:
    query, holds = QUERIES[name]
    with newsroom(tmp_path / "soi.db") as store:
        rows = export_rows(store, query=query)
        assert bool(rows) is holds
        assert all((row["url"], row["metadata"]) == (ARTICLE.url, ARTICLE.metadata) for row in rows)


def test_an_import_stores_them(tmp_path: Path) -> None:
    table = tmp_path / "bai.csv"
    table.write_text(
        "id,text,url,section\na1,Thu 5 tỷ đồng.,https://bao.example/1,Kinh tế\n", encoding="utf-8"
    )
    with Store.open(tmp_path / "soi.db", create=True) as store:
        for section in ("Kinh tế", "Xã hội"):  # a new article, and one that is stored
            table.write_text(table.read_text(encoding="utf-8").replace("Kinh tế", section), encoding="utf-8")
            list(import_corpus(store, table))
            article = read_article(store, "a1")
            assert (article.url, article.metadata) == ("https://bao.example/1", {"section": section})


def test_a_merged_and_rebuilt_store_has_them(tmp_path: Path) -> None:
    newsroom(tmp_path / "soi.db").close()
    with Store.open(tmp_path / "copy.db", create=True) as store:
        merge(store, tmp_path / "soi.db")
        assert read_article(store, ARTICLE.id) == ARTICLE
        with store.write_transaction() as connection:
            connection.execute("UPDATE articles SET url = NULL, metadata = '{}'")
            rebuild_derived(connection)
        assert read_article(store, ARTICLE.id) == ARTICLE


@pytest.mark.parametrize("metadata", ["{", '{"a": 1}', '{"a": ["b"]}'], ids=["broken", "number", "list"])
def test_flawed_metadata(metadata: str, tmp_path: Path) -> None:
    with newsroom(tmp_path / "soi.db") as store:
        store.connection.execute("UPDATE articles SET metadata = ?", (metadata,))
        assert [(row.table, row.column) for row in scan(store.connection).flawed_rows][:1] == [
            ("articles", "metadata")
        ]


def test_another_reader_of_the_same_file(tmp_path: Path) -> None:
    page = ARTICLE._replace(file_sha256="0" * 64, reader="html 1")
    later = page._replace(text=page.text.replace("101", "102"), reader="html 2")
    with Store.open(tmp_path / "soi.db", create=True) as store:
        extract_and_import(store, page)
        assert extract_and_import(store, later).imported is Imported.EDITED
        store.set_seen(page.id, "lan", is_seen=True)
        assert extract_and_import(store, page).imported is Imported.UNCHANGED
        assert read_article(store, page.id) == later
        edited = page._replace(file_sha256="1" * 64)
        assert extract_and_import(store, edited).imported is Imported.EDITED
