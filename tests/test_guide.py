"""The guide in Vietnamese and English: its commands run one after another on the seeds, and both have the same chapters."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.tui.cli.commands import soi

GUIDES = ROOT / "docs"
PAGES = sorted([*(GUIDES / "vi").glob("*.md"), *(GUIDES / "en").glob("*.md")])
FOLDERS = {"vi": "bai", "en": "news"}


def commands_of(page: Path) -> list[list[str]]:
    """The words of each command that the page says to run."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


PAGES_WITH_COMMANDS = [page for page in PAGES if commands_of(page)]


@pytest.mark.parametrize(
    "page", PAGES_WITH_COMMANDS, ids=[f"{page.parent.name}-{page.stem}" for page in PAGES_WITH_COMMANDS]
)
def test_commands_of_the_guide_run(
    page: Path, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(seeds, FOLDERS[page.parent.name])
    for words in commands_of(page):
        result = soi(*words)
        assert result.exit_code == 0, (words, result.output)
        if "-o" in words:
            assert Path(words[words.index("-o") + 1]).is_file()


def test_both_languages_have_the_same_chapters() -> None:
    for page in ("index.md", "faq.md"):
        vietnamese, english = (
            (GUIDES / language / page).read_text(encoding="utf-8") for language in ("vi", "en")
        )
        assert vietnamese.count("\n## ") == english.count("\n## ")
        assert vietnamese.count("```sh") == english.count("```sh")
