"""How the program ends: one sentence for each failure, and its exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress

import click

from annotations.errors import SoiError, UsageError
from annotations.system_errors import reason_of
from annotations.text import visible
from tui.language.i18n import _, translated
from tui.language.import_messages import first_errors

INTERRUPTED = 130  # 128 and the number of SIGINT, as shells do


def print_error(message: str) -> None:
    """Print a message on stderr, each of its lines with the program's name."""
    for line in message.splitlines():
        click.echo(f"soi: {visible(line)}", err=True)


def print_errors(messages: Sequence[str]) -> None:
    """Print messages on stderr, the first of them."""
    for message in first_errors(messages):
        print_error(message)


def exit_with_errors(messages: Sequence[str]) -> None:
    """Print messages, the first of them, and end the program: exit code 1 if there are any, else 0."""
    print_errors(messages)
    sys.exit(1 if messages else 0)


def exit_code_of(run: Callable[[], object]) -> int:
    """Run the program; its exit code: 2 for wrong use, 1 for failure, each with one sentence on stderr."""
    try:
        try:
            code = run()
        finally:
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SoiError as error:
        print_error(translated(error))
        return 2 if isinstance(error, UsageError) else 1
    except (click.Abort, KeyboardInterrupt):
        if sys.stderr.isatty():
            click.echo(err=True)  # below the ^C of the terminal
        print_error(_("Interrupted. What was stored is safe."))
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()  # the reader of the output has read enough
        return 1
    except OSError as error:
        _discard_output()
        print_error(_("{what}. Nothing stored was lost.").format(what=_system_message(error)))
        return 1
    except Exception as error:  # noqa: BLE001 (a failure of the program itself: told, and logged)
        print_crash(error)
        return 1
    return code if isinstance(code, int) else 0


def _system_message(error: OSError) -> str:
    name = visible(f"{error.filename}: ") if error.filename else ""
    reason = translated(reason_of(error))
    return name + reason if name else reason[:1].upper() + reason[1:]


def print_crash(error: BaseException) -> None:
    """Log a failure of the program itself, and print one sentence that names the log."""
    # Loaded only here: a failure is seldom.
    from tui.settings.crash_log import write_crash_log  # noqa: PLC0415

    reason, log = visible(f"{type(error).__name__}: {error}".removesuffix(": ")), write_crash_log(error)
    message = _("The program failed ({reason}). What was stored is safe. Please report it.")
    if log is not None:
        message = _(
            "The program failed ({reason}). What was stored is safe. Please report it with the log {log}."
        )
    print_error(message.format(reason=reason, log=log))


def _discard_output() -> None:
    """Send what is still buffered for stdout to /dev/null: Python would print a second error at exit."""
    with suppress(OSError, ValueError):  # a stream without a descriptor, as in tests
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
