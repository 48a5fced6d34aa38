"""soi doctor and soi backup."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.tui.cli.commands import assert_one_sentence, soi


def test_doctor_and_backup(store: Path, tmp_path: Path) -> None:
    assert soi("doctor", "--store", str(store)).stdout == f"{store} is sound.\n"
    copy = tmp_path / "copy.db"
    assert soi("backup", str(copy), "--store", str(store)).exit_code == 0
    assert (
        soi("export", "csv", "--store", str(copy)).stdout
        == soi("export", "csv", "--store", str(store)).stdout
    )
    assert_one_sentence(soi("backup", str(copy), "--store", str(store)), 2, "there already")
    connection = sqlite3.connect(copy)
    connection.execute("UPDATE reviews SET verdict = 'refuted'")
    connection.commit()
    connection.close()
    result = soi("doctor", "--store", str(copy))
    assert result.exit_code == 1
    assert "soi doctor --rebuild" in result.stdout
    assert soi("doctor", "--rebuild", "--store", str(copy)).exit_code == 0
    assert (
        soi("export", "csv", "--store", str(copy)).stdout
        == soi("export", "csv", "--store", str(store)).stdout
    )
