"""The lexicon: phrases loaded from ``lexicon.toml``, extended by a user's own file, and validated.

Phrases are folded like texts, so that a look-up is one dictionary access whatever the spelling.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from annotations.bounded_files import read_toml
from annotations.claims.folding import fold
from annotations.errors import Sentence, UsageError
from annotations.text import brief, is_blank, visible

BUILT_IN = Path(__file__).with_name("lexicon.toml")
LONGEST = 5  # syllables in a phrase that is looked up

# The scales that may be given, each with its power of ten.
_SCALES = {10**power: power for power in range(31)}

# Which sections there are; True where a section holds lists under names it fixes itself.
_UNIT_KINDS = frozenset(("money", "measure", "duration", "age", "percentage", "score", "level", "multiple"))
_MODIFIERS = frozenset(("about", "almost", "more_than", "less_than", "at_least", "at_most", "up_to"))
_NAMED_LISTS: dict[str, frozenset[str]] = {
    "modifiers": _MODIFIERS,
    "modifiers_after": _MODIFIERS,
    "date_modifiers": frozenset(("early", "mid", "late", "before", "after", "about")),
    "directions": frozenset(("increase", "decrease", "between")),
    "heads": frozenset(
        [
            "reference",
            "name",
            "rank",
            "level",
            "score",
            "multiple",
            "age",
            "day",
            "month",
            "quarter",
            "year",
            "decade",
            "century",
            "time",
            "whole",
            "plain",
            "firm",
        ]
    ),
    "point_places": frozenset(("words",)),
    "money_words": frozenset(("words",)),
    "furniture": frozenset(("words",)),
    "cues": frozenset(),  # any name: the reader asks for those it knows
    "one": frozenset(("before", "after", "always")),
    "nouns": frozenset(("single", "classifiers", "events", "compounds", "stops")),
}
# `chục` is a ten of its own in number words, the others are short forms.
_AFTER_DIGITS = frozenset(("chục", "tr", "k"))
_AVOID = frozenset(("not_before", "not_after"))


@dataclass(slots=True)
class Lexicon:
    """The look-up tables of extraction; keys are folded phrases."""

    scales: dict[str, int] = field(default_factory=dict)
    word_scales: dict[str, int] = field(default_factory=dict)  # those that follow number words too
    units: dict[str, tuple[str, str]] = field(default_factory=dict)
    modifiers: dict[str, str] = field(default_factory=dict)
    modifiers_after: dict[str, str] = field(default_factory=dict)
    date_modifiers: dict[str, str] = field(default_factory=dict)
    directions: dict[str, str] = field(default_factory=dict)
    heads: dict[str, frozenset[str]] = field(default_factory=dict)
    point_places: set[str] = field(default_factory=set)
    money_words: set[str] = field(default_factory=set)
    furniture: set[str] = field(default_factory=set)
    one_before: set[str] = field(default_factory=set)
    one_after: set[str] = field(default_factory=set)
    one_always: set[str] = field(default_factory=set)
    singles: set[str] = field(default_factory=set)
    classifiers: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    compounds: set[str] = field(default_factory=set)
    stops: set[str] = field(default_factory=set)
    not_before: dict[str, set[str]] = field(default_factory=dict)
    not_after: dict[str, set[str]] = field(default_factory=dict)
    cues: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    stems: set[str] = field(default_factory=set)  # `mmol` of `mmol/l`
    # How many syllables the longest phrase has that ends, or begins, with a word: most words have none.
    modifier_ends: dict[str, int] = field(default_factory=dict)
    head_ends: dict[str, int] = field(default_factory=dict)
    unit_starts: dict[str, int] = field(default_factory=dict)
    compound_starts: dict[str, int] = field(default_factory=dict)

    def index(self) -> None:
        """Store the length of the longest phrase for each word from which phrases are looked up."""
        for phrases, reach, edge in (
            (self.modifiers, self.modifier_ends, -1),
            (self.heads, self.head_ends, -1),
            (self.units, self.unit_starts, 0),
            (self.compounds, self.compound_starts, 0),
        ):
            for phrase in phrases:
                words = phrase.split()
                word = words[edge].partition("/")[0] or words[edge]
                reach[word] = max(len(words), reach.get(word, 0))
        self.word_scales = {word: power for word, power in self.scales.items() if word not in _AFTER_DIGITS}
        self.stems = {phrase.partition("/")[0] for phrase in self.units if "/" in phrase}


def load_lexicon(path: Path | None = None) -> Lexicon:
    """Load the built-in lexicon and, with a path, a user's file on top of it.

    Raises:
        UsageError: the file cannot be read, or an entry cannot work; the message names file and line.

    """
    return _built_in() if path is None else _extended(path)


@lru_cache(maxsize=1)
def _built_in() -> Lexicon:
    lexicon = Lexicon()
    _Loader(BUILT_IN, lexicon).load()
    return lexicon


def _extended(path: Path) -> Lexicon:
    lexicon = Lexicon()
    _Loader(BUILT_IN, lexicon).load()
    _Loader(path, lexicon).load()
    return lexicon


class _Loader:
    """Reads one file into a lexicon; an error names the line of the entry."""

    def __init__(self, path: Path, lexicon: Lexicon) -> None:
        self.path = path
        self.lexicon = lexicon
        self.source = ""

    def load(self) -> None:
        self.source, data = read_toml(self.path)
        for section, content in data.items():
            self.section(section, content)
        self.lexicon.index()

    def section(self, section: str, content: Any) -> None:
        if not isinstance(content, dict):
            raise self.error(section, section, Sentence("write it as a section in square brackets"))
        if section == "scales":
            self.scales(content)
        elif section == "units":
            self.units(content)
        elif section == "confusable":
            self.confusable(content)
        elif section in _NAMED_LISTS:
            self.lists(section, content)
        else:
            raise self.error("", section, Sentence("there is no such section"))

    def scales(self, content: dict[str, Any]) -> None:
        for word, factor in content.items():
            if not isinstance(factor, int) or isinstance(factor, bool) or factor not in _SCALES:
                raise self.error("scales", word, Sentence("a scale is a power of ten, such as 1000"))
            self.lexicon.scales[self.phrase("scales", word)] = _SCALES[factor]

    def units(self, content: dict[str, Any]) -> None:
        for kind, units in content.items():
            if kind not in _UNIT_KINDS or not isinstance(units, dict):
                raise self.error(
                    "units", kind, Sentence("a unit is one of {names}", names=", ".join(sorted(_UNIT_KINDS)))
                )
            for unit, spellings in units.items():
                for spelling in self.words(f"units.{kind}", unit, spellings):
                    self.lexicon.units[spelling] = (kind, unit)

    def confusable(self, content: dict[str, Any]) -> None:
        for word, entry in content.items():
            if not isinstance(entry, dict) or not set(entry) <= _AVOID:
                raise self.error("confusable", word, Sentence("give not_before and not_after"))
            for name, table in (
                ("not_before", self.lexicon.not_before),
                ("not_after", self.lexicon.not_after),
            ):
                words = self.words("confusable", word, entry.get(name, []))
                table.setdefault(self.phrase("confusable", word), set()).update(words)

    def lists(self, section: str, content: dict[str, Any]) -> None:
        for name, entries in content.items():
            if _NAMED_LISTS[section] and name not in _NAMED_LISTS[section]:
                names = ", ".join(sorted(_NAMED_LISTS[section]))
                raise self.error(section, name, Sentence("expected one of {names}", names=names))
            for phrase in self.words(section, name, entries):
                self.add_entries(section, name, phrase)

    def add_entries(self, section: str, name: str, phrase: str) -> None:
        lexicon = self.lexicon
        if section == "heads":
            lexicon.heads[phrase] = lexicon.heads.get(phrase, frozenset()) | {name}
        elif section == "cues":
            lexicon.cues[name].add(phrase)
        elif section == "one":
            getattr(lexicon, f"one_{name}").add(phrase)
        elif section == "nouns":
            {
                "single": lexicon.singles,
                "classifiers": lexicon.classifiers,
                "events": lexicon.events,
                "compounds": lexicon.compounds,
                "stops": lexicon.stops,
            }[name].add(phrase)
        elif section in ("point_places", "money_words", "furniture"):
            getattr(lexicon, section).add(phrase)
        elif section == "directions":
            lexicon.directions.setdefault(phrase, name)
        else:
            getattr(lexicon, section)[phrase] = name

    def words(self, section: str, name: str, entries: Any) -> list[str]:
        if not isinstance(entries, list):
            raise self.error(section, name, Sentence("give a list of phrases in square brackets"))
        for entry in entries:
            if not isinstance(entry, str) or not entry.strip():
                raise self.error(section, name, Sentence("a phrase is words between quotation marks"))
        return [self.phrase(section, entry) for entry in entries]

    def phrase(self, section: str, entry: str) -> str:
        folded_text = " ".join(fold(entry).folded.split())
        if is_blank(folded_text):
            raise self.error(section, entry, Sentence("a phrase is words between quotation marks"))
        if len(folded_text.split()) > LONGEST:
            raise self.error(
                section, entry, Sentence("a phrase has at most {number} syllables", number=LONGEST)
            )
        return folded_text

    def error(self, section: str, entry: Any, subject: Sentence) -> UsageError:
        return UsageError(
            "{path}, line {line}: {entry} cannot be used: {what}.",
            path=visible(str(self.path)),
            line=self.line_of(section, entry),
            entry=brief(repr(entry)),
            what=subject,
        )

    def line_of(self, section: str, entry: Any) -> int:
        """The line of an entry. tomllib keeps no lines, so the text of the entry is searched below its section."""
        lines = self.source.splitlines()
        first = next((n for n, line in enumerate(lines) if section and line.strip() == f"[{section}]"), 0)
        required = str(entry) if isinstance(entry, str) and entry else str(entry).strip("'")
        for number in range(first, len(lines)):
            if required in lines[number] and not lines[number].lstrip().startswith("#"):
                return number + 1
        return first + 1
