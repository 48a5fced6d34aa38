"""Reviews as UIMA CAS JSON 0.4.0 for INCEpTION: a folder an annotator, a file an article (https://inception-project.github.io).

The layer ``webanno.custom.Claim`` has to be in the project; the file holds its type. Offsets count UTF-16 units.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from annotations.exports.annotators import file_name_of, reviews_by_annotator
from annotations.exports.article_files import article_file
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import FolderFormat
from annotations.exports.records import json_line
from annotations.exports.rows import ExportRow, export_row
from annotations.exports.tokens import sentence_ends, sentences_of, tokens_of
from annotations.model import Article
from annotations.offsets import OffsetTable, OffsetUnit
from annotations.reports import ReviewedClaim

_CLAIM = "webanno.custom.Claim"
_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type"
_SENTENCE, _TOKEN = f"{_SEGMENTATION}.Sentence", f"{_SEGMENTATION}.Token"
_ANNOTATION = "uima.tcas.Annotation"
_SHOWN = ("claim", "kind", "value", "unit", "verdict", "confidence", "note")
_SOFA_ID = 1


def write_inception(contents: ExportContents, folder: Path) -> None:
    """Write ANNOTATOR/ARTICLE.json for each annotator and article."""
    for article, claims in contents.articles():
        for annotator, reviewed in reviews_by_annotator(claims).items():
            path = article_file(folder / file_name_of(annotator), article.id, ".json")
            path.write_text(json_line(_cas(article, reviewed)) + "\n", encoding="utf-8", newline="")


def _cas(article: Article, claims: list[ReviewedClaim]) -> dict[str, Any]:
    structures: list[dict[str, Any]] = []
    for structure in _structures(article, claims):
        if tags := structure.pop("tags", None):
            structures.append(
                {"%ID": len(structures) + 1, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": tags}
            )
            structure["@tags"] = len(structures)
        structures.append({"%ID": len(structures) + 1, **structure})
    members = [structure["%ID"] for structure in structures if "begin" in structure]
    return {
        "%TYPES": _types(),
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": _SOFA_ID, "%MEMBERS": members}},
    }


def _structures(article: Article, claims: list[ReviewedClaim]) -> Iterator[dict[str, Any]]:
    """The text, its sentences and tokens, and the claims, each of which may have a list of tags."""
    text, offsets = article.text, OffsetTable(article.text, OffsetUnit.UTF16)
    rows = [export_row(article, claim) for claim in claims]

    def annotation(kind: str, start: int, end: int) -> dict[str, Any]:
        begin, finish = offsets.from_code_points(start), offsets.from_code_points(end)
        return {"%TYPE": kind, "@sofa": _SOFA_ID, "begin": begin, "end": finish}

    yield {
        "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": text,
    }  # fmt: skip
    yield annotation("uima.tcas.DocumentAnnotation", 0, len(text)) | {"language": "vi"}
    yield from (annotation(*segment) for segment in _segments(text, rows))
    for row in rows:
        yield annotation(_CLAIM, row["start"], row["end"]) | _features(row)


def _segments(text: str, rows: list[ExportRow]) -> Iterable[tuple[str, int, int]]:
    tokens = tokens_of(text, [(row["start"], row["end"]) for row in rows])
    for sentence in sentences_of(tokens, sentence_ends(text)):
        yield _SENTENCE, sentence[0].start, sentence[-1].end
        yield from ((_TOKEN, token.start, token.end) for token in sentence)


def _features(row: ExportRow) -> dict[str, Any]:
    """The features of a claim; ``soi`` is the whole row as JSON, from which an import takes what the others do not say."""
    features = {name: value for name in _SHOWN if (value := dict(row)[name])}
    evidence = {"evidence": json.dumps(row["evidence"], ensure_ascii=False)} if row["evidence"] else {}
    return features | evidence | {"tags": list(row["tags"]), "soi": json.dumps(row, ensure_ascii=False)}


def _types() -> dict[str, Any]:
    features = {name: {"%NAME": name, "%RANGE": "uima.cas.String"} for name in (*_SHOWN, "evidence", "soi")}
    features["tags"] = {"%NAME": "tags", "%RANGE": "uima.cas.String[]"}
    claim = {"%NAME": _CLAIM, "%SUPER_TYPE": _ANNOTATION, **features}
    segments = {name: {"%NAME": name, "%SUPER_TYPE": _ANNOTATION} for name in (_SENTENCE, _TOKEN)}
    return {_CLAIM: claim, **segments}


FORMAT = FolderFormat(write_inception)
