"""What stands in the folder of a bad input: files, links, pipes, stores of others, all made below the current folder."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Make = Callable[[], object]


def file(name: str, content: bytes | str = b"") -> Make:
    """A file, in folders that are made for it."""

    def make() -> None:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    return make


def folder(name: str) -> Make:
    return lambda: Path(name).mkdir(parents=True)


def link(name: str, target: str) -> Make:
    def make() -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).symlink_to(target)

    return make


def hard_link(name: str, target: str) -> Make:
    return lambda: Path(name).hardlink_to(target)


def pipe(name: str) -> Make:
    return lambda: os.mkfifo(name)


def unix_socket(name: str) -> Make:
    def make() -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        with socket.socket(socket.AF_UNIX) as bound_socket:
            bound_socket.bind(name)

    return make


def copy(source: str, name: str) -> Make:
    return lambda: shutil.copy(source, name)


def beginning(source: str, name: str, size: int) -> Make:
    """The first bytes of a file, as after a copy that was interrupted."""
    return lambda: Path(name).write_bytes(Path(source).read_bytes()[:size])


def damaged(source: str, name: str) -> Make:
    """A copy of a store with all pages but the first overwritten."""

    def make() -> None:
        data = bytearray(Path(source).read_bytes())
        data[4096:] = b"\xff" * len(data[4096:])
        Path(name).write_bytes(data)

    return make


def database(name: str, sql: str) -> Make:
    """A SQLite file after a statement of another program."""

    def make() -> None:
        with closing(sqlite3.connect(name)) as connection, connection:
            connection.execute(sql)

    return make


def mode(name: str, permissions: int) -> Make:
    return lambda: Path(name).chmod(permissions)
