"""Reading files of others: limits, pipes, devices, files that change, and TOML that cannot be."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.bounded_files import (
    ChangingFileError,
    FileTooLargeError,
    NoRegularFileError,
    read_bounded,
    read_toml,
)
from annotations.errors import UsageError
from annotations.system_errors import reason_of


def test_a_file_within_the_limit_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 1000)
    assert read_bounded(path, 1000) == b"x" * 1000
    with pytest.raises(FileTooLargeError, match=r"more than 0\.000999 MB"):
        read_bounded(path, 999)


def test_a_sparse_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(FileTooLargeError):
        read_bounded(path, 1 << 20)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_a_file_of_the_system_without_a_size_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("/proc/self/status")
    with pytest.raises(ChangingFileError):
        read_bounded(tmp_path / "a", 1 << 20)


@pytest.mark.parametrize("difference", [-1, 1], ids=["shrinks", "grows"])
def test_a_file_that_changes_is_refused(
    difference: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    fstat = os.fstat

    def change_after(descriptor: int) -> os.stat_result:
        status = fstat(descriptor)
        os.truncate(path, status.st_size + difference)
        return status

    monkeypatch.setattr(os, "fstat", change_after)
    with pytest.raises(ChangingFileError):
        read_bounded(path, 1000)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as unix_socket:
        unix_socket.bind(str(path))


@pytest.mark.parametrize(
    "make",
    [os.mkfifo, make_socket, lambda path: path.symlink_to("/dev/zero")],
    ids=["pipe", "socket", "device"],
)
def test_pipes_and_devices_are_not_waited_for(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "a")
    with pytest.raises(NoRegularFileError):
        read_bounded(tmp_path / "a", 1000)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("none", "there is no such file"),
        ("a\0b", "the name cannot be a file's"),
        ("x" * 300, "the name is too long"),
        ("loop", "its links lead in a circle"),
        ("file/x", "a part of the path is a file, not a folder"),
        (".", "it is a folder"),
    ],
    ids=["missing", "nul", "long", "loop", "below_a_file", "folder"],
)
def test_reasons_of_the_system_have_no_number(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises((OSError, ValueError)) as caught:
        read_bounded(tmp_path / name, 1000)
    assert isinstance(caught.value, (OSError, ValueError))
    assert str(reason_of(caught.value)) == reason


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x = " + b"[" * 100_000, "is nested too deeply"),
        (b"x = " + b"9" * 5000, "is not TOML: Exceeds the limit"),
        (b"= =", "is not TOML: Invalid statement"),
        (b"x = '\xff'", "is not UTF-8 (byte 5)"),
        (b"#" * 1_000_001, "cannot be read: it has more than 1 MB"),
    ],
    ids=["deep", "long_number", "no_toml", "no_utf8", "large"],
)
def test_toml_that_cannot_be_read(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b.toml"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_toml(path)
    assert f"a␛.toml {sentence}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_toml_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "soi.toml"
    path.write_bytes(b'\xef\xbb\xbflang = "vi"\n')
    assert read_toml(path)[1] == {"lang": "vi"}
