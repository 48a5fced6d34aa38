"""The text being read and the mentions found in it so far."""

from __future__ import annotations

import re

from annotations.claims.folding import Folded
from annotations.claims.lexicon import Lexicon
from annotations.model import Kind, Mention, Role

_CLUSTER = re.compile(r"\d[\d.,]*\d")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_VIETNAMESE = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}")
_LINE = 140


class Document:
    """A folded text, the lexicon it is read with, and what was found; ``done`` is where reading goes on."""

    __slots__ = ("_style", "cased", "done", "folded", "lexicon", "low", "mentions", "published")

    def __init__(self, folded: Folded, lexicon: Lexicon, published: str | None) -> None:
        self.folded = folded
        self.low = folded.low
        self.cased = folded.cased
        self.lexicon = lexicon
        self.published = published
        self.mentions: list[Mention] = []
        self.done = 0
        self._style: bool | None = None

    def add(
        self,
        start: int,
        end: int,
        kind: Kind | None,
        value: str | None,
        rule: str,
        *,
        role: Role = Role.CLAIM,
    ) -> Mention:
        """Record a mention of a span."""
        mention = Mention(start, end, self.cased[start:end], role, kind, value)
        mention.rule = rule
        self.mentions.append(mention)
        self.done = end
        return mention

    def cover(self, mention: Mention, start: int, end: int) -> None:
        """Widen what is highlighted of a mention; digits in it (`m2`, `/10.000 dân`) are accounted for."""
        before = self.mentions[-2].extent_end if len(self.mentions) > 1 else 0
        mention.extent_start = max(min(start, mention.start), before)
        mention.extent_end = max(end, mention.end)
        self.done = mention.extent_end

    def other(self, start: int, end: int, role: Role, why: str, rule: str) -> Mention:
        """Record a number that is no claim, and the word that decided it."""
        mention = self.add(start, end, None, None, rule, role=role)
        mention.why = why
        return mention

    def english(self) -> bool:
        """Whether the document groups thousands by commas: its unambiguous numbers vote."""
        if self._style is None:
            clusters = _CLUSTER.findall(self.low)
            english = sum(1 for cluster in clusters if _ENGLISH.fullmatch(cluster))
            self._style = english > sum(1 for cluster in clusters if _VIETNAMESE.fullmatch(cluster))
        return self._style

    def line(self, at: int) -> tuple[int, int] | None:
        """Give the line round a position, or None where it is longer than page furniture ever is."""
        low = self.low
        start = low.rfind("\n", max(0, at - _LINE), at) + 1
        if not start and at > _LINE:
            return None
        end = low.find("\n", at, at + _LINE)
        if end < 0:
            if len(low) > at + _LINE:
                return None
            end = len(low)
        return start, end

    def placed(self) -> list[Mention]:
        """Give the mentions with their offsets in the text as it was given."""
        offsets = self.folded.offsets
        given = self.folded.given
        if offsets is None and given is self.cased:
            return self.mentions
        for mention in self.mentions:
            if offsets is not None:
                mention.start, mention.end = offsets[mention.start], offsets[mention.end]
                mention.extent_start = offsets[mention.extent_start]
                mention.extent_end = offsets[mention.extent_end]
            mention.text = given[mention.start : mention.end]
        return self.mentions
