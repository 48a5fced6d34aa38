"""Sentences with their spans marked ⟦so⟧, as people write and read them."""

from __future__ import annotations

import json
import runpy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotations.claims import extract_claims
from annotations.model import Mention

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
SENTENCES = ROOT / "tests" / "data" / "sentences"
FIELDS = ("kind", "value", "unit", "modifier", "direction", "of", "per")

Row = dict[str, Any]


@dataclass(frozen=True)
class Marked:
    """A sentence without its marks, and the rows of its mentions with their offsets."""

    text: str
    rows: list[Row]


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks off a sentence; the second part is where they stood."""
    text, spans, start = "", [], 0
    for letter in marked:
        if letter == "⟦":
            start = len(text)
        elif letter == "⟧":
            spans.append((start, len(text)))
        else:
            text += letter
    return text, spans


def load(path: Path) -> dict[str, Marked]:
    """Read a file of marked sentences, by their ids."""
    sentences = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, spans = unmark(row["marked"])
        rows = [
            {"doc": row["id"], "start": start, "end": end, "text": text[start:end], **mention}
            for (start, end), mention in zip(spans, row["mentions"], strict=True)
        ]
        sentences[row["id"]] = Marked(text, rows)
    return sentences


def as_row(doc: str, mention: Mention) -> Row:
    """Write a mention the way the gold files do."""
    row: Row = {"doc": doc, "start": mention.start, "end": mention.end, "text": mention.text}
    row["role"] = mention.role.value
    row.update({name: getattr(mention, name) for name in FIELDS})
    row["kind"] = mention.kind.value if mention.kind else None
    return row


def read_rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write_rows(path: Path, rows: list[Row]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def predict(folder: Path) -> list[Row]:
    """Extract the mentions of every text of a folder."""
    return [
        as_row(path.name, mention)
        for path in sorted(folder.glob("*.txt"))
        for mention in extract_claims(path.read_bytes().decode("utf-8"))
    ]


def score(gold: Path, predicted: Path) -> tuple[float, dict[str, int]]:
    """Score with the shared tool itself, not with a copy of it."""
    tool = runpy.run_path(str(SHARED / "tools" / "score_claims.py"))
    f1, counts = tool["main"](str(gold), str(predicted), True)
    return f1, counts
