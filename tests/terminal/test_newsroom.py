"""A newsroom in real terminals: articles handed out, reviewed blind in three stores, merged, measured, settled, exported."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from tests.terminal.terminal import SOI, Terminal

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed (apt-get install tmux)"),
    pytest.mark.skipif(
        not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
    ),
]
TEAM = ("lan", "minh", "hoa")
ARTICLES = 10


def soi(folder: Path, *arguments: str, name: str = "lead") -> str:
    result = subprocess.run(
        [str(SOI), *arguments], cwd=folder, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "SOI_ANNOTATOR": name, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_newsroom(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for number in range(ARTICLES):
        text = f"Xã Phú {number} có {number + 2}.345 hộ dân, thu {number + 3},5% kế hoạch năm.\n"
        (news / f"{number}.txt").write_text(text, encoding="utf-8")
    soi(tmp_path, "import", "news")
    soi(tmp_path, "settings", "adjudicator", "lead", "on")
    assert "The store is blind now" in soi(
        tmp_path, "assign", "--annotators", ",".join(TEAM), "--overlap", "2"
    )
    for name in TEAM:
        soi(tmp_path, "split", "--for", name, "-o", f"{name}.db")
        review_blind(tmp_path, name)
    edit_and_rename(tmp_path)
    for order, target in ((TEAM, "first.db"), (TEAM[::-1], "second.db")):
        soi(tmp_path, "backup", target)
        for name in order:
            soi(tmp_path, "merge", f"{name}.db", "--store", target)
        soi(tmp_path, "doctor", "--store", target)
    exports = [soi(tmp_path, "export", "jsonl", "--store", target) for target in ("first.db", "second.db")]
    assert exports[0] == exports[1]
    assert_agreement(tmp_path, [json.loads(line) for line in exports[0].splitlines()])
    settle_all(tmp_path)


def review_blind(folder: Path, name: str) -> None:
    """Each reviews every claim of their store in a terminal; hoa finds every second one wrong, and nobody sees others."""
    path = folder / f"{name}.db"
    claims = len(
        soi(folder, "export", "csv", "is:mine", "--verdict", "unreviewed", "--store", path.name).splitlines()
    )
    assert claims <= 1  # nobody has decided anything yet
    with Terminal(folder / name_folder(folder, name), 120, 36) as terminal:
        terminal.run(str(path), SOI_ANNOTATOR=name)
        screen = terminal.wait("0/")
        assert not any(colleague in screen for colleague in TEAM if colleague != name)
        count = 2 * len(articles_of(folder, name))
        keys = "vr" * count if name == "hoa" else "v" * count
        terminal.text(keys[:count])
        terminal.wait("Every claim is reviewed")
        terminal.keys("q")
        terminal.wait("exit=0")


def name_folder(folder: Path, name: str) -> str:
    (folder / f"desk-{name}").mkdir()
    return f"desk-{name}"


def articles_of(folder: Path, name: str) -> list[str]:
    rows = csv.DictReader(io.StringIO(soi(folder, "assign", "--show", "--csv", "-")))
    return [row["article"] for row in rows if row["annotator"] == name]


def edit_and_rename(folder: Path) -> None:
    """minh corrects an article and imports it; hoa goes by her full name."""
    article = articles_of(folder, "minh")[0]
    edited = folder / "desk-minh" / article
    text = (folder / "news" / article).read_text(encoding="utf-8")
    edited.write_text(f"Tin mới: {text}", encoding="utf-8")
    soi(folder, "import", "desk-minh", "--store", "minh.db", name="minh")
    soi(folder, "annotators", "rename", "hoa", "Hoa Trần", "--store", "hoa.db", name="hoa")


def assert_agreement(folder: Path, rows: list[dict[str, str]]) -> None:
    """Percent agreement and Krippendorff's alpha, counted here from the exported rows, are what soi measures."""
    answers: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        answers[row["claim"]].append(row["verdict"])
    shared = [verdicts for verdicts in answers.values() if len(verdicts) > 1]
    pairs = [pair for verdicts in shared for pair in combinations(verdicts, 2)]
    observed = sum(first != second for first, second in pairs) / len(pairs)
    totals = Counter(verdict for verdicts in shared for verdict in verdicts)
    size = totals.total()
    expected = 1 - sum(count * (count - 1) for count in totals.values()) / (size * (size - 1))
    measured = json.loads(soi(folder, "agreement", "--format", "json", "--store", "first.db"))
    verdict = next(question for question in measured["questions"] if question["question"] == "verdict")
    assert verdict["units"] == len(shared)
    assert verdict["agreement"] == pytest.approx(1 - observed)
    assert verdict["alpha"] == pytest.approx(1 - observed / expected)


def settle_all(folder: Path) -> None:
    """The lead follows a side of each dispute in a terminal; export and report hold what was decided."""
    disputes = soi(folder, "disputes", "--format", "csv", "--store", "first.db").splitlines()[1:]
    assert disputes
    with Terminal(folder / name_folder(folder, "lead"), 120, 36) as terminal:
        terminal.run(str(folder / "first.db"), SOI_ANNOTATOR="lead")
        terminal.wait("0/")
        terminal.keys("J")
        terminal.wait(f"1/{len(disputes)}")
        for left in range(len(disputes) - 1, -1, -1):
            terminal.keys("Enter")
            terminal.wait(f"· {left} claim")
        terminal.wait("Nothing is disputed")
        terminal.keys("Escape")
        terminal.wait(lambda screen: "Nothing is disputed" not in screen)
        terminal.keys("q")
        terminal.wait("exit=0")
    rows = soi(folder, "export", "jsonl", "--consensus", "adjudicated", "--store", "first.db").splitlines()
    sources = Counter(json.loads(row)["consensus"] for row in rows)
    assert sources["adjudicated"] == len(disputes)
    assert sources.keys() <= {"adjudicated", "unanimous", "single"}
    soi(folder, "report", "-o", "report.html", "--store", "first.db")
    assert "Hoa Trần" in (folder / "report.html").read_text(encoding="utf-8")
