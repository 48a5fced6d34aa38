"""``soi settings``: shows and switches the settings of a store."""

from __future__ import annotations

from pathlib import Path

import click

from annotations.store import maintenance
from annotations.store.teams.settings import Setting, change_setting, read_settings, settings_log
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.options import ANNOTATOR, LANG, OUTPUT_FORMAT, STORE, deciding_annotator
from tui.cli.output import print_columns, print_records
from tui.language.i18n import _, mark

_COLUMNS = ("setting", "subject", "value", "annotator", "set_at")


@command()
@click.argument("changes", nargs=-1, metavar="[blind on|off] [adjudicator NAME on|off]")
@STORE
@ANNOTATOR
@option("--log", "is_log", is_flag=True, help=mark("Everything that was set, not only what holds."))
@OUTPUT_FORMAT
@LANG
def settings(
    changes: tuple[str, ...], store: Path, annotator: str | None, output_format: str, *, is_log: bool
) -> None:
    """Show the settings of a store, or change one; who changed it and when is kept.

    blind on  hides what others decided from an annotator until they have decided themselves.
    adjudicator NAME on  lets NAME settle what annotators disagree on.
    """
    with maintenance.readable_store(store) as opened_store:
        if changes:
            name, *subject, value = changes if len(changes) > 1 else (*changes, "")
            change_setting(opened_store, deciding_annotator(annotator), name, value, " ".join(subject))
        shown_settings = settings_log(opened_store) if is_log else read_settings(opened_store)
    if output_format != "table":
        print_records(_COLUMNS, shown_settings, output_format)
        return
    print_columns([_cells(setting) for setting in shown_settings])
    if not shown_settings:
        click.echo(
            _("Nothing is set: everybody sees what others decided, and nobody settles disputes."), err=True
        )


def _cells(setting: Setting) -> tuple[str, ...]:
    value = {"on": _("on"), "off": _("off")}.get(setting.value, visible(setting.value))
    return setting.name, visible(setting.subject), value, visible(setting.annotator), setting.set_at
