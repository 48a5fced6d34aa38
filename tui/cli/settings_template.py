"""A ``soi.toml`` to begin with: every setting, commented out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.language.i18n import _

if TYPE_CHECKING:
    from tui.keys.actions import Action


def _settings() -> Iterable[tuple[str, str, str]]:
    """Each setting with an example and what it is for."""
    return (
        ("annotator", "lan", _("Who decides: the name with which decisions are signed.")),
        ("lang", "vi", _("The language: vi or en; otherwise the locale says which.")),
        ("theme", "soi-light", _("How it looks: soi-dark, soi-light or one of Textual's themes.")),
        ("after_verdict", "stay", _("Where a verdict leads: next, to the next unreviewed claim, or stay.")),
        ("lexicon", "words.toml", _("Words of your own beside the built-in ones, as a path from this file.")),
    )


def _publisher() -> Iterable[tuple[str, str, str]]:
    return (
        ("name", "Báo Mẫu", _("Who publishes reports and fact checks.")),
        ("url", "https://example.org", _("Their address.")),
        ("base_url", "https://example.org/kiem-chung", _("The address below which fact checks stand.")),
    )


def commented_settings(actions: Iterable[Action]) -> str:
    """The text of the file; ``actions`` are those whose keys can be changed, with the keys that they have."""
    lines = [_("# Settings of soi: take away the # before those that you change."), ""]
    for name, example, purpose in _settings():
        lines += [f"# {purpose}", f"# {name} = {_quoted(example)}", ""]
    lines += ["# [publisher]"]
    lines += [f"# {name} = {_quoted(example)}  # {purpose}" for name, example, purpose in _publisher()]
    lines += ["", _("# Keys by action, several with commas."), "# [keys]"]
    lines += [
        f"# {_quoted(action.id)} = {_quoted(','.join(action.keys))}  # {_(action.label)}"
        for action in actions
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as a basic string of TOML, which is written as in JSON."""
    return json.dumps(text, ensure_ascii=False)
