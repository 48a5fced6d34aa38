"""The text from which mentions are extracted, and the mentions extracted from it so far."""

from __future__ import annotations

import re

from annotations.claims.folding import FoldedText
from annotations.claims.lexicon import Lexicon
from annotations.model import Kind, Mention, Role

_CLUSTER = re.compile(r"\d[\d.,]*\d")
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_VIETNAMESE = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d+,\d{1,2}")
_LINE = 140


class Document:
    """A folded text, a lexicon and the mentions so far; extraction goes on at ``position``."""

    __slots__ = (
        "_style",
        "cased",
        "folded",
        "folded_text",
        "lexicon",
        "mentions",
        "name_case",
        "position",
        "published",
    )

    def __init__(self, folded_text: FoldedText, lexicon: Lexicon, published: str | None) -> None:
        self.folded_text = folded_text
        self.folded = folded_text.folded
        self.cased = folded_text.cased
        self.name_case = folded_text.name_case
        self.lexicon = lexicon
        self.published = published
        self.mentions: list[Mention] = []
        self.position = 0
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
        """Add a mention of a span and move on to its end."""
        mention = Mention(start, end, self.cased[start:end], role, kind, value)
        mention.rule = rule
        self.mentions.append(mention)
        self.position = end
        return mention

    def extend(self, mention: Mention, start: int, end: int) -> None:
        """Widen the extent of the last mention; digits in it (`m2`, `/10.000 dân`) belong to the mention."""
        previous = self.mentions[-2].extent_end if len(self.mentions) > 1 else 0
        mention.extent_start = max(min(start, mention.start), previous)
        mention.extent_end = max(end, mention.end)
        self.position = mention.extent_end

    def add_non_claim(self, start: int, end: int, role: Role, why: str, rule: str) -> Mention:
        """Add a number that is not a claim; ``why`` is the word that decided its role."""
        mention = self.add(start, end, None, None, rule, role=role)
        mention.why = why
        return mention

    def groups_by_commas(self) -> bool:
        """Whether the document groups thousands by commas: its unambiguous numbers vote."""
        if self._style is None:
            clusters = _CLUSTER.findall(self.folded)
            groups_by_commas = sum(1 for cluster in clusters if _ENGLISH.fullmatch(cluster))
            self._style = groups_by_commas > sum(1 for cluster in clusters if _VIETNAMESE.fullmatch(cluster))
        return self._style

    def line_around(self, offset: int) -> tuple[int, int] | None:
        """Start and end of the line around an offset; None for a line that is too long for page furniture."""
        folded = self.folded
        start = folded.rfind("\n", max(0, offset - _LINE), offset) + 1
        if not start and offset > _LINE:
            return None
        end = folded.find("\n", offset, offset + _LINE)
        if end < 0:
            if len(folded) > offset + _LINE:
                return None
            end = len(folded)
        return start, end

    def mentions_in_original(self) -> list[Mention]:
        """The mentions with offsets into the original text."""
        folded_text = self.folded_text
        original = folded_text.original
        if folded_text.cuts is None and folded_text.offsets is None:
            if original is not self.cased:
                for mention in self.mentions:
                    mention.text = original[mention.start : mention.end]
            return self.mentions
        spans = folded_text.original_spans()
        for mention in self.mentions:
            mention.extent_start, mention.start, mention.end, mention.extent_end = spans(
                mention.extent_start, mention.start, mention.end, mention.extent_end
            )
            mention.text = original[mention.start : mention.end]
        return self.mentions
