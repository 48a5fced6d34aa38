"""Every action that has a key: its id, its label, the keys in use, and whether other keys can be had.

``soi.toml`` changes keys by id (``"review.verify" = "v,1"``); Textual's keymap puts them in force.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from textual.containers import ScrollableContainer
from textual.keys import Keys
from textual.widgets import Input, OptionList, TextArea

from annotations.errors import UsageError
from annotations.text import visible
from tui.app import SoiApp
from tui.keys.keymap import bindings, split, types
from tui.review.screen import ReviewScreen
from tui.screens.claims import ClaimsScreen
from tui.screens.dashboard import DashboardScreen
from tui.screens.dialogs.evidence import EvidenceScreen
from tui.screens.dialogs.form import FormScreen
from tui.screens.dialogs.goto import GotoScreen
from tui.screens.dialogs.note import NoteScreen
from tui.screens.dialogs.tag_keys import TagKeysScreen
from tui.screens.dialogs.tags import TagsScreen
from tui.screens.orphans import OrphansScreen
from tui.screens.search import SearchScreen
from tui.screens.similar import SimilarScreen
from tui.widgets.article.article_reader import ArticleReader
from tui.widgets.article.article_search import ArticleSearch
from tui.widgets.choice import Choice
from tui.widgets.lists.article_list import ArticleList
from tui.widgets.lists.claims_table import ClaimsTable
from tui.widgets.panels.claim_panel import ClaimPanel
from tui.widgets.panels.keys_panel import KeysPanel
from tui.widgets.query_line import QueryLine

# What answers to keys together: from what has the focus outwards. A text field takes what it types itself.
CHAINS: tuple[tuple[type, ...], ...] = (
    (ArticleReader, ReviewScreen, SoiApp),
    (ArticleList, ReviewScreen, SoiApp),
    (ClaimPanel, ScrollableContainer, ReviewScreen, SoiApp),
    (ArticleReader, OrphansScreen, SoiApp),
    (ClaimsTable, ClaimsScreen, SoiApp),
    (Input, QueryLine, ClaimsScreen, SoiApp),
    (ScrollableContainer, DashboardScreen, SoiApp),
    (Input, GotoScreen, SoiApp),
    (Input, QueryLine, SearchScreen, SoiApp),
    (OptionList, SimilarScreen, SoiApp),
    (Input, ArticleSearch, ReviewScreen, SoiApp),
    (TextArea, NoteScreen, SoiApp),
    (Input, TagsScreen, SoiApp),
    (TagKeysScreen, SoiApp),
    (KeysPanel, ScrollableContainer, ReviewScreen, SoiApp),
    (Input, FormScreen, SoiApp),
    (Choice, FormScreen, SoiApp),
    (OptionList, EvidenceScreen, SoiApp),
)
TEXT_FIELDS = (Input, TextArea)
MODIFIERS = {"ctrl", "shift", "alt", "meta", "super", "hyper"}
NAMED = {key.value for key in Keys}


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does; ``keys`` are those that do it, ``label`` is in English."""

    id: str
    keys: tuple[str, ...]
    label: str


def actions(changed: Mapping[str, str] | None = None) -> list[Action]:
    """Every action there is, with its keys after the changes."""
    found: dict[str, Action] = {}
    for chain in CHAINS:
        for owner in reversed(chain):
            for binding in bindings(owner):
                if binding.id and owner not in (*TEXT_FIELDS, OptionList, ScrollableContainer):
                    known = found.get(binding.id)
                    keys = dict.fromkeys((*(known.keys if known else ()), *split(binding.key)))
                    found[binding.id] = Action(binding.id, tuple(keys), binding.description)
    for name, wanted in (changed or {}).items():
        if name in found:
            found[name] = Action(name, split(wanted), found[name].label)
    return sorted(found.values(), key=lambda action: action.id)


def check(changed: Mapping[str, str]) -> None:
    """Raise UsageError where the changed keys cannot be: no such action or key, or one key for two actions."""
    known = {action.id: action for action in actions()}
    for name, keys in changed.items():
        if name not in known:
            raise UsageError(
                "soi.toml: there is no action {name}{hint}; soi keys lists them.",
                name=visible(name),
                hint=_hint(name, known),
            )
        if not split(keys):
            raise UsageError("soi.toml: {name} has no key: give it one, or leave the line out.", name=name)
        for key in split(keys):
            _expect_a_key(name, key)
            if types(key) and _is_only_in_text(name):
                raise UsageError(
                    "soi.toml: {name} cannot be on {key}, which types a letter there: give it a function key "
                    "or one with Ctrl.",
                    name=name,
                    key=key,
                )
    _expect_no_clash(changed)


def _expect_a_key(name: str, key: str) -> None:
    *modifiers, base = key.split("+")
    if set(modifiers) <= MODIFIERS and (base in NAMED or types(base) or key in NAMED):
        return
    raise UsageError(
        "soi.toml: {name}: there is no key {key}{hint}.", name=name, key=visible(key), hint=_hint(key, NAMED)
    )


def _hint(wrong: str, right: Iterable[str]) -> str:
    near = difflib.get_close_matches(wrong, list(right), n=1)
    return f" ({near[0]}?)" if near else ""


def _is_only_in_text(name: str) -> bool:
    """Whether an action can be called only where a text field has the focus."""
    chains = [
        chain for chain in CHAINS if any(binding.id == name for owner in chain for binding in bindings(owner))
    ]
    return all(chain[0] in TEXT_FIELDS for chain in chains)


def _expect_no_clash(changed: Mapping[str, str]) -> None:
    usual = set(_shared({}))
    for one, other, key in _shared(changed):
        # What shares a key by default does so knowingly: the nearer to the focus goes first.
        if not any({one, other} == {a, b} for a, b, _ in usual):
            raise UsageError(
                "soi.toml: {key} would be for both {one} and {other}: give one of them another key.",
                key=key,
                one=one,
                other=other,
            )


def _shared(changed: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Every two actions that answer to the same key at the same time, and the key."""
    for chain in CHAINS:
        taken: dict[str, str] = {}
        for owner in chain:
            for binding in bindings(owner):
                name = binding.id or binding.action
                if owner in TEXT_FIELDS:
                    name = owner.__name__
                for key in split(changed.get(binding.id or "", binding.key)):
                    other = taken.setdefault(key, name)
                    if other == name or (other in ("Input", "TextArea") and not _is_only_in_text(name)):
                        continue
                    yield other, name, key
