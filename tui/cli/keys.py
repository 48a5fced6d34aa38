"""``soi keys``: prints the actions of the app with their keys."""

from __future__ import annotations

import tui
from tui.cli.command import command
from tui.cli.options import LANG, OUTPUT_FORMAT
from tui.cli.output import print_columns, print_records
from tui.language.i18n import _
from tui.settings.config import load_config


@command()
@OUTPUT_FORMAT
@LANG
def keys(output_format: str) -> None:
    """Print every action with its id, its keys and what it does; soi.toml may give other keys.

    A line below [keys] in soi.toml such as "review.verify" = "v,1" changes the keys of one action.
    """
    key_actions, changed_keys = tui.KEY_ACTIONS, load_config().keys
    key_actions.check(changed_keys)
    actions = key_actions.list_actions(changed_keys)
    rows = [(action.id, ",".join(action.keys), _(action.label)) for action in actions]
    if output_format == "table":
        print_columns(rows)
    else:
        print_records(("action", "keys", "label"), rows, output_format)
