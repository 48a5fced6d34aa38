"""soi report: a page in the language of the program, with the newsroom's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annotations.corpus.formats.saved_pages import PAGES
from tests.annotations.exports.report.page_parser import expect_sound_page
from tests.tui.cli.commands import assert_one_sentence, soi
from tui.cli.report import FILE_NAME


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "newsroom").mkdir()
    monkeypatch.chdir(tmp_path / "newsroom")
    return tmp_path / "newsroom"


@pytest.mark.parametrize(
    ("language", "file_name", "heading", "number"),
    [
        ("vi", "bao-cao.html", "Báo cáo kiểm chứng số liệu", "0,0%"),
        ("en", FILE_NAME, "Report on checked numbers", "0.0%"),
    ],
    ids=["vi", "en"],
)
def test_a_report_in_each_language(
    store: Path, folder: Path, language: str, file_name: str, heading: str, number: str
) -> None:
    result = soi("report", "--store", str(store), "--lang", language, "kind:percentage")
    assert (result.exit_code, result.stderr) == (0, "")
    assert file_name in result.stdout
    page = expect_sound_page((folder / file_name).read_text(encoding="utf-8"))
    assert page.values("html", "lang") == [language]
    assert heading in page.text
    assert number in page.text  # the two annotators differ on the only claim of both


def test_the_newsroom_of_the_settings(store: Path, folder: Path) -> None:
    (folder / "soi.toml").write_text(
        '[publisher]\nname = "Báo Mẫu"\nurl = "https://example.org"\nbase_url = "https://example.org/kc"\n',
        encoding="utf-8",
    )
    assert soi("report", "-o", "a.html", "--store", str(store)).exit_code == 0
    assert "Báo Mẫu" in expect_sound_page((folder / "a.html").read_text(encoding="utf-8")).text
    reviews = soi("export", "claimreview", "--store", str(store))
    assert reviews.stdout.count('"name": "Báo Mẫu"') == 1
    assert (
        soi("export", "claimreview", "--store", str(store), "--publisher", "Tờ B").stdout.count("Tờ B") == 1
    )


def test_the_public_report_names_nobody(store: Path, folder: Path) -> None:
    assert soi("report", "--public", "-o", "a.html", "--store", str(store)).exit_code == 0
    assert "ngoặc" not in (folder / "a.html").read_text(encoding="utf-8")


def test_a_name_that_ends_with_md_makes_it_markdown(store: Path, folder: Path) -> None:
    assert soi("report", "-o", "a.MD", "--store", str(store)).exit_code == 0
    assert "# Report on checked numbers\n" in (folder / "a.MD").read_text(encoding="utf-8")


def test_a_report_replaces_only_reports(store: Path, folder: Path) -> None:
    page = folder / "report.html"
    assert soi("report", "--store", str(store)).exit_code == 0
    assert soi("report", "--store", str(store)).exit_code == 0
    page.write_text("<!DOCTYPE html><p>mine", encoding="utf-8")
    assert_one_sentence(soi("report", "--store", str(store)), 2, "--force")
    assert page.read_text(encoding="utf-8").endswith("mine")
    assert soi("report", "--force", "--store", str(store)).exit_code == 0


@pytest.mark.parametrize(
    "content",
    ['[publisher]\nsite = "a"\n', "[publisher]\nname = 3\n", 'publisher = "a"\n'],
    ids=["unknown", "number", "text"],
)
def test_invalid_publishers_in_the_settings(store: Path, folder: Path, content: str) -> None:
    (folder / "soi.toml").write_text(content, encoding="utf-8")
    assert_one_sentence(soi("report", "--store", str(store)), 2, "soi.toml")


def test_fact_checks_without_a_publisher(store: Path) -> None:
    assert_one_sentence(
        soi("export", "claimreview", "--store", str(store)), 2, "--publisher-url", "[publisher]"
    )


def test_a_saved_page_comes_out_as_a_report(folder: Path) -> None:
    page = PAGES["saved-by-browser"]
    (folder / "bài.html").write_text(page.markup, encoding="utf-8")
    assert soi("import", "bài.html").exit_code == 0
    assert soi("report", "-o", "bao-cao.html").exit_code == 0
    report = expect_sound_page((folder / "bao-cao.html").read_text(encoding="utf-8"))
    assert all(paragraph in report.text for paragraph in page.paragraphs)
    assert "62,8%" in report.text
    assert page.url in report.values("a", "href")
