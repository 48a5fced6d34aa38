"""soi stats: progress by article."""

from __future__ import annotations

from pathlib import Path

from tests.tui.cli.commands import soi


def test_stats_tell_what_the_app_shows(store: Path) -> None:
    result = soi("stats", "--store", str(store), "--annotator", "lan")
    line = next(line for line in result.stdout.splitlines() if "quang-ninh.txt" in line)
    assert line.split()[0].startswith("2/")
    assert line.split()[1:5] == ["1", "0", "1", "0"]
    assert "in all, by lan" in result.stdout
    only = soi("stats", "seeds/thanh-hoa.txt", "--store", str(store), "--annotator", "lan")
    assert [line.split()[0] for line in only.stdout.splitlines()][1:] == ["0/8", "0/8"]
    assert "in all, by an" in soi("stats", "--store", str(store), "--annotator", "an").stdout
