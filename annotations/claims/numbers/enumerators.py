"""Numbers that number: the items of a list, the steps of an instruction, the parts of an argument."""

from __future__ import annotations

import re

from annotations.claims.context.left_context import LeftContext
from annotations.model import Role

_ROW = re.compile(r"\d{1,3}(?= ?\| ?[^\W\d_])")
_ITEM = re.compile(r"\d{1,2}(?:[.)/]|\.\))(?! ?\d) ?-? ?(?=[^\W\d_])")
_ITEM_MARKS = frozenset(".)/")
_BRACKETED = re.compile(r"\d{1,2}\)")
_CLAUSE_ENDS = frozenset(".!?:;…\n")
_MARKUP = " *#>_“\"'"


def read_list_number(context: LeftContext) -> bool:
    """Record `2. Chọn giày` at the beginning of a clause, and `(2)` before an item, as names."""
    name_case, offset = context.name_case, context.offset
    row = _ROW.match(name_case, offset) if name_case[offset - 1 : offset] in ("", "\n", " ", "|") else None
    if row and _begins_line(name_case, offset):
        return _record(context, row.end())
    if _ITEM_MARKS.isdisjoint(name_case[offset + 1 : offset + 3]):
        return False
    bracketed = _BRACKETED.match(name_case, offset) if name_case[offset - 1 : offset] == "(" else None
    if bracketed and not context.tags & {"reference", "day"}:
        return _record(context, bracketed.end() - 1)
    match = _ITEM.match(name_case, offset)
    if not match or not begins_clause(name_case, offset):
        return False
    mark = name_case[offset : match.end()].strip(" -").lstrip("0123456789")
    if not context.cased[match.end()].isupper() and (mark != ")" or not _begins_line(name_case, offset)):
        return False
    if mark == "/" and not _begins_line(name_case, offset):
        return False
    return _record(context, offset + len(name_case[offset : match.end()].split(mark)[0]))


def begins_clause(name_case: str, offset: int) -> bool:
    """Whether nothing but marks stands between a position and the end of the sentence before it."""
    floor = max(0, offset - 6)
    previous = name_case[floor:offset].rstrip(_MARKUP)
    return (not previous and not floor) or previous[-1:] in _CLAUSE_ENDS


def _begins_line(name_case: str, offset: int) -> bool:
    return not name_case[name_case.rfind("\n", 0, offset) + 1 : offset].strip(_MARKUP + "-|")


def _record(context: LeftContext, end: int) -> bool:
    context.document.add_non_claim(context.offset, end, Role.NAME, "list", "name.list")
    return True
