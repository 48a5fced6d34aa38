"""``soi keys``: prints the actions of the app with their keys."""

from __future__ import annotations

from tui.cli.command import command, plain_failures
from tui.cli.options import LANG
from tui.cli.output import print_columns
from tui.language.i18n import _
from tui.settings.config import load_config


@command()
@LANG
@plain_failures
def keys() -> None:
    """Print every action with its id, its keys and what it does; soi.toml may give other keys.

    A line below [keys] in soi.toml such as "review.verify" = "v,1" changes the keys of one action.
    """
    # Loads Textual and every screen, which no other command and no help needs.
    from tui.focus_chains import KEY_ACTIONS  # noqa: PLC0415

    changed_keys = load_config().keys
    KEY_ACTIONS.check(changed_keys)
    actions = KEY_ACTIONS.list_actions(changed_keys)
    print_columns([(action.id, ",".join(action.keys), _(action.label)) for action in actions])
