"""The library as docs/library.md describes it: every name, and every block run."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import annotations as library
from tests.conftest import ROOT
from tui.cli.main import main

LIBRARY = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", LIBRARY, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", library.__all__)
def test_names_are_described(name: str) -> None:
    assert getattr(library, name) is not None
    assert name in vars(library), "cached after the first use"
    described = re.findall(r"^\| (`.*?) \|", LIBRARY, re.MULTILINE)
    assert f"`{name}`" in ", ".join(described).split(", ")


def test_every_name_is_listed_and_no_other_resolves() -> None:
    assert set(library.__all__) <= set(dir(library))
    with pytest.raises(AttributeError):
        _ = library.no_such_name


def test_every_described_name_is_in_the_library() -> None:
    imported = re.findall(r"^from annotations import (.*)$", "\n".join(BLOCKS), re.MULTILINE)
    assert {name for names in imported for name in names.split(", ")} <= set(library.__all__)


def test_every_block_runs(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(seeds, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    namespace: dict[str, Any] = {}
    for block in BLOCKS:
        if "import pandas" in block and importlib.util.find_spec("pandas") is None:
            continue
        exec(compile(block, "docs/library.md", "exec"), namespace)
    assert (tmp_path / "reviewed.csv").stat().st_size
    assert (tmp_path / "reviewed.jsonl").stat().st_size


def imported_by_library(store_path: Path, corpus: Path) -> list[library.ImportProgress]:
    with library.open_store(store_path, create=True) as store:
        return list(library.import_corpus(store, corpus))


def versions(store_path: Path) -> int:
    with library.open_store(store_path) as store:
        return int(store.connection.execute("SELECT count(*) FROM versions").fetchone()[0])


def import_with_command(store_path: Path, corpus: Path) -> str:
    result = CliRunner().invoke(main, ["import", str(corpus), "--store", str(store_path)])
    assert result.exit_code == 0
    return result.stdout


def test_the_command_extracts_nothing_after_the_library(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported_by_library(tmp_path / "soi.db", seeds)
    monkeypatch.setattr(library.Extractor, "extract", None)
    assert import_with_command(tmp_path / "soi.db", seeds) == "Articles: 0 new, 0 edited, 5 unchanged.\n"
    assert versions(tmp_path / "soi.db") == 5


def test_the_library_extracts_nothing_after_the_command(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_with_command(tmp_path / "soi.db", seeds)
    monkeypatch.setattr(library.Extractor, "extract", None)
    (progress,) = imported_by_library(tmp_path / "soi.db", seeds)
    assert (len(progress.articles), progress.changed, progress.is_done) == (5, set(), True)
    assert versions(tmp_path / "soi.db") == 5


def test_a_corpus_is_the_same_by_a_relative_path(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(seeds.parent)
    imported_by_library(tmp_path / "soi.db", Path(seeds.name))
    (progress,) = imported_by_library(tmp_path / "soi.db", seeds)
    assert progress.changed == set()
    with library.open_store(tmp_path / "soi.db") as store:
        sources = {row[0] for row in store.connection.execute("SELECT source FROM articles")}
    assert all(Path(source).is_absolute() for source in sources)


def test_several_corpora_are_imported_once_each(seeds: Path, tmp_path: Path) -> None:
    with library.open_store(tmp_path / "soi.db", create=True) as store:
        parts = list(library.import_corpus(store, [seeds / "quang-ninh.txt", seeds]))
    articles = [article for part in parts for article in part.articles]
    assert len(articles) == len(set(articles)) == 5
