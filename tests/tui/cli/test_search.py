from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.claims import extract_claims
from annotations.model import Article
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.queries.claims import read_mentions
from tui.cli.main import main

TEXT = "Dịch vụ công đạt 62,8%.\nHộ nghèo còn \x1b[31m3%."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "soi.db"
    with Store.open(path, create=True) as store:
        article = Article("a.txt", "a.txt", TEXT, title="Công\x1b[2J việc", outlet="Báo")
        import_article(store, article, extract_claims(TEXT), "1")
    return path


def soi(store: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["search", "--store", str(store), "--annotator", "lan", *words])


def test_prints_articles_with_their_passages(store: Path) -> None:
    result = soi(store, "dich", "vu", "cong")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["a.txt · Công␛[2J việc · Báo", "        0  Dịch vụ công đạt 62,8%."]
    assert "\x1b" not in soi(store, "ho ngheo").stdout


def test_prints_jsonl(store: Path) -> None:
    result = soi(store, "62,8%", "--format", "jsonl")
    (record,) = map(json.loads, result.stdout.splitlines())
    assert (record["article"], record["start"], record["end"], record["score"]) == ("a.txt", 17, 22, 100)
    assert TEXT[record["start"] : record["end"]] == "62,8%"


def records(store: Path, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in soi(store, *words, "--format", "jsonl").stdout.splitlines()]


def test_a_record_is_a_passage_and_says_where_it_stands(store: Path) -> None:
    title = {"article": "a.txt", "title": "Công\x1b[2J việc", "outlet": "Báo"}
    first = "Dịch vụ công đạt 62,8%."
    assert records(store, "dich vu cong 62,8%") == [
        {**title, "score": 93.8, "start": 0, "end": 22, "spans": [[0, 12], [17, 22]]}
        | {"passage": first, "passage_start": 0}
    ]
    (record,) = records(store, "ho ngheo")
    start, passage = record["passage_start"], record["passage"]
    assert isinstance(start, int)
    assert isinstance(passage, str)
    assert (start, passage) == (24, "Hộ nghèo còn \x1b[31m3%.")
    assert TEXT[start : start + len(passage)] == passage


def test_a_record_names_the_claim_where_filters_ask_for_claims(store: Path) -> None:
    with Store.open(store) as opened:
        (claim,) = (claim.id for claim in read_mentions(opened, "a.txt") if claim.mention.text == "62,8%")
    passages = records(store, "value:62,8")
    assert [(record["claim"], record["start"], record["end"]) for record in passages] == [(claim, 17, 22)]
    (passage,) = records(store, "dich vu cong value:62,8")
    assert (passage["claim"], passage["start"], passage["end"]) == (claim, 0, 12)
    assert "claim" not in records(store, "dich vu cong")[0]


def test_a_record_without_a_passage_is_the_article(store: Path) -> None:
    title = {"article": "a.txt", "title": "Công\x1b[2J việc", "outlet": "Báo", "score": 100}
    assert records(store, "outlet:báo") == [title]
    assert records(store, "việc") == [title | {"title_spans": [[9, 13]]}]


def test_a_minus_in_front_of_a_filter_is_no_option(store: Path) -> None:
    assert "a.txt" in soi(store, "dich vu cong", "-kind:money").stdout


def test_says_that_nothing_answers(store: Path) -> None:
    result = soi(store, "khong co")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing answers khong co.\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [(["kind:xyz"], "There is no kind:xyz"), (["knd:money"], "did you mean kind:"), ([], "Missing argument")],
)
def test_usage_error_place(store: Path, words: list[str], message: str) -> None:
    result = soi(store, *words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not words or "^^^" in result.stderr


@pytest.mark.parametrize("words", ["khong co " * 1_200, "kind:" + "x" * 10_000, "y" * 10_000 + ":x"])
def test_long_query_is_shortened(store: Path, words: str) -> None:
    result = soi(store, words)
    assert result.stdout == ""
    assert "…" in result.stderr
    assert max(map(len, result.stderr.splitlines())) < 500


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    result = soi(tmp_path / "no.db", "x")
    assert result.exit_code == 2
    assert "There is no store" in result.stderr
