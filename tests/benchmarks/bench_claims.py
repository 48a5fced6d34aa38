"""Measures the extraction of claims: against a scan for digits, against its peers, by length, on hostile input.

``python -m tests.benchmarks.bench_claims [--large]``; ``--large`` adds one document of 100 MB. The table
names the peers that are not installed: ``pip install`` them into the environment that runs this. A peer reads the
same sentences one by one for eight seconds, because most peers fail on whole documents.
"""

from __future__ import annotations

import gc
import importlib
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from annotations.claims import extract_claims

ROOT = Path(__file__).parents[2]
BARE = re.compile(r"\d[\d.,/]*\d|\d")
MEGABYTE = 1_000_000
SIGNIFICANT = 100  # mentions; with fewer, the time per mention tells nothing
PATIENCE = 8.0  # seconds for each peer
HOSTILE = ("1", ".", "năm ", "1.", "1/", "1-", "1 ", "hai ", "tỷ ", "1 000 ", "x@", "a-1", "\n1", "1 .000")


def news(size: int) -> str:
    """News text of at least ``size`` bytes: the articles of the seeds and sentences of our own, repeated."""
    folders = [ROOT / "seeds", ROOT.parent / "shared" / "seeds"]
    articles = [
        unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        for folder in folders
        for path in sorted(folder.glob("*.txt"))
    ]
    articles += [" ".join(chunk) for chunk in _sentences()]
    text = "\n\n".join(articles) + "\n\n"
    text_size = len(text.encode())
    return text * max(1, -(-size // text_size))


def _sentences() -> Iterator[list[str]]:
    path = ROOT / "tests" / "data" / "sentences" / "dev.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    plain = [re.sub("[⟦⟧]", "", json.loads(line)["marked"]) for line in lines]
    sample = [unicodedata.normalize("NFC", sentence) for sentence in plain[::8]]
    for start in range(0, len(sample), 10):
        yield sample[start : start + 10]


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The seconds of the fastest round."""
    fastest = float("inf")
    for _ in range(rounds):
        start = perf_counter()
        work()
        fastest = min(fastest, perf_counter() - start)
    return fastest


def row(name: str, figure: str, note: str = "") -> None:
    print(f"{name:<34}{figure:>14}  {note}")


def measure_speed(text: str) -> float:
    size = len(text.encode()) / MEGABYTE
    mentions = len(extract_claims(text))
    extraction = seconds(lambda: extract_claims(text))
    scan = seconds(lambda: sum(1 for _ in BARE.finditer(text)))
    row("annotations.claims", f"{size / extraction:.2f} MB/s", f"{size:.1f} MB, {mentions:,} mentions")
    row(
        "bare scan for digits", f"{size / scan:.1f} MB/s", f"ours takes {extraction / scan:.0f} times as long"
    )
    return size / extraction


def _duckling() -> Callable[[str], object]:
    module: Any = importlib.import_module("duckling")
    zones = module.load_time_zones("/usr/share/zoneinfo")
    reference_time = module.parse_ref_time(zones, "Asia/Ho_Chi_Minh", 1_627_257_600)
    context = module.Context(reference_time, module.default_locale_lang(module.parse_lang("VI")))
    names = [
        "number",
        "quantity",
        "amount-of-money",
        "duration",
        "ordinal",
        "time",
        "distance",
        "temperature",
    ]
    dimensions = module.parse_dimensions(names)
    return lambda text: module.parse(text, context, dimensions)


def _dateparser() -> Callable[[str], object]:
    search: Any = importlib.import_module("dateparser.search").search_dates
    return lambda text: search(text, languages=["vi"])


def _underthesea() -> Callable[[str], object]:
    tokenize: Any = importlib.import_module("underthesea").word_tokenize
    reader: Callable[[str], object] = tokenize
    return reader


def _quantulum() -> Callable[[str], object]:
    parser: Any = importlib.import_module("quantulum3.parser")
    reader: Callable[[str], object] = parser.parse
    return reader


def _recognizers() -> Callable[[str], object]:
    module: Any = importlib.import_module("recognizers_number")
    return lambda text: module.recognize_number(text, "en-us")


PEERS: dict[str, Callable[[], Callable[[str], object]]] = {
    "pyduckling-native-phihos (vi)": _duckling,
    "dateparser (vi, dates only)": _dateparser,
    "underthesea (words only)": _underthesea,
    "quantulum3 (English)": _quantulum,
    "recognizers-text (English)": _recognizers,
}


def measure_peers(text: str, own_rate: float) -> None:
    sentences = [line for line in text.splitlines() if line.strip()]
    for name, load in PEERS.items():
        try:
            read = load()
            read(sentences[0])
        except ImportError:
            row(name, "not installed")
        except Exception as error:  # noqa: BLE001 - whatever a peer raises, the table goes on
            row(name, "fails", f"{type(error).__name__}: {error}"[:60])
        else:
            _measure_peer(name, read, sentences, own_rate)


def _measure_peer(name: str, read: Callable[[str], object], sentences: list[str], own_rate: float) -> None:
    size, failures, start = 0, 0, perf_counter()
    for sentence in sentences:
        if perf_counter() - start > PATIENCE:
            break
        try:
            read(sentence)
        except Exception:  # noqa: BLE001 - counted and shown
            failures += 1
        size += len(sentence.encode())
    rate = size / MEGABYTE / (perf_counter() - start)
    note = f"ours is {own_rate / rate:,.0f} times as fast" + (f"; {failures} failures" if failures else "")
    row(name, f"{rate:.4f} MB/s", note)


def measure_lengths(sizes: tuple[int, ...]) -> None:
    for size in sizes:
        text = news(size * MEGABYTE)
        duration = seconds(lambda text=text: extract_claims(text), rounds=1)  # type: ignore[misc]
        megabytes = len(text.encode()) / MEGABYTE
        row(f"one document of {megabytes:.0f} MB", f"{duration:.1f} s", f"{duration / megabytes:.3f} s a MB")
        # The garbage collector traverses all mentions again and again: the same without it.
        gc.disable()
        duration = seconds(lambda text=text: extract_claims(text), rounds=1)  # type: ignore[misc]
        gc.enable()
        row("  the same, collector off", f"{duration:.1f} s", f"{duration / megabytes:.3f} s a MB")


def measure_hostile_input() -> None:
    for piece in HOSTILE:
        whole, quarter = piece * (MEGABYTE // len(piece)), piece * (MEGABYTE // 4 // len(piece))
        mentions = len(extract_claims(quarter)) * 4
        quarter_time = seconds(lambda text=quarter: extract_claims(text), rounds=1)  # type: ignore[misc]
        time = seconds(lambda text=whole: extract_claims(text), rounds=1)  # type: ignore[misc]
        per_mention = f", {time / mentions * 1e6:.0f} µs a mention" if mentions > SIGNIFICANT else ""
        row(
            f"a million letters of {piece!r}",
            f"{time:.2f} s",
            f"{time / quarter_time:.1f} times a quarter of it{per_mention}",
        )


def measure_import() -> None:
    def run(code: str) -> float:
        command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {code}"]
        return seconds(lambda: subprocess.run(command, check=True), rounds=7)

    bare, imported = run("pass"), run("import annotations.claims")
    row("import over bare Python", f"{(imported - bare) * 1000:.0f} ms", f"bare Python {bare * 1000:.0f} ms")


def main() -> None:
    text = news(MEGABYTE)
    rate = measure_speed(text)
    measure_import()
    measure_peers(text, rate)
    measure_lengths((1, 10, 100) if "--large" in sys.argv else (1, 10))
    measure_hostile_input()


if __name__ == "__main__":
    main()
