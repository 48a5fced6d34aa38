"""Hostile bytes and texts: files of a corpus, settings and lexicons, typed values, queries."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from annotations.bounded_files import read_toml
from annotations.checks import check
from annotations.claims import extract_claims, load_lexicon, read_span
from annotations.claims.typed_input import read_value
from annotations.corpus import read_corpus, read_header
from annotations.errors import SoiError
from annotations.model import Article, Kind
from annotations.search import ArticleIndex, parse
from annotations.text import fold, show, symbols, visible
from tests.torture.torment import Rounds, expect_plain_end, soi
from tui.settings.config import load_config

SEEDS = Path(__file__).parents[2] / "seeds"
PIECES = (
    "1.234,5", "62,8%", "thứ ba rưỡi", "một nghìn hai trăm", "½", "3/4", "1e999", "٣٤", "０１２", "20/5/2023", "ngày 31/2",
    "từ 5 đến 7", "hơn", "gấp đôi", "tỷ đồng", "USD", "(", ")", "“", "”", "...", "-", "–", "\u0301", "\u200b", "\u202e", "\x1b[2J",
    "\x00", "\ufeff", "\r", "\u2028", "\U0001f469\u200d\U0001f33e", "ﬀ", "ß", "İ", "ữ", "\u0309", "năm", "tháng", "quý", "IV",
    "Điều", "khoản", "QĐ-UBND", "0905.123.456", "9" * 400, "một " * 30, "/" * 20, "rưỡi ", "kém", "triệu", "%", "‰", "°C",
)  # fmt: skip
SEPARATORS = ("", " ", "  ", "\n", "\t", ",", ".", "; ")


def random_text(dice: random.Random, pieces: int = 40) -> str:
    """A text of pieces that readers of numbers, dates and words stumble over."""
    return "".join(dice.choice(PIECES) + dice.choice(SEPARATORS) for _ in range(dice.randrange(1, pieces)))


def random_bytes(dice: random.Random) -> bytes:
    """The bytes of a seed or of a random text, damaged."""
    seeds = sorted(SEEDS.glob("*.txt"))
    data = bytearray(
        dice.choice(seeds).read_bytes()[:3000] if dice.random() < 0.5 else random_text(dice).encode()
    )
    for _ in range(dice.choice((0, 1, 5, 50))):
        position = dice.randrange(len(data) or 1)
        data[position : position + dice.randrange(3)] = dice.randbytes(dice.randrange(4))
    if dice.random() < 0.1:
        return dice.randbytes(dice.randrange(2000))
    return bytes(data).decode("utf-8", "ignore").encode() if dice.random() < 0.5 else bytes(data)


def feed_program(folder: Path, seconds: float) -> str:
    """Give folders of hostile files to the program: every file is an article or an error of its own."""
    rounds, files = Rounds(seconds), 0
    while rounds.another():
        corpus, dice = folder / f"c{rounds.count}", rounds.dice
        corpus.mkdir()
        for number in range(20):
            (corpus / f"{number}\x1b[31m\u202e.txt").write_bytes(random_bytes(dice))
        (corpus / "good.txt").write_text("Xã có 1.234 hộ dân.", encoding="utf-8")
        (folder / "soi.toml").write_bytes(b"" if dice.random() < 0.5 else random_bytes(dice)[:50])
        for command in (["claims"], ["check"], ["import", "--store", "soi.db"]):
            process = soi(folder, *command, corpus.name)
            expect_plain_end(process)
            assert all(line.isprintable() for line in process.stdout.splitlines()), process.stdout
            if process.returncode != 2 and command[0] == "claims":  # 2: the settings could not be read
                assert "good.txt" in process.stdout, process.stdout
        (folder / "soi.toml").unlink()
        files += 21
    return f"{files} hostile files read three times, 0 failures of the program, 0 raw control characters"


def fuzz_readers(folder: Path, seconds: float) -> str:
    """Give random texts to each reader: it raises nothing but the errors of the project."""
    rounds = Rounds(seconds)
    readers: dict[str, Callable[[random.Random, str], object]] = {
        "corpus": lambda dice, _text: read_files(folder, dice),
        "table": lambda dice, _text: read_table(folder, dice),
        "header": lambda _dice, text: read_header(text),
        "claims": lambda _dice, text: check_article(text),
        "span": read_random_span,
        "typed": lambda dice, text: read_value(text, dice.choice([*Kind])),
        "query": lambda _dice, text: parse(text, complete=True),
        "search": lambda dice, text: ArticleIndex(text).search(random_text(dice, 4)),
        "lexicon": lambda _dice, text: read_file(folder / "l.toml", f"[units.measure]\n{text}", load_lexicon),
        "settings": lambda _dice, text: read_file(folder / "s.toml", text, load_config),
        "toml": lambda _dice, text: read_file(folder / "t.toml", f"x = {text}", read_toml),
        "display": lambda _dice, text: expect_safe(text),
    }
    refused = dict.fromkeys(readers, 0)
    while rounds.another():
        for name, reader in readers.items():
            text = random_text(rounds.dice)
            try:
                reader(rounds.dice, text)
            except SoiError:
                refused[name] += 1
            except Exception as error:
                raise AssertionError(
                    f"{name} raises {error!r} on {text!r} in round {rounds.count}"
                ) from error
    return f"{rounds.count * len(readers):,} texts for {len(readers)} readers, {sum(refused.values()):,} refused with a sentence"


def read_files(folder: Path, dice: random.Random) -> None:
    path = folder / "a.txt"
    path.write_bytes(random_bytes(dice))
    for article in read_corpus(path):
        assert "the program failed" not in str(article), article


def read_table(folder: Path, dice: random.Random) -> None:
    name, beginning = dice.choice(
        (
            ("t.csv", b"text,id\n"),
            ("t.jsonl", b'{"text": "'),
            ("t.json", b'[{"text": "'),
            ("t.tsv", b"text\tid\n"),
        )
    )
    path = folder / name
    path.write_bytes(beginning + random_bytes(dice) + dice.choice((b"", b'"}', b'"}]', b"\n")))
    for article in read_corpus(path):
        assert "the program failed" not in str(article), article


def check_article(text: str) -> None:
    mentions = extract_claims(text, published="2023-05-20")
    check(Article("a.txt", "a.txt", text), mentions)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)


def read_random_span(dice: random.Random, text: str) -> None:
    start = dice.randrange(len(text))
    read_span(text, start, dice.randrange(start + 1, len(text) + 1))


def read_file(path: Path, text: str, reader: Callable[[Path], object]) -> None:
    path.write_text(text, encoding="utf-8", newline="")
    reader(path)


def expect_safe(text: str) -> None:
    for display in (visible(text), symbols(text), show(text).text):
        # The farmer keeps her joiner: without it the emoji falls apart.
        assert display.replace("👩\u200d🌾", "").replace("\n", "").isprintable(), display
    folded = fold(text)
    assert folded.starts is None or len(folded.starts) == len(folded.text)
