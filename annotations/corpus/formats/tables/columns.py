"""Which columns of a table hold the parts of an article."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from annotations.corpus.options import ColumnNames
from annotations.errors import UsageError
from annotations.text import fold, visible

# The usual names of each column, folded and with blanks for other signs, the surest first.
_USUAL = {
    "text": ("text", "content", "body", "article", "article text", "article body", "full text", "fulltext", "context",
             "noi dung", "van ban", "bai viet"),
    "id": ("id", "article id", "doc id", "docid", "uuid", "guid", "ma bai", "ma"),
    "title": ("title", "headline", "tieu de", "tua de", "ten bai"),
    "outlet": ("outlet", "source", "publisher", "newspaper", "site", "site name", "domain", "nguon", "bao", "toa soan"),
    "author": ("author", "authors", "byline", "tac gia"),
    "published": ("published", "published at", "date", "publish date", "published date", "date published", "pubdate",
                  "datetime", "ngay dang", "ngay", "ngay xuat ban"),
    "url": ("url", "link", "permalink", "canonical", "duong dan", "lien ket"),
}  # fmt: skip
# The names that mean the text whatever the other columns are; ``article`` may be an id beside them.
_TEXTS = frozenset(_USUAL["text"]) - {"article"}


def resolve_columns(header: Sequence[str], requested: ColumnNames, path_text: str) -> ColumnNames:
    """The columns of a table with this header, by the names chosen and, where there is none, the usual names.

    A column that the table does not have is empty. Raises UsageError where there is no column with the text, two might be
    it, or a column that was chosen is not there.
    """
    folded = {name: _fold(name) for name in header}
    columns = {}
    for part, name in requested._asdict().items():
        if name:
            columns[part] = _column_named(name, header, path_text)
        else:
            columns[part] = _usual(part, folded, path_text)
    if not requested.text:
        _expect_one_text(folded, path_text)
    if not columns["text"]:
        raise UsageError(
            "{path} has no column for the text among {columns}: name it with --text COLUMN.",
            path=path_text,
            columns=visible(", ".join(header)),
        )
    return ColumnNames(**columns)


def _expect_one_text(folded: dict[str, str], path_text: str) -> None:
    """Raise UsageError where several columns might be the text, and none was chosen."""
    names = [name for name, folded_name in folded.items() if folded_name in _TEXTS]
    if len(names) > 1:
        raise _several("text", names, path_text)


def _several(part: str, names: Sequence[str], path_text: str) -> UsageError:
    return UsageError(
        "{path} has several columns that might be the {part}, {columns}: name one with --{part} COLUMN.",
        path=path_text,
        part=part,
        columns=visible(", ".join(names)),
    )


def _column_named(name: str, header: Sequence[str], path_text: str) -> str:
    if name in header:
        return name
    nearest = get_close_matches(name, header, n=1)
    raise UsageError(
        "{path} has no column {name}: its columns are {columns}.",
        path=path_text,
        name=visible(name),
        columns=visible(", ".join(nearest or header)),
    )


def _usual(part: str, folded: dict[str, str], path_text: str) -> str:
    for usual_name in _USUAL[part]:
        names = [name for name, folded_name in folded.items() if folded_name == usual_name]
        if len(names) == 1:
            return names[0]
        if len(names) > 1:
            raise _several(part, names, path_text)
    return ""


def _fold(name: str) -> str:
    return " ".join(fold(name).text.replace("_", " ").replace("-", " ").split())
