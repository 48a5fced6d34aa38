"""Every bad input gets one or a few lines that say what to do, in the language chosen, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import Result

import tui
from annotations import claims
from annotations.corpus import header
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from tests.tui.cli.commands import soi
from tests.tui.cli.inputs.cases import BadInput, bad_inputs

ORDINARY_USER = 65534
MOST_LINES = 25  # twenty errors of files or rows and the sums around them
CASES = list(bad_inputs())
TEXT = "Bài {number} nói về thủ tục\n\nTỉnh có 628 thủ tục, đạt 62,8%.\n"


@pytest.fixture(scope="module", autouse=True)
def loaded_modules() -> None:
    """Load what the app needs while root may read it: nobody may not enter every folder of an environment."""
    _ = tui.run_review, tui.KEY_ACTIONS, claims.extract_claims, header.read_header


@pytest.fixture(scope="module")
def template() -> Iterator[Path]:
    """A folder with two articles, their store with a decision, and an old export."""
    with tempfile.TemporaryDirectory(prefix="soi-inputs-") as name:
        folder = Path(name)
        (folder / "c").mkdir()
        for number in range(2):
            (folder / "c" / f"a{number}.txt").write_text(TEXT.format(number=number), encoding="utf-8")
        assert soi("import", str(folder / "c"), "--store", str(folder / "soi.db")).exit_code == 0
        with Store.open(folder / "soi.db") as store:
            claim = next(iter(read_mentions(store, "a0.txt"))).id
            store.set_verdict(claim, "lan", Verdict.VERIFIED)
        exported = soi("export", "csv", "--store", str(folder / "soi.db"), "-o", str(folder / "old.csv"))
        assert exported.exit_code == 0
        yield folder


@contextmanager
def ordinary_user(folder: Path, *, needed: bool) -> Iterator[None]:
    """Let root be nobody for a block, where that is needed: permissions do not bind root."""
    if os.geteuid() != 0 or not needed:
        yield
        return
    for path in [folder, *folder.rglob("*")]:
        os.lchown(path, ORDINARY_USER, ORDINARY_USER)
    os.seteuid(ORDINARY_USER)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder(template: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh copy of the template as the current folder; outside pytest's own, which only its owner may enter."""
    with tempfile.TemporaryDirectory(prefix="soi-input-") as name:
        folder = Path(name) / "folder"
        shutil.copytree(template, folder)
        Path(name).chmod(0o755)
        monkeypatch.chdir(folder)
        monkeypatch.setenv("SOI_ANNOTATOR", "lan")
        monkeypatch.setenv("XDG_STATE_HOME", str(Path(name) / "state"))
        yield folder


def run(case: BadInput, language: str, monkeypatch: pytest.MonkeyPatch) -> Result:
    with monkeypatch.context() as patch:
        patch.setenv("SOI_LANG", language)
        for name, value in case.environment.items():
            patch.setenv(name, value)
        patch.setattr("tui.cli.review._is_terminal", lambda: case.is_terminal)
        patch.setattr("tui.session.SoiApp.run", start_app)
        return soi(*case.arguments)


def start_app(_app: object) -> None:
    pytest.fail("the app has started")


def _is_kept(path: Path) -> bool:
    return not path.is_symlink() and path.is_file() and path.suffix != ".db" and os.access(path, os.R_OK)


def contents(folder: Path) -> dict[str, bytes | None]:
    """What stands in a folder: the bytes of files, but for SQLite's own beside a store."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if _is_kept(path) else None
        for path in folder.rglob("*")
        if not path.name.endswith(("-wal", "-shm"))
    }


def assert_is_plain(case: BadInput, result: Result) -> None:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == case.code, result.output
    lines = result.output.splitlines()
    assert len(lines) <= MOST_LINES, result.output
    for word in ("Errno", "errno", "Traceback", "None", "sqlite3.", "Exception"):
        assert word not in result.output
    assert all(line.isprintable() for line in lines), result.output
    assert all(len(line) < 1000 for line in lines), result.output
    if case.code:
        assert result.stderr.strip()
        assert "crash.log" not in result.output


@pytest.mark.parametrize("case", CASES, ids=[f"{n}_{case.name}" for n, case in enumerate(CASES)])
def test_plain_answer(case: BadInput, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for make in case.recipe:
        make()
    former_files = contents(folder)
    with ordinary_user(folder, needed=case.needs_permissions):
        english = run(case, "en", monkeypatch)
    left_files = contents(folder)
    with ordinary_user(folder, needed=case.needs_permissions):
        vietnamese = run(case, "vi", monkeypatch)
    for result in (english, vietnamese):
        assert_is_plain(case, result)
    assert left_files.keys() - former_files.keys() == set(case.new_files)
    assert {name: content for name, content in left_files.items() if name in former_files} == former_files
    if case.code and "SOI_LANG" not in case.environment:
        assert vietnamese.stderr != english.stderr
