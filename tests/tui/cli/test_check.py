"""``soi check``: findings in words and as JSONL, without a store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.cli.commands import soi

TEXTS = {
    "a.txt": "Tỉnh có 1.000 hộ, trong đó 628 hộ nghèo, chiếm 63,8%.\nXã có 9 thôn.",
    "b.txt": "Huyện có 20 xã.",
    "c.txt": "Đội xếp thứ 64/63 và thứ 12, tăng 3 bậc.",
}
NOT_628 = "628 of 1.000 is 62,8%, not 63,8%. 628 ÷ 1.000 = 62,8%"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_prints_findings(corpus: Path) -> None:
    lines = soi("check", str(corpus)).stdout.splitlines()
    assert lines[0] == "a.txt: 1 finding"
    assert lines[1].split("  ")[2:] == ["63,8%", "≠ contradicted", NOT_628]
    assert lines[2] == "c.txt: 2 findings"
    assert lines[-1] == "3 articles: ≠ contradicted 2, ⇒ implied 1"
    implied = soi("check", str(corpus), "--bearing", "implies").stdout
    assert "contradicted" not in implied
    assert "The rank before was 15." in implied


def test_is_a_gate(corpus: Path) -> None:
    assert soi("check", str(corpus)).exit_code == 0
    assert soi("check", str(corpus), "--fail-on", "contradicts").exit_code == 1
    quiet = soi("check", str(corpus / "b.txt"), "--fail-on", "contradicts")
    assert (quiet.exit_code, quiet.stdout) == (0, "1 article: nothing found\n")


def test_prints_jsonl(corpus: Path) -> None:
    result = soi("check", str(corpus), "--format", "jsonl", "--bearing", "contradicts", "--lang", "vi")
    assert result.exit_code == 0
    first, second = map(json.loads, result.stdout.splitlines())
    assert (first["article"], first["rule"], first["bearing"]) == ("a.txt", "share", "contradicts")
    assert first["says"] == "628 of 1.000 is 62,8%, not 63,8%.", "the same in both languages"
    assert [TEXTS["a.txt"][claim["start"] : claim["end"]] for claim in first["claims"]] == [
        "63,8%",
        "628",
        "1.000",
    ]
    assert second["arithmetic"] == "64 > 63"


def test_names_unreadable_files(corpus: Path) -> None:
    (corpus / "d.txt").write_bytes(b"\x00\xff\xfe")
    result = soi("check", str(corpus))
    assert result.exit_code == 1
    assert "d.txt" in result.stderr
    assert "a.txt: 1 finding" in result.stdout
