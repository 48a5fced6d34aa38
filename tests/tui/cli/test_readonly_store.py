"""A store that cannot be written is read by every command that only reads, and nothing is left beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.model import Verdict
from tests.tui.cli.commands import decide
from tests.tui.cli.processes import NOBODY_ID, as_nobody, needs_other_user, needs_soi, run_soi

pytestmark = [needs_soi, needs_other_user]

LEAVE_LOG = """
import os, sys
from pathlib import Path
from annotations.model import Verdict
from tests.tui.cli.commands import decide
from annotations.store import Store
store = Store.open(Path(sys.argv[1]))
decide(Path(sys.argv[1]), "minh", "1.234", Verdict.REFUTED)
os._exit(0)
"""
READING_COMMANDS = (
    ("stats", "1/2"),
    ("log", "lan"),
    ("export jsonl", '"verdict":"verified"'),
    ("search hộ dân", "hộ dân"),
    ("search --format jsonl kind:percentage", "62,8%"),
    ("doctor", "is sound"),
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may enter, with a store of one article and one decision, but nothing checked or indexed."""
    path = Path(tempfile.mkdtemp(prefix="soi-test-"))
    path.chmod(0o755)
    try:
        corpus = path / "corpus"
        corpus.mkdir()
        (corpus / "a.txt").write_text("Xã có 1.234 hộ dân, đạt 62,8%.", encoding="utf-8")
        assert run_soi(path, "import", "corpus", "--store", "shelf/soi.db").returncode == 2
        (path / "shelf").mkdir()
        assert run_soi(path, "import", "corpus", "--store", "shelf/soi.db").returncode == 0
        decide(path / "shelf" / "soi.db", "lan", "1.234", Verdict.VERIFIED)
        yield path
    finally:
        (path / "shelf").chmod(0o755)
        shutil.rmtree(path)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("kept_files", "kept_from"),
    [("store", "folder"), ("log", "file"), ("log", "both"), ("log_and_index", "folder")],
    ids=["store", "log_beside_file", "log", "log_and_index"],
)
def test_what_only_reads_reads(folder: Path, kept_files: str, kept_from: str) -> None:
    shelf = folder / "shelf"
    store = shelf / "soi.db"
    if kept_files != "store":
        subprocess.run([sys.executable, "-c", LEAVE_LOG, str(store)], check=True)
        if kept_files == "log":
            (shelf / "soi.db-shm").unlink()
    if kept_from != "folder":
        for path in shelf.iterdir():
            path.chmod(0o444)
    shelf.chmod(0o555 if kept_from != "file" else 0o777)
    files = {path.name: path.read_bytes() for path in shelf.iterdir() if not path.name.endswith("-shm")}
    for arguments, words in READING_COMMANDS:
        result = run_soi(folder, *arguments.split(), "--store", "shelf/soi.db", is_nobody=True)
        assert result.returncode == 0, (arguments, result.stderr)
        assert words in result.stdout
    exported = run_soi(folder, "export", "csv", "--store", "shelf/soi.db", is_nobody=True).stdout
    assert exported.count("\n") == (2 if kept_files == "store" else 3)
    refused = run_soi(folder, "merge", "shelf/soi.db", "--store", "shelf/soi.db", is_nobody=True)
    assert refused.returncode == 2
    assert {
        path.name: path.read_bytes() for path in shelf.iterdir() if not path.name.endswith("-shm")
    } == files


def test_what_writes_says_that_it_cannot(folder: Path) -> None:
    (folder / "corpus" / "b.txt").write_text("Có 12 xã.", encoding="utf-8")
    (folder / "shelf").chmod(0o555)
    result = run_soi(folder, "import", "corpus", "--store", "shelf/soi.db", is_nobody=True)
    assert result.returncode == 1
    assert "read-only" in result.stderr
    assert names(folder / "shelf") == ["soi.db"]


def test_what_another_user_left_does_not_stop_writing(folder: Path) -> None:
    shelf = folder / "shelf"
    subprocess.run([sys.executable, "-c", LEAVE_LOG, str(shelf / "soi.db")], check=True)
    shelf.chmod(0o777)
    (shelf / "soi.db").chmod(0o666)
    for name in ("soi.db-wal", "soi.db-shm"):
        (shelf / name).chmod(0o444)
    (folder / "corpus" / "b.txt").write_text("Có 12 xã.", encoding="utf-8")
    result = run_soi(folder, "import", "corpus", "--store", "shelf/soi.db", is_nobody=True)
    assert (result.returncode, result.stderr) == (0, "")
    assert "minh" in run_soi(folder, "log", "--store", "shelf/soi.db", is_nobody=True).stdout
    assert names(shelf) == ["soi.db"]


def test_a_reader_without_rights_reads_beside_a_writer(folder: Path) -> None:
    """A store of which another user's process holds the lock, with decisions in its log."""
    store = folder / "shelf" / "soi.db"
    hold = LEAVE_LOG.replace("os._exit(0)", "print('ready', flush=True); sys.stdin.read()")
    command = [sys.executable, "-c", hold, str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        result = run_soi(folder, "log", "--store", "shelf/soi.db", is_nobody=True)
        assert "minh" in result.stdout, result.stderr
        writer.communicate()
    assert writer.returncode == 0
    decide(store, "hoa", "1.234", Verdict.VERIFIED)
    assert names(folder / "shelf") == ["soi.db"]


def test_permissions_hold_nobody(folder: Path) -> None:
    """The tests above try what they say: nobody cannot write in the folder."""
    result = subprocess.run(as_nobody("touch", str(folder / "shelf" / "x")), capture_output=True, check=False)
    if os.geteuid() == 0:
        assert result.returncode != 0, NOBODY_ID
