"""A full disk is called that, nothing is left on it, and what only reads goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.model import Verdict
from annotations.store import Store
from annotations.store.access import Access
from annotations.store.queries.claims import read_mentions
from tests.tui.cli.commands import decide
from tests.tui.cli.processes import needs_soi, run_soi

pytestmark = needs_soi


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, with a corpus and a store."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mounting = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounting.returncode:
        pytest.skip(f"no disk can be mounted here: {mounting.stderr.decode()}")
    try:
        (folder / "corpus").mkdir()
        (folder / "corpus" / "a.txt").write_text("Xã có 1.234 hộ dân, đạt 62,8%.", encoding="utf-8")
        assert run_soi(folder, "import", "corpus").returncode == 0
        decide(folder / "soi.db", "lan", "1.234", Verdict.VERIFIED)
        for number in range(20):
            (folder / "corpus" / f"b{number}.txt").write_text(f"Có {number + 2} xã.", encoding="utf-8")
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    room = os.statvfs(folder)
    (folder / "fill").write_bytes(bytes(room.f_bavail * room.f_frsize))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("stats", "1/2"),
        ("log", "lan"),
        ("export jsonl", '"verdict":"verified"'),
        ("search hộ dân", "hộ dân"),
        ("doctor", "is sound"),
    ],
    ids=["stats", "log", "export", "search", "doctor"],
)
def test_reading_goes_on(disk: Path, arguments: str, words: str) -> None:
    fill(disk)
    result = run_soi(disk, *arguments.split())
    assert result.returncode == 0, result.stderr
    assert words in result.stdout
    assert names(disk) == ["corpus", "fill", "soi.db"]


@pytest.mark.parametrize(
    "arguments",
    ["import corpus", "import corpus --store new.db", "export csv -o out.csv", "backup copy.db"],
    ids=["import", "new_store", "export", "backup"],
)
def test_writing_says_that_the_disk_is_full(disk: Path, arguments: str) -> None:
    fill(disk)
    result = run_soi(disk, *arguments.split())
    assert result.returncode == 1
    assert "full" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert names(disk) == ["corpus", "fill", "soi.db"]


def test_writing_goes_on_when_there_is_room_again(disk: Path) -> None:
    fill(disk)
    with Store.open(disk / "soi.db") as store:
        assert store.access is Access.DISK_FULL
        claim = read_mentions(store, "a.txt")[1].id
        with pytest.raises(StoreError, match="is full"):
            store.set_verdict(claim, "lan", Verdict.REFUTED)
        (disk / "fill").unlink()
        assert store.set_verdict(claim, "lan", Verdict.REFUTED).verdict is Verdict.REFUTED
    assert run_soi(disk, "doctor").returncode == 0
