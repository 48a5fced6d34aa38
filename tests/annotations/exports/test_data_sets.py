"""Data sets: the package with its descriptions, the layout of the Hugging Face hub, and splits by article."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotations.errors import UsageError
from annotations.exports.contents import ExportOptions
from annotations.exports.metadata.dataset import license_address
from annotations.exports.rows import COLUMNS
from annotations.exports.splits import parse_splits, split_of
from annotations.extras import load_extra
from annotations.model import Article, Kind, Mention, Verdict
from annotations.store import Store
from annotations.store.articles.article_import import import_article
from annotations.store.export import export, export_rows
from annotations.store.queries.claims import read_mentions
from tests.annotations.exports.newsroom import TEXT, newsroom

pq = load_extra("pyarrow.parquet", "parquet")
OPTIONS = ExportOptions(license="CC-BY-4.0", publisher="Báo Mẫu", publisher_url="https://example.org/")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with newsroom(tmp_path / "soi.db") as opened:
        yield opened


def described(path: Path) -> dict[str, Any]:
    description: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return description


def test_a_package_has_the_rows_in_three_formats(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    export(store, "package", folder)
    rows = [dict(row) for row in export_rows(store)]
    lines = (folder / "data/reviews.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == rows
    validator = Draft202012Validator(described(folder / "reviews.schema.json"))
    assert all(validator.is_valid(row) for row in rows)
    assert pq.read_table(folder / "data/reviews.parquet").num_rows == len(rows)
    with (folder / "data/reviews.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["claim"] for row in csv.DictReader(stream)] == [row["claim"] for row in rows]
    with (folder / "data/articles.csv").open(encoding="utf-8", newline="") as stream:
        (article,) = csv.DictReader(stream)
    assert article["text"] == TEXT
    assert hashlib.sha256(TEXT.encode()).hexdigest() == article["text_sha256"] == rows[0]["text_sha256"]


def test_the_descriptions_name_files_columns_and_licence(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    export(store, "package", folder, options=OPTIONS)
    package = described(folder / "datapackage.json")
    reviews = package["resources"][1]
    assert [field["name"] for field in reviews["schema"]["fields"]] == list(COLUMNS)
    content = (folder / reviews["path"]).read_bytes()
    assert (reviews["bytes"], reviews["hash"][7:]) == (len(content), hashlib.sha256(content).hexdigest())
    assert [contributor["title"] for contributor in package["contributors"]] == ["lan", "minh"]
    croissant = described(folder / "croissant.json")
    assert croissant["creator"] == [{"@type": "sc:Organization", "name": "Báo Mẫu"}]
    for file in croissant["distribution"]:
        assert hashlib.sha256((folder / file["contentUrl"]).read_bytes()).hexdigest() == file["sha256"]
    crate = described(folder / "ro-crate-metadata.json")
    root = next(entity for entity in crate["@graph"] if entity["@id"] == "./")
    assert {part["@id"] for part in root["hasPart"]} == {
        file["contentUrl"] for file in croissant["distribution"]
    }
    address = "https://creativecommons.org/licenses/by/4.0/"
    assert package["licenses"][0]["path"] == croissant["license"] == root["license"]["@id"] == address


def test_a_package_invents_no_licence(store: Store, tmp_path: Path) -> None:
    export(store, "package", tmp_path / "package")
    for name in ("datapackage.json", "croissant.json", "ro-crate-metadata.json", "README.md"):
        assert "icen" not in (tmp_path / "package" / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("cc-by-nc-sa-4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("MIT", "https://spdx.org/licenses/MIT.html"),
        ("https://example.org/terms", "https://example.org/terms"),
    ],
    ids=["creative_commons", "zero", "spdx", "address"],
)
def test_the_address_of_a_licence(name: str, address: str) -> None:
    assert license_address(name) == address


def test_huggingface_splits_by_article(tmp_path: Path) -> None:
    splits = (("train", 60), ("dev", 40))
    with Store.open(tmp_path / "soi.db", create=True) as store:
        for number in range(20):
            name = f"{number}.txt"
            mentions = [
                Mention(3, 6, "100", kind=Kind.COUNT, value="100"),
                Mention(10, 12, "20", kind=Kind.COUNT, value="20"),
            ]
            import_article(store, Article(name, name, f"Có 100 và 20 xã {number}."), mentions, "1")
            for claim in read_mentions(store, name):
                store.set_verdict(claim.id, "lan", Verdict.VERIFIED)
        export(store, "huggingface", tmp_path / "data", options=OPTIONS._replace(split=splits, seed=7))
    files = {path.name.partition("-")[0]: pq.read_table(path) for path in (tmp_path / "data/data").iterdir()}
    assert set(files) == {"train", "dev"}
    articles = {name: set(table["article"].to_pylist()) for name, table in files.items()}
    assert not articles["train"] & articles["dev"]
    assert len(articles["train"] | articles["dev"]) == 20
    for name, ids in articles.items():
        assert all(split_of(article, splits, 7) == name for article in ids)
    card = (tmp_path / "data/README.md").read_text("utf-8")
    assert "license: cc-by-4.0\n" in card
    assert "  - split: dev\n    path: data/dev-*.parquet\n" in card


def test_huggingface_of_no_reviews_has_one_part(store: Store, tmp_path: Path) -> None:
    export(store, "huggingface", tmp_path / "none", query="article:nowhere")
    assert [path.name for path in (tmp_path / "none/data").iterdir()] == ["train-00000-of-00001.parquet"]


@given(st.integers(), st.lists(st.integers(1, 40), min_size=2, max_size=2))
def test_parts_have_about_their_share(seed: int, shares: list[int]) -> None:
    splits = (("dev", shares[0]), ("test", shares[1]), ("train", 100 - sum(shares)))
    counts = Counter(split_of(f"{number}.txt", splits, seed) for number in range(1000))
    for name, share in splits:
        assert abs(counts[name] / 10 - share) < 9


def test_splits_are_parsed_or_refused() -> None:
    assert parse_splits("train=80, dev=10,test=10%") == (("train", 80), ("dev", 10), ("test", 10))
    for text in ("", "train", "train=80", "train=50,train=50", "../x=100", "train=101,dev=-1", "a=100,"):
        with pytest.raises(UsageError, match="come to 100"):
            parse_splits(text)
