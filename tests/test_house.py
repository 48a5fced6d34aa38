"""The house rules that no linter knows."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tui.settings import paths

ROOT = Path(__file__).parent.parent


def test_the_domain_loads_neither_textual_nor_rich() -> None:
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "annotations").rglob("*.py"))
    ]
    code = (
        f"import sys, importlib\nfor name in {modules!r}: importlib.import_module(name)\n"
        "sys.exit(', '.join({'textual', 'rich'} & set(sys.modules)) or 0)"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (process.returncode, process.stderr) == (0, "")


# What may not be loaded by an import, or before the first paint: each costs more than what imports it.
NOT_IN_LIBRARY = (
    "textual",
    "rich",
    "click",
    "sqlite_utils",
    "rapidfuzz",
    "tomllib",
    "sqlite3",
    "annotations.store",
)
NOT_IN_COMMAND_LINE = ("textual", "rich", "sqlite_utils", "rapidfuzz", "tomllib", "annotations.store.store")
NOT_BEFORE_FIRST_PAINT = (
    "sqlite_utils",
    "rapidfuzz",
    "tomllib",
    "annotations.claims.extraction",
    "annotations.checks.rules",
    "annotations.store.migrations",
    "annotations.store.search.index",
    "annotations.store.search.corpus_search",
    "annotations.store.articles.corpus_import",
    "tui.screens.claims",
    "tui.screens.dashboard",
    "tui.screens.adjudication",
    "tui.screens.orphans",
    "tui.screens.corpus_search",
    "tui.screens.similar",
)


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("annotations", NOT_IN_LIBRARY),
        ("tui.cli.main", NOT_IN_COMMAND_LINE),
        ("tui.session", NOT_BEFORE_FIRST_PAINT),
    ],
    ids=["library", "command_line", "app"],
)
def test_an_import_loads_nothing_heavy(module: str, forbidden: tuple[str, ...]) -> None:
    code = f"import sys, {module}; sys.exit(', '.join(sorted({{*{forbidden!r}}} & set(sys.modules))) or 0)"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert (process.returncode, process.stderr) == (0, "")


def test_the_seeds_are_found() -> None:
    assert {path.suffix for path in paths.seeds().iterdir()} == {".txt", ".md"}
    assert len(list(paths.seeds().glob("*.txt"))) == 5


def test_no_source_names_a_package_registry() -> None:
    host = re.compile("pypi" + r"\.org|pythonhosted|files\.python|/simple/")
    for path in ROOT.rglob("*"):
        if (
            path.is_file()
            and not {".venv", ".venv-bench", ".venv-docs", ".venv-foreign", ".git"} & set(path.parts)
            and path.suffix in {".py", ".toml", ".txt", ".md", ""}
        ):
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not (path.name != "test_house.py" and host.search(text)), path


def test_versions_are_pinned_by_name_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines, key=str.lower)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line) for line in lines)


ORIGINALS = {
    "quang-ngai": "000",
    "quang-ninh": "001",
    "thanh-hoa": "002",
    "thai-binh": "003",
    "quang-nam": "004",
}
# A run of words as long as this is a sentence carried over, not a name or a figure with its noun.
LONGEST_SHARED_RUN = 9


def runs(text: str, length: int) -> Iterator[str]:
    """Every run of so many words within a paragraph; short lines are page furniture, the same for everyone."""
    for paragraph in unicodedata.normalize("NFC", text).casefold().splitlines():
        words = re.findall(r"[^\W_]+", paragraph)
        if len(words) > 2 * length:
            yield from (" ".join(words[i : i + length]) for i in range(len(words) - length + 1))


@pytest.mark.parametrize(("seed", "original"), ORIGINALS.items())
def test_seeds_are_our_own_words(shared: Path, seeds: Path, seed: str, original: str) -> None:
    (path,) = (shared / "seeds").glob(f"{original}*")
    own_text, original_text = (
        (seeds / f"{seed}.txt").read_text(encoding="utf-8"),
        path.read_text(encoding="utf-8"),
    )
    length = LONGEST_SHARED_RUN + 1
    assert not set(runs(own_text, length)) & set(runs(original_text, length))


def word_runs(text: str) -> set[tuple[str, ...]]:
    """Every run of ten words in a text, also over line ends, without the markup of pictures and JSON's escapes."""
    plain = html.unescape(re.sub(r"<[^>]*>|\\[nrt]", " ", unicodedata.normalize("NFC", text).casefold()))
    words = re.findall(r"[^\W_]+", plain)
    length = LONGEST_SHARED_RUN + 1
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def committed_texts(*folders: str) -> Iterator[tuple[str, str]]:
    """The path and the text of each committed file of ``folders`` that is UTF-8."""
    listing = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=True)
    for name in listing.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file():
            with suppress(UnicodeDecodeError):
                yield name, path.read_text(encoding="utf-8")


def test_no_committed_text_repeats_an_original(shared: Path) -> None:
    original_runs = {
        run
        for path in (shared / "seeds").glob("*.txt")
        for line in path.read_text(encoding="utf-8").splitlines()
        for run in word_runs(line)
    }
    shared_runs = {
        name: sorted(repeated)
        for name, text in committed_texts("tests", "docs", "seeds")
        if (repeated := original_runs & word_runs(text))
    }
    assert original_runs
    assert not shared_runs
