"""Splitting a data set into parts by article: claims of one article never stand in two parts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from annotations.errors import UsageError
from annotations.text import visible

Splits = Sequence[tuple[str, int]]
_PART = re.compile(r"\s*([a-z][a-z0-9_]*)\s*=\s*(\d{1,3})\s*%?\s*", re.ASCII)
_STEPS = 10_000  # in which an article's hash is measured


def parse_splits(text: str) -> tuple[tuple[str, int], ...]:
    """The parts in a text such as ``train=80,dev=10,test=10``; raises UsageError where they do not come to 100."""
    matches = [_PART.fullmatch(part) for part in text.split(",")]
    splits = tuple((match[1], int(match[2])) for match in matches if match)
    names = {name for name, _share in splits}
    if len(names) < len(matches) or sum(share for _name, share in splits) != 100:
        raise UsageError(
            "{text} is no split: name parts and percentages that come to 100, as train=80,dev=10,test=10.",
            text=visible(text),
        )
    return splits


def split_of(article: str, splits: Splits, seed: int) -> str:
    """The part that an article is in: by its id and the seed alone, whatever other articles there are."""
    digest = hashlib.sha256(f"{seed}\0{article}".encode("utf-8", "surrogatepass")).digest()
    place = int.from_bytes(digest[:8], "big") % _STEPS
    end = 0
    for name, share in splits:
        end += share * _STEPS // 100
        if place < end:
            return name
    return splits[-1][0]
