"""What was decided since a store was opened: told when the annotator leaves, and kept in case the file is overwritten."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from annotations.model import Verdict
from annotations.store.chain import add_gaps, close_gaps, move_heads

# More decisions than a person makes: those of a step on a million claims would fill the memory.
MAX_ROWS = 100_000


class SessionDecisions:
    """The rows of decisions that were stored through one connection, in their order."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, Mapping[str, Any]]] = []
        self.is_complete = True  # whether no step was too large to be kept

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows of ``decisions`` or ``article_decisions``, within the transaction that stores them."""
        if len(self._rows) + len(rows) <= MAX_ROWS:
            self._rows += [(table, row) for row in rows]
        else:
            self.is_complete = False

    def final_verdicts(self) -> Counter[Verdict | None]:
        """How many of the claims that were decided on have which verdict after the last decision; None is no verdict."""
        verdicts = {row["claim_id"]: row["verdict"] for table, row in self._rows if table == "decisions"}
        return Counter(Verdict(verdict) if verdict else None for verdict in verdicts.values())

    @property
    def articles(self) -> set[str]:
        """The articles that were marked as seen or noted."""
        return {row["article_id"] for table, row in self._rows if table == "article_decisions"}

    @contextmanager
    def rolled_back_on_failure(self) -> Iterator[None]:
        """Forget the rows of a block whose transaction fails."""
        former_count = len(self._rows)
        try:
            yield
        except BaseException:
            del self._rows[former_count:]
            raise

    def insert_into(self, connection: sqlite3.Connection) -> None:
        """Insert the rows into a store that may lack some of their claims and articles: these are left out."""
        for table, row in self._rows:
            connection.execute("INSERT OR IGNORE INTO annotators (name) VALUES (?)", (row["annotator"],))
            referred_table, column = (
                ("claims", "claim_id") if table == "decisions" else ("articles", "article_id")
            )
            cursor = connection.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) SELECT :{', :'.join(row)} "
                f"WHERE EXISTS (SELECT 1 FROM {referred_table} WHERE id = :{column})",
                row,
            )
            if cursor.rowcount:
                move_heads(connection, [row])
                add_gaps(connection, filter(None, [row["previous"]]))  # it may be among those left out
        close_gaps(connection)
