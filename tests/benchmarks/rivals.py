"""The searches that soi is compared with: fzf --filter and SQLite's FTS5, on the same lines with the same queries."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable

Search = Callable[[str], list[int]]  # from a query to the indices of lines, the best first


def fzf(lines: list[str]) -> Search | None:
    """fzf, ignoring case; None if not installed. Its other options for matching and ranking find no more on the dev half."""
    program = shutil.which("fzf")
    if program is None:
        return None
    numbered = "\n".join(f"{index}\t{line}" for index, line in enumerate(lines))

    def ranked(query: str) -> list[int]:
        command = [program, "--filter", query, "-i", "--delimiter", "\t", "--nth", "2.."]
        process = subprocess.run(command, input=numbered, capture_output=True, text=True, check=False)
        return [int(line.partition("\t")[0]) for line in process.stdout.splitlines()]

    return ranked


def fts5(lines: list[str], *, operator: str = "AND") -> Search:
    """FTS5, ranked by BM25: lines with all words of a query, or with the operator OR with any of them."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE f USING fts5 (line, tokenize = 'unicode61 remove_diacritics 2')")
    database.executemany("INSERT INTO f (rowid, line) VALUES (?, ?)", enumerate(lines))

    def ranked(query: str) -> list[int]:
        words = re.findall(r"\w+", query)
        if not words:
            return []
        match = f" {operator} ".join(f'"{word}"' for word in words)
        rows = database.execute("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank", (match,))
        return [row[0] for row in rows]

    return ranked
