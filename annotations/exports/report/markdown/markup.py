"""Texts and tables in Markdown; every text is escaped, so that it is shown as it was written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from annotations.exports.report.web_addresses import is_web_address
from annotations.text import visible

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$]")
# What begins a heading, a list, a quotation or a line below a heading.
_LINE_START = re.compile(r"[#+=-]|\d+(?=[.)](?:\s|\Z))")
_BLANKS = re.compile(r"\s+")


def escaped(text: str) -> str:
    """A text of one line without what Markdown would act on; control characters become symbols, blanks one blank."""
    line = _BLANKS.sub(" ", visible(text)).strip()
    start = _LINE_START.match(line)
    inner = _SPECIAL.sub(r"\\\g<0>", line)
    if start is None:
        return inner
    # Of a number it is the point or bracket behind it that makes it begin a list.
    position = start.end() if start[0].isdigit() else 0
    return f"{inner[:position]}\\{inner[position:]}"


def escaped_lines(text: str) -> str:
    """A text of several lines within one paragraph or cell."""
    return "<br>".join(escaped(line) for line in text.splitlines() if line.strip())


def emphasised(text: str, preceding: str) -> str:
    """A text in bold type; ``preceding`` is the text before it, which decides whether asterisks are read as such."""
    words = escaped(text)
    if words[:1].isalnum() or not preceding[-1:].isalnum():
        return f"**{words}**"
    return f"<b>{words}</b>"


def linked(address: str) -> str:
    """A web address as a link; any other text as it is."""
    return f"<{address}>" if is_web_address(address) and not set(address) & set("<>") else escaped(address)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of a table whose cells are Markdown."""
    cells = list(headings)
    yield f"| {' | '.join(cells)} |"
    yield f"| --- |{' ---: |' * (len(cells) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
