"""Reviews as a DocBin of spaCy, for training and evaluation: a Doc for each article and annotator (https://spacy.io/api/docbin).

``doc.ents`` are the claims that do not overlap, ``doc.spans["claims"]`` all of them, with the claim's id. ``doc.user_data``
has the rows. Needs the extra ``spacy``.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any, BinaryIO

from annotations.exports.annotators import reviews_by_annotator
from annotations.exports.contents import ExportContents
from annotations.exports.export_format import BinaryFormat
from annotations.exports.rows import ExportRow, export_row
from annotations.exports.tokens import sentence_ends, tokens_of
from annotations.extras import load_extra
from annotations.model import Article
from annotations.reports import ReviewedClaim

_ROWS = "soi_rows"  # the key in ``doc.user_data`` by which a file is known as an export
_ATTRIBUTES = ["ORTH", "SENT_START", "ENT_IOB", "ENT_TYPE"]


def write_spacy(contents: ExportContents, out: BinaryIO) -> None:
    """Write one DocBin; spaCy builds it in memory."""
    vocabulary = load_extra("spacy.vocab", "spacy").Vocab()
    tokens = load_extra("spacy.tokens", "spacy")
    docs = tokens.DocBin(attrs=_ATTRIBUTES, store_user_data=True)
    for article, claims in contents.articles():
        for annotator, reviewed in reviews_by_annotator(claims).items():
            docs.add(_doc(tokens.Doc, vocabulary, article, annotator, reviewed))
    out.write(docs.to_bytes())


def _doc(
    make_doc: Any, vocabulary: Any, article: Article, annotator: str, claims: list[ReviewedClaim]
) -> Any:
    rows = [export_row(article, claim) for claim in claims]
    tokens = tokens_of(article.text, [(row["start"], row["end"]) for row in rows])
    doc = make_doc(
        vocabulary,
        words=[token.text for token in tokens],
        spaces=[token.is_before_blank for token in tokens],
        sent_starts=_sentence_starts(article.text, [token.start for token in tokens]),
    )
    spans = [span for row in rows if (span := _span(doc, row)) is not None]
    doc.spans["claims"] = spans
    doc.ents = load_extra("spacy.util", "spacy").filter_spans(spans)
    doc.user_data.update(
        {"article": article.id, "annotator": annotator, _ROWS: json.dumps(rows, ensure_ascii=False)}
    )
    return doc


def _span(doc: Any, row: ExportRow) -> Any:
    """The span of a claim; None where it begins or ends in white space."""
    label = (row["kind"] or "claim").upper()
    return doc.char_span(row["start"], row["end"], label=label, span_id=row["claim"], alignment_mode="strict")


def _sentence_starts(text: str, token_starts: list[int]) -> list[bool]:
    """Whether each token is the first of a sentence."""
    ends, is_start, starts = iter(sentence_ends(text)), True, []
    end = next(ends, None)
    for start in token_starts:
        while end is not None and start >= end:
            is_start, end = True, next(ends, None)
        starts.append(is_start)
        is_start = False
    return starts


def _is_own(path: Path) -> bool:
    """Whether a file is a DocBin with the rows of an export."""
    content = path.read_bytes()
    try:
        return _ROWS.encode() in zlib.decompress(content)
    except zlib.error:
        return False


FORMAT = BinaryFormat(".spacy", write_spacy, _is_own)
