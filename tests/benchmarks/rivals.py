"""What soi's search is measured beside: fzf --filter and SQLite's FTS5, asked the same about the same lines."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable

Search = Callable[[str], list[int]]  # a query to the indices of lines, the best first


def fzf(lines: list[str]) -> Search | None:
    """Fuzzy, in any case. Of its ways to match and to rank, tried on the half for development, none finds more."""
    program = shutil.which("fzf")
    if program is None:
        return None
    numbered = "\n".join(f"{index}\t{line}" for index, line in enumerate(lines))

    def ranked(query: str) -> list[int]:
        command = [program, "--filter", query, "-i", "--delimiter", "\t", "--nth", "2.."]
        done = subprocess.run(command, input=numbered, capture_output=True, text=True, check=False)
        return [int(line.partition("\t")[0]) for line in done.stdout.splitlines()]

    return ranked


def fts5(lines: list[str], *, operator: str = "AND") -> Search:
    """All words of a query, as FTS5 reads it, or with OR any of them, ranked by BM25."""
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
