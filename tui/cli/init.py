"""``soi init``: writes a ``soi.toml`` with every setting commented out."""

from __future__ import annotations

import tui
from annotations.errors import UsageError
from tui.cli.command import command
from tui.cli.options import LANG
from tui.cli.settings_template import commented_settings
from tui.language.i18n import _
from tui.settings.config import FILE


@command()
@LANG
def init() -> None:
    """Write a soi.toml with every setting into the current folder, each commented out with what it is for.

    An existing soi.toml is left as it is.
    """
    text = commented_settings(tui.KEY_ACTIONS.list_actions())
    try:
        with FILE.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise UsageError(
            "{path} is there already; it was left as it is. Move it away first.", path=str(FILE)
        ) from error
    print(_("{path} has every setting: take away the # before those that you change.").format(path=FILE))
