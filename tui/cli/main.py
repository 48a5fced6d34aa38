"""The ``soi`` command: a group whose commands are loaded by name, one module each."""

from __future__ import annotations

import click

from tui.cli.command import LazyGroup, Option

COMMANDS = {
    "agreement": "tui.cli.agreement:agreement",
    "annotators": "tui.cli.annotators:annotators",
    "assign": "tui.cli.assign:assign_articles",
    "backup": "tui.cli.backup:backup",
    "check": "tui.cli.check:check",
    "completion": "tui.cli.completion:completion",
    "claims": "tui.cli.claims:claims",
    "disputes": "tui.cli.disputes:disputes",
    "doctor": "tui.cli.doctor:doctor",
    "export": "tui.cli.export:export",
    "help": "tui.cli.help:show_help",
    "import": "tui.cli.import_corpus:import_corpora",
    "init": "tui.cli.init:init",
    "keys": "tui.cli.keys:keys",
    "log": "tui.cli.log:log",
    "merge": "tui.cli.merge:merge",
    "report": "tui.cli.report:report",
    "review": "tui.cli.review:review",
    "search": "tui.cli.search:search",
    "serve": "tui.cli.serve:serve",
    "settings": "tui.cli.settings:settings",
    "split": "tui.cli.split:split_store",
    "stats": "tui.cli.stats:stats",
}


@click.group(
    cls=LazyGroup,
    default="review",
    default_if_no_args=True,
    modules=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(
    package_name="soi",
    prog_name="soi",
    message="%(prog)s %(version)s",
    cls=Option,
    help="Show the version and exit.",
)
def main() -> None:
    """Check the numbers in Vietnamese news.

    Without a command, soi [SOURCE]... opens the sources for review, as soi review does.
    """


if __name__ == "__main__":
    main()
