"""Every action that has a key, and the rules for keys that ``soi.toml`` changes.

``soi.toml`` changes keys by the action's id (``"review.verify" = "v,1"``); Textual's keymap puts them in force.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from textual.containers import ScrollableContainer
from textual.widgets import Input, OptionList, TextArea

from annotations.errors import UsageError
from annotations.text import visible
from tui.keys.keymap import KEY_NAMES, declared_bindings, split_keys, types_character

# The classes that answer to a key while the first of them has the focus, from there outwards to the app.
FocusChain = tuple[type, ...]

TEXT_FIELDS = (Input, TextArea)
TEXTUAL_OWNERS = (*TEXT_FIELDS, OptionList, ScrollableContainer)  # their keys cannot be changed
MODIFIERS = {"ctrl", "shift", "alt"}  # hardly a terminal sends the others


@dataclass(frozen=True, slots=True)
class Action:
    """An action: its id, the keys that call it, its label and what it does, both in English."""

    id: str
    keys: tuple[str, ...]
    label: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class KeyClash:
    """One key that two actions of a chain answer to; ``inner`` is nearer to the focus and gets the key."""

    inner: str
    outer: str
    key: str

    @property
    def actions(self) -> frozenset[str]:
        """The two actions, in no order."""
        return frozenset((self.inner, self.outer))


class KeyActions:
    """The actions that the classes in some focus chains declare."""

    def __init__(self, chains: Sequence[FocusChain]) -> None:
        self._chains = chains

    def list_actions(self, changed_keys: Mapping[str, str] | None = None) -> list[Action]:
        """Every action, sorted by id, with its keys after ``changed_keys`` (keys by action id)."""
        actions: dict[str, Action] = {}
        for chain in self._chains:
            for owner in reversed(chain):
                if owner in TEXTUAL_OWNERS:
                    continue
                for binding in declared_bindings(owner):
                    if binding.id:
                        former = actions[binding.id].keys if binding.id in actions else ()
                        keys = tuple(dict.fromkeys((*former, *split_keys(binding.key))))
                        actions[binding.id] = Action(binding.id, keys, binding.description, binding.tooltip)
        for action_id, keys_text in (changed_keys or {}).items():
            if action_id in actions:
                actions[action_id] = replace(actions[action_id], keys=split_keys(keys_text))
        return sorted(actions.values(), key=lambda action: action.id)

    def check(self, changed_keys: Mapping[str, str]) -> None:
        """Raise UsageError for an unknown action or key, and for a key that two actions would share."""
        action_ids = [action.id for action in self.list_actions()]
        for action_id, keys_text in changed_keys.items():
            if action_id not in action_ids:
                raise UsageError(
                    "soi.toml: there is no action {name}{hint}; soi keys lists them.",
                    name=visible(action_id),
                    hint=_hint(action_id, action_ids),
                )
            self._check_keys(action_id, keys_text)
        self._check_clashes(changed_keys)

    def _check_keys(self, action_id: str, keys_text: str) -> None:
        keys = split_keys(keys_text)
        if not keys:
            raise UsageError(
                "soi.toml: {name} has no key: give it one, or leave the line out.", name=action_id
            )
        for key in keys:
            _check_key_name(action_id, key)
            if types_character(key) and self._is_only_in_text(action_id):
                raise UsageError(
                    "soi.toml: {name} cannot be on {key}, which types a letter there: give it a function key "
                    "or one with Ctrl.",
                    name=action_id,
                    key=key,
                )

    def _is_only_in_text(self, action_id: str) -> bool:
        """Whether an action can be called only while a text field has the focus."""
        return all(chain[0] in TEXT_FIELDS for chain in self._chains if _declares(chain, action_id))

    def _check_clashes(self, changed_keys: Mapping[str, str]) -> None:
        # Two actions that share a key by default do so on purpose: the one nearer to the focus gets the key.
        default_pairs = {clash.actions for clash in self._clashes({})}
        for clash in self._clashes(changed_keys):
            if clash.actions not in default_pairs:
                raise UsageError(
                    "soi.toml: {key} would be for both {one} and {other}: give one of them another key.",
                    key=clash.key,
                    one=clash.inner,
                    other=clash.outer,
                )

    def _clashes(self, changed_keys: Mapping[str, str]) -> Iterator[KeyClash]:
        for chain in self._chains:
            first_actions: dict[str, str] = {}  # by key
            for owner in chain:
                for binding in declared_bindings(owner):
                    action_id = owner.__name__ if owner in TEXT_FIELDS else binding.id or binding.action
                    for key in split_keys(changed_keys.get(binding.id or "", binding.key)):
                        inner = first_actions.setdefault(key, action_id)
                        in_text = inner in ("Input", "TextArea")
                        if inner != action_id and (not in_text or self._is_only_in_text(action_id)):
                            yield KeyClash(inner, action_id, key)


def _declares(chain: FocusChain, action_id: str) -> bool:
    return any(binding.id == action_id for owner in chain for binding in declared_bindings(owner))


def _check_key_name(action_id: str, key: str) -> None:
    *modifiers, base = key.split("+")
    if set(modifiers) <= MODIFIERS and (base in KEY_NAMES or types_character(base) or key in KEY_NAMES):
        return
    raise UsageError(
        "soi.toml: {name}: there is no key {key}{hint}.",
        name=action_id,
        key=visible(key),
        hint=_hint(key, KEY_NAMES),
    )


def _hint(wrong_name: str, right_names: Iterable[str]) -> str:
    close_names = difflib.get_close_matches(wrong_name, list(right_names), n=1)
    return f" ({close_names[0]}?)" if close_names else ""
