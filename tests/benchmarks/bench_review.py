"""Measures the review screen in a pseudo-terminal, against a minimal app and SLATE: start, keys, opening, memory.

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

from annotations.claims.extractor import Extractor
from annotations.model import Role
from annotations.store import Store
from annotations.store.articles.corpus_import import import_corpus
from annotations.store.queries.claims import read_mentions
from annotations.store.queries.progress import read_progress
from tests.benchmarks.pseudo_terminal import PseudoTerminal
from tui.settings.paths import seeds

SAMPLES = 100 if "--quick" in sys.argv else 300
STARTS = 5 if "--quick" in sys.argv else 15
# Seconds between two keys, as a quick typist pauses: the screen is idle again before the next key.
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
# Patterns that together show a complete screen: article list, counts, article, current claim, footer.
FIRST_SCREEN = (rb" of \d+/124\b", rb"quang-ninh\.txt", rb"\d+/124 reviewed", rb"Claim \d+/\d+", rb"Quit")
BIN = Path(sys.executable).parent
RIGHT, LEFT = b"\x1b[C", b"\x1b[D"
CURSES_RIGHT, CURSES_LEFT = b"\x1bOC", b"\x1bOD"


def article(size: int, claims: int) -> str:
    """An article of about ``size`` bytes with at least as many claims."""
    dice, room = random.Random(2026), size // claims
    sentences = ["Báo cáo dài\n\n"]
    for _ in range(claims):
        sentence = f"Toàn huyện có {dice.randint(1001, 9999)} hồ sơ"
        while len(sentence.encode()) < room - 6:
            sentence += " " + dice.choice(WORDS)
        sentences.append(sentence + dice.choice([". ", ". ", ". ", ".\n"]))
    return "".join(sentences)


def row(label: str, figure: str) -> None:
    print(f"  {label:<62} {figure}")


def format_times(milliseconds: list[float]) -> str:
    high = statistics.quantiles(milliseconds, n=100)[98]
    return f"median {statistics.median(milliseconds):.1f} ms, p99 {high:.1f} ms"


@contextmanager
def soi(corpus: Path, store: Path) -> Iterator[PseudoTerminal]:
    """The program on a corpus, once it has painted the whole screen and is idle."""
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


def move_times(terminal: PseudoTerminal) -> list[float]:
    """The milliseconds of each move, eight claims forwards and eight back again, as a reader moves."""
    position, times = number(terminal, rb"Claim (\d+)/"), []
    for sample in range(SAMPLES):
        forwards = sample % 16 < 8
        position += 1 if forwards else -1
        times.append(terminal.milliseconds(RIGHT if forwards else LEFT, rb"Claim %d/" % position))
        time.sleep(PAUSE)
    return times


def decision_times(terminal: PseudoTerminal, claims: int) -> list[float]:
    """The milliseconds of each verdict on a claim without one, until the screen shows the new count."""
    times: list[float] = []
    for sample in range(min(SAMPLES, claims)):
        times.append(
            terminal.milliseconds(b"vrux"[sample % 4 : sample % 4 + 1], rb"\b%d/\d+ reviewed" % (sample + 1))
        )
        time.sleep(PAUSE)
    return times


def measure_start(folder: Path) -> None:
    minimal_times, start_times = [], []
    store = folder / "start.db"
    with soi(seeds(), store):
        pass
    for _ in range(STARTS):  # alternating, so that the machine is equally busy for both
        with PseudoTerminal([sys.executable, "-c", ONE_WIDGET], folder) as terminal:
            minimal_times.append(terminal.wait(rb"one widget") - terminal.started)
        command = [str(BIN / "soi"), str(seeds()), "--store", str(store), "--annotator", "bench"]
        with PseudoTerminal(command, folder) as terminal:
            start_times.append(max(terminal.wait(part) for part in FIRST_SCREEN) - terminal.started)
    minimal, median = statistics.median(minimal_times), statistics.median(start_times)
    row("start to the first full screen, seeds, median", f"{median * 1000:.0f} ms")
    row("a Textual app of one widget, median", f"{minimal * 1000:.0f} ms")
    row("ratio (goal 1.25)", f"{median / minimal:.2f}")


def measure_seeds(folder: Path) -> tuple[float, float]:
    """Measure the seeds, and return the median times of moves and decisions."""
    decisions: list[float] = []
    moves: list[float] = []
    run = 0
    while len(decisions) < SAMPLES:
        run += 1
        store = folder / f"seeds.{run}.db"
        with soi(seeds(), store) as terminal:
            moves = moves or move_times(terminal)
            terminal.milliseconds(b"<", rb"Claim 1/") if number(terminal, rb"Claim (\d+)/") > 1 else None
            terminal.settle()
            decisions += decision_times(terminal, _claims(store) - 1)
    row("a move to the next claim, seeds", format_times(moves))
    row("a decision, seeds (goal 16 and 50 ms)", format_times(decisions))
    return statistics.median(moves), statistics.median(decisions)


def _claims(store: Path) -> int:
    with Store.open(store) as opened:
        return sum(progress.total for progress in read_progress(opened, "bench"))


def imported_corpus(folder: Path, name: str, size: int, claims: int) -> tuple[Path, Path]:
    """Make a corpus of a short and a long article and import it; the paths of the corpus and the store."""
    corpus, store = folder / name, folder / f"{name}.db"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Một\n\nXã có 12 thôn.", encoding="utf-8")
    (corpus / "b.txt").write_text(article(size, claims), encoding="utf-8")
    with Store.open(store, create=True) as opened:
        for _ in import_corpus(opened, corpus, Extractor()):
            pass
        claim_count = sum(claim.mention.role is Role.CLAIM for claim in read_mentions(opened, "b.txt"))
    row(f"{name}: bytes and claims", f"{(corpus / 'b.txt').stat().st_size:,}, {claim_count:,}")
    return corpus, store


def measure_large_article(folder: Path, moves: float, decisions: float) -> None:
    corpus, store = imported_corpus(folder, "large", LARGE, CLAIMS)
    size = (corpus / "b.txt").stat().st_size
    with soi(corpus, store) as terminal:
        memory, opening_times = terminal.memory(), []
        for _ in range(STARTS):
            opening_times.append(terminal.milliseconds(b"]", rb"Claim 1/\d{5}"))
            terminal.settle()
            terminal.milliseconds(b"[", rb"Claim 1/1\b")
            terminal.settle()
        terminal.milliseconds(b"]", rb"Claim 1/\d{5}")
        terminal.settle()
        row(
            "opening the article of 10 MB (goal 500 ms)",
            f"median {statistics.median(opening_times):.0f} ms, most {max(opening_times):.0f} ms",
        )
        row("memory for it, times its bytes (goal 4)", f"{(terminal.memory() - memory) / size:.1f}")
        times = move_times(terminal)
        row("a move to the next claim in it", format_times(times))
        row("ratio to the seeds (goal 1.5)", f"{statistics.median(times) / moves:.2f}")
        times = decision_times(terminal, CLAIMS)
        row("a decision in it", format_times(times))
        row("ratio to the seeds (goal 1.5)", f"{statistics.median(times) / decisions:.2f}")


def compare_with_slate(folder: Path) -> None:
    corpus, store = imported_corpus(folder, "medium", MEDIUM, CLAIMS // 5)
    with soi(corpus, store) as terminal:
        terminal.milliseconds(b"]", rb"Claim 1/\d{4}")
        terminal.settle()
        row("a move in an article of 2 MB, soi", format_times(move_times(terminal)))
        row("a decision in an article of 2 MB, soi", format_times(decision_times(terminal, CLAIMS)))
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
        times = []
        for sample in range(SAMPLES):
            times.append(terminal.milliseconds(CURSES_RIGHT if sample % 16 < 8 else CURSES_LEFT, rb"."))
            time.sleep(PAUSE)
        row("a move to the next word, SLATE (its first byte)", format_times(times))


def main() -> None:
    print("review")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_start(folder)
        moves, decisions = measure_seeds(folder)
        measure_large_article(folder, moves, decisions)
        compare_with_slate(folder)


if __name__ == "__main__":
    main()
