"""``soi init``: writes a ``soi.toml`` with every setting commented out."""

from __future__ import annotations

import tui
from annotations.errors import UsageError
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.options import LANG
from tui.cli.settings_template import commented_settings
from tui.language.i18n import _, mark
from tui.settings.config import FILE
from tui.settings.user_file import user_file


@command()
@option(
    "--user",
    "is_user",
    is_flag=True,
    help=mark("Write it into your own folder of settings (~/.config/soi), for every corpus."),
)
@LANG
def init(*, is_user: bool) -> None:
    """Write a soi.toml with every setting into the current folder, each commented out with what it is for.

    An existing soi.toml is left as it is. What the one of the current folder sets goes before your own.
    """
    path = user_file() if is_user else FILE
    text = commented_settings(tui.KEY_ACTIONS.list_actions())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError as error:
        raise UsageError(
            "{path} is there already; it was left as it is. Move it away first.", path=visible(str(path))
        ) from error
    message = _("{path} has every setting: take away the # before those that you change.")
    print(message.format(path=visible(str(path))))
