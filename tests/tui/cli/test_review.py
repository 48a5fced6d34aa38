"""soi review: what it refuses before the app opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.commands import assert_one_sentence, soi


def test_review_refuses_what_is_no_terminal(seeds: Path) -> None:
    assert_one_sentence(soi(str(seeds)), 2, "terminal", "soi claims")


def test_review_refuses_a_file_that_is_no_store(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    (tmp_path / "soi.db").write_bytes(b"no database at all " * 500)
    assert_one_sentence(soi(str(seeds), "--store", str(tmp_path / "soi.db")), 1, "not a soi store")
    assert (tmp_path / "soi.db").read_bytes() == b"no database at all " * 500
    assert_one_sentence(soi(str(seeds), "--store", "/proc/soi.db"), 1, "/proc/soi.db")
    assert_one_sentence(soi(str(seeds), "--store", str(tmp_path)), 2, "is a folder")


@pytest.mark.parametrize("name", ["", "  ", "a\x1bb"])
def test_an_annotator_needs_a_name(seeds: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.review._is_terminal", lambda: True)
    assert_one_sentence(soi(str(seeds), "--annotator", name), 2, "--annotator")
