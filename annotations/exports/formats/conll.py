"""Claims as labelled tokens: IOB2 and CoNLL-U, for training and for column readers.

IOB2 holds tokens and kinds alone. CoNLL-U holds the text, the offsets and, in the column MISC, what was reviewed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple, TextIO

from annotations.exports.contents import ExportContents, ExportedArticle
from annotations.exports.export_format import FolderFormat
from annotations.exports.rows import ExportRow, export_row
from annotations.exports.tokens import Token, sentence_ends, sentences_of, tokens_of

_WHITE_SPACE = re.compile(r"\s")
_MISC_ESCAPES = {"\\": "\\\\", "|": "\\p", "\n": "\\n", "\t": "\\t", " ": "_"}


class _LabelledToken(NamedTuple):
    token: Token
    label: str  # IOB2
    row: ExportRow | None  # the claim that begins with the token


def write_conll(contents: ExportContents, folder: Path) -> None:
    """Write ``claims.iob2`` and ``claims.conllu``; overlapping claims are cut to the first."""
    with (
        (folder / "claims.iob2").open("w", encoding="utf-8", newline="") as iob2,
        (folder / "claims.conllu").open("w", encoding="utf-8", newline="") as conllu,
    ):
        for exported in contents.articles():
            for number, sentence in enumerate(_sentences(exported), start=1):
                _write_iob2(sentence, iob2)
                _write_conllu(exported, number, sentence, conllu)


def _sentences(exported: ExportedArticle) -> list[list[_LabelledToken]]:
    text = exported.article.text
    rows = [export_row(exported.article, claim) for claim in exported.claims]
    tokens = tokens_of(text, [(row["start"], row["end"]) for row in rows])
    sentences = sentences_of(tokens, sentence_ends(text))
    labelled, remaining = [], sorted(rows, key=lambda row: (row["start"], -row["end"]))
    end, row, label = 0, None, "O"
    for sentence in sentences:
        labels = []
        for token in sentence:
            while remaining and remaining[0]["start"] < max(token.start, end):
                remaining.pop(0)
            begins = bool(remaining) and token.start == remaining[0]["start"]
            if begins:
                row = remaining.pop(0)
                end, label = row["end"], (row["kind"] or "claim").upper()
            name = f"{'B' if begins else 'I'}-{label}" if token.start < end else "O"
            labels.append(_LabelledToken(token, name, row if begins else None))
        labelled.append(labels)
    return labelled


def _write_iob2(sentence: list[_LabelledToken], out: TextIO) -> None:
    out.writelines(f"{_word(token)}\t{label}\n" for token, label, _row in sentence)
    out.write("\n")


def _write_conllu(
    exported: ExportedArticle, number: int, sentence: list[_LabelledToken], out: TextIO
) -> None:
    text = exported.article.text[sentence[0].token.start : sentence[-1].token.end]
    out.write(f"# sent_id = {exported.article.id}-{number}\n# text = {_WHITE_SPACE.sub(' ', text)}\n")
    for index, (token, label, row) in enumerate(sentence, start=1):
        misc = [f"start={token.start}", f"end={token.end}"]
        misc += [] if token.is_before_blank else ["SpaceAfter=No"]
        misc += [] if label == "O" else [f"NER={label}"]
        if row is not None:
            fields = {"Claim": row["claim"], "Value": row["value"], "Unit": row["unit"], "Verdict": row["verdict"],
                      "Annotator": row["annotator"]}  # fmt: skip
            misc += [f"{name}={_escaped(value)}" for name, value in fields.items() if value]
        out.write(f"{index}\t{_word(token)}\t_\t_\t_\t_\t_\t_\t_\t{'|'.join(misc)}\n")
    out.write("\n")


def _word(token: Token) -> str:
    return _WHITE_SPACE.sub("_", token.text)


def _escaped(value: str) -> str:
    return "".join(_MISC_ESCAPES.get(character, character) for character in value)


FORMAT = FolderFormat(write_conll, has_single_review=True)
