"""The review screen in a pseudo terminal beside its floors and SLATE: starting, deciding, moving, opening, memory.

python -m tests.benchmarks.bench_review [--quick]; --quick takes a third of the samples.
"""

from __future__ import annotations

import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotations.claims.extractor import extractor
from annotations.model import Role
from annotations.store import Store
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.progress import read_progress
from tests.benchmarks.pseudo_terminal import PseudoTerminal
from tui.settings.paths import seeds
from tui.store.corpus_import import import_corpus

SAMPLES = 100 if "--quick" in sys.argv else 300
STARTS = 5 if "--quick" in sys.argv else 15
# As a person types who is quick: the screen has come to rest before the next key.
PAUSE = 0.03
CLAIMS = 100_000
LARGE, MEDIUM = 10_000_000, 2_000_000
WORDS = [
    "Theo",
    "báo",
    "cáo",
    "của",
    "Ủy",
    "ban",
    "nhân",
    "dân",
    "tỉnh",
    "về",
    "chuyển",
    "đổi",
    "số",
    "và",
    "năm",
]
ONE_WIDGET = """
from textual.app import App
from textual.widgets import Static

class OneWidget(App):
    def compose(self):
        yield Static("one widget")

OneWidget().run()
"""
# The list of articles with their counts, the article, the current claim and the last line: all of the screen.
FIRST_SCREEN = (rb" of \d+/124\b", rb"quang-ninh\.txt", rb"\d+/124 reviewed", rb"Claim \d+/\d+", rb"Quit")
BIN = Path(sys.executable).parent
RIGHT, LEFT = b"\x1b[C", b"\x1b[D"
CURSES_RIGHT, CURSES_LEFT = b"\x1bOC", b"\x1bOD"


def article(size: int, claims: int) -> str:
    """An article of about ``size`` bytes with at least as many claims."""
    chance, room = random.Random(2026), size // claims
    sentences = ["Báo cáo dài\n\n"]
    for _ in range(claims):
        sentence = f"Toàn huyện có {chance.randint(1001, 9999)} hồ sơ"
        while len(sentence.encode()) < room - 6:
            sentence += " " + chance.choice(WORDS)
        sentences.append(sentence + chance.choice([". ", ". ", ". ", ".\n"]))
    return "".join(sentences)


def row(what: str, figure: str) -> None:
    print(f"  {what:<62} {figure}")


def told(milliseconds: list[float]) -> str:
    high = statistics.quantiles(milliseconds, n=100)[98]
    return f"median {statistics.median(milliseconds):.1f} ms, p99 {high:.1f} ms"


@contextmanager
def soi(corpus: Path, store: Path) -> Iterator[PseudoTerminal]:
    """The program on a corpus, all of it painted and at rest."""
    command = [str(BIN / "soi"), str(corpus), "--store", str(store), "--annotator", "bench"]
    with PseudoTerminal(command, corpus) as terminal:
        terminal.wait(rb"Claim \d+/\d+")
        terminal.wait(rb"\d+/\d+ reviewed")
        terminal.settle()
        time.sleep(1)
        terminal.settle()
        yield terminal


def number(terminal: PseudoTerminal, pattern: bytes) -> int:
    return int(re.findall(pattern, terminal.painted)[-1])


def moving(terminal: PseudoTerminal) -> list[float]:
    """Some claims forwards and back again, as one does who reads."""
    place, took = number(terminal, rb"Claim (\d+)/"), []
    for sample in range(SAMPLES):
        forwards = sample % 16 < 8
        place += 1 if forwards else -1
        took.append(terminal.milliseconds(RIGHT if forwards else LEFT, rb"Claim %d/" % place))
        time.sleep(PAUSE)
    return took


def deciding(terminal: PseudoTerminal, claims: int) -> list[float]:
    """Verdicts where there are none yet; one is painted when the count of all has it."""
    took: list[float] = []
    for sample in range(min(SAMPLES, claims)):
        took.append(
            terminal.milliseconds(b"vrux"[sample % 4 : sample % 4 + 1], rb"\b%d/\d+ reviewed" % (sample + 1))
        )
        time.sleep(PAUSE)
    return took


def starting(folder: Path) -> None:
    floor, ours = [], []
    store = folder / "start.db"
    with soi(seeds(), store):
        pass
    for _ in range(STARTS):  # in turn, so that both meet the machine in the same moods
        with PseudoTerminal([sys.executable, "-c", ONE_WIDGET], folder) as terminal:
            floor.append(terminal.wait(rb"one widget") - terminal.started)
        command = [str(BIN / "soi"), str(seeds()), "--store", str(store), "--annotator", "bench"]
        with PseudoTerminal(command, folder) as terminal:
            ours.append(max(terminal.wait(part) for part in FIRST_SCREEN) - terminal.started)
    least, median = statistics.median(floor), statistics.median(ours)
    row("start to the first full screen, seeds, median", f"{median * 1000:.0f} ms")
    row("a Textual app of one widget, median", f"{least * 1000:.0f} ms")
    row("ratio (goal 1.25)", f"{median / least:.2f}")


def in_the_seeds(folder: Path) -> tuple[float, float]:
    """Gives the medians of moving and deciding."""
    took: list[float] = []
    moves: list[float] = []
    run = 0
    while len(took) < SAMPLES:
        run += 1
        store = folder / f"seeds.{run}.db"
        with soi(seeds(), store) as terminal:
            moves = moves or moving(terminal)
            terminal.milliseconds(b"<", rb"Claim 1/") if number(terminal, rb"Claim (\d+)/") > 1 else None
            terminal.settle()
            took += deciding(terminal, _claims(store) - 1)
    row("a move to the next claim, seeds", told(moves))
    row("a decision, seeds (goal 16 and 50 ms)", told(took))
    return statistics.median(moves), statistics.median(took)


def _claims(store: Path) -> int:
    with Store.open(store) as opened:
        return sum(progress.total for progress in read_progress(opened, "bench"))


def imported(folder: Path, name: str, size: int, claims: int) -> tuple[Path, Path]:
    """A corpus of a short article and a long one, in a store already."""
    corpus, store = folder / name, folder / f"{name}.db"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Một\n\nXã có 12 thôn.", encoding="utf-8")
    (corpus / "b.txt").write_text(article(size, claims), encoding="utf-8")
    with Store.open(store, create=True) as opened:
        for _ in import_corpus(opened, corpus, extractor()):
            pass
        found = sum(claim.mention.role is Role.CLAIM for claim in read_mentions(opened, "b.txt"))
    row(f"{name}: bytes and claims", f"{(corpus / 'b.txt').stat().st_size:,}, {found:,}")
    return corpus, store


def in_a_large_article(folder: Path, moves: float, decisions: float) -> None:
    corpus, store = imported(folder, "large", LARGE, CLAIMS)
    size = (corpus / "b.txt").stat().st_size
    with soi(corpus, store) as terminal:
        empty, opened = terminal.memory(), []
        for _ in range(STARTS):
            opened.append(terminal.milliseconds(b"]", rb"Claim 1/\d{5}"))
            terminal.settle()
            terminal.milliseconds(b"[", rb"Claim 1/1\b")
            terminal.settle()
        terminal.milliseconds(b"]", rb"Claim 1/\d{5}")
        terminal.settle()
        row(
            "opening the article of 10 MB (goal 500 ms)",
            f"median {statistics.median(opened):.0f} ms, most {max(opened):.0f} ms",
        )
        row("memory for it, times its bytes (goal 4)", f"{(terminal.memory() - empty) / size:.1f}")
        took = moving(terminal)
        row("a move to the next claim in it", told(took))
        row("ratio to the seeds (goal 1.5)", f"{statistics.median(took) / moves:.2f}")
        took = deciding(terminal, CLAIMS)
        row("a decision in it", told(took))
        row("ratio to the seeds (goal 1.5)", f"{statistics.median(took) / decisions:.2f}")


def beside_slate(folder: Path) -> None:
    corpus, store = imported(folder, "medium", MEDIUM, CLAIMS // 5)
    with soi(corpus, store) as terminal:
        terminal.milliseconds(b"]", rb"Claim 1/\d{4}")
        terminal.settle()
        row("a move in an article of 2 MB, soi", told(moving(terminal)))
        row("a decision in an article of 2 MB, soi", told(deciding(terminal, CLAIMS)))
    slate = shutil.which("slate", path=str(BIN)) or shutil.which("slate")
    if slate is None:
        row("SLATE", "is not installed: make bench installs it where it can be (slate-nlp)")
        return
    document = corpus / "b.txt"
    with PseudoTerminal([slate, str(document), "-t", "categorical", "-s", "token", "-o"], folder) as terminal:
        start = time.perf_counter()
        first = terminal.wait("Báo".encode())
        row("SLATE's start on it, to its first word", f"{(first - start) * 1000:.0f} ms")
        terminal.settle()
        took = []
        for sample in range(SAMPLES):
            took.append(terminal.milliseconds(CURSES_RIGHT if sample % 16 < 8 else CURSES_LEFT, rb"."))
            time.sleep(PAUSE)
        row("a move to the next word, SLATE (its first byte)", told(took))


def main() -> None:
    print("review")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        starting(folder)
        moves, decisions = in_the_seeds(folder)
        in_a_large_article(folder, moves, decisions)
        beside_slate(folder)


if __name__ == "__main__":
    main()
