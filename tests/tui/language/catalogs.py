"""Makes the message catalogs from the code: python -m tests.tui.language.catalogs.

The catalogs have every text given to ``_``, ``ngettext`` and ``mark``, the sentences of errors, the labels and
tooltips of bindings, the help of commands and options, and the texts of Click and Textual that soi shows.
"""

from __future__ import annotations

import ast
import inspect
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from textual.app import App
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.screen import Screen
from textual.widgets import Input, OptionList, TextArea

from tui.cli.main import main
from tui.language.i18n import DOMAIN, LANGUAGES, LOCALE

ROOT = Path(__file__).parents[3]
# Headers that are left out: dates would change the files with every run, the others have no content.
HEADERS = tuple(f'"{name}'.encode() for name in (
    "POT-Creation-Date", "PO-Revision-Date", "Project-Id-Version", "Report-Msgid-Bugs-To", "Last-Translator",
    "Language-Team", "Generated-By",
))  # fmt: skip
UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
Text = str | tuple[str, str]

# The texts of Click that a user of soi can see; the others are for programmers.
CLICK = (
    "Usage:", "Options", "Commands", "Show this message and exit.", "default: {default}", "Aborted!",
    "Error: {message}", "Try '{command} {option}' for help.", "Missing argument", "Missing option",
    "Missing parameter", "Invalid value: {message}", "Invalid value for {param_hint}: {message}",
    "No such option {name!r}.", "No such command {name!r}.", "Option {name!r} does not take a value.",
    ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    "Choose from:\n\t{choices}",
)  # fmt: skip
# The commands of Textual that soi shows; the labels of its bindings are read from its widgets.
TEXTUAL = (
    "Theme", "Change the current theme", "Screenshot", "Save an SVG 'screenshot' of the current screen",
    "Maximize", "Maximize the focused widget", "Minimize", "Minimize the widget and restore to normal size",
)  # fmt: skip
TEXTUAL_WIDGETS = (App, Screen, Input, TextArea, OptionList, ScrollableContainer)


def texts() -> dict[Text, set[str]]:
    """Every text that is shown, with the files that it stands in; a pair is a singular and a plural."""
    files_by_text: dict[Text, set[str]] = {}
    for path in sorted([*(ROOT / "tui").rglob("*.py"), *(ROOT / "annotations").rglob("*.py")]):
        for text in texts_of(ast.parse(path.read_text(encoding="utf-8"))):
            files_by_text.setdefault(text, set()).add(str(path.relative_to(ROOT)))
    for text in _help_texts(main):
        files_by_text.setdefault(text, set()).add("tui/cli/main.py")
    for text in CLICK:
        files_by_text.setdefault(text, set()).add("click")
    for text in _textual_texts():
        files_by_text.setdefault(text, set()).add("textual")
    return files_by_text


def texts_of(tree: ast.AST) -> Iterator[Text]:
    """The texts of one module that are shown."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = called_name(node)
        if name in ("_", "mark", "Sentence") or name.endswith("Error"):
            yield from literals(node.args[:1])
        elif name == "ngettext":
            forms = literals(node.args[:2])
            if len(forms) == 2:
                yield forms[0], forms[1]
        elif name == "Binding":
            yield from literals(
                [*node.args[2:3], *(k.value for k in node.keywords if k.arg in ("description", "tooltip"))]
            )


def called_name(node: ast.Call) -> str:
    """The name of the function that is called, without its object or module."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def literals(nodes: Iterable[ast.expr]) -> list[str]:
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    ]


def _help_texts(command: click.Command) -> Iterator[str]:
    if command.help:
        yield inspect.cleandoc(command.help)
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            yield parameter.help
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if subcommand := command.get_command(context, name):
                yield from _help_texts(subcommand)


def _textual_texts() -> Iterator[str]:
    yield from TEXTUAL
    for widget in TEXTUAL_WIDGETS:
        yield from _labels(widget.BINDINGS)


def _labels(bindings: Iterable[BindingType]) -> Iterator[str]:
    for binding in bindings:
        assert isinstance(binding, Binding)
        if not binding.system:
            yield from filter(None, (binding.description, binding.tooltip))


def path_of(language: str, suffix: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.{suffix}"


def load(language: str) -> Catalog:
    """The catalog of a language from its file; an empty catalog if there is no file."""
    path = path_of(language, "po")
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str) -> Catalog:
    """The catalog with exactly the texts of the code; the English translations are the msgids."""
    former_catalog = load(language)
    catalog = Catalog(
        locale=language, domain=DOMAIN, project="soi", header_comment=f"# soi in {LANGUAGES[language]}.",
        fuzzy=False, creation_date=None, revision_date=None,
    )  # fmt: skip
    for text, files in sorted(texts().items(), key=lambda item: (sorted(item[1]), str(item[0]))):
        former_message = former_catalog.get(text if isinstance(text, str) else text[0])
        if language == "en":
            translation: str | list[str] = text if isinstance(text, str) else [*text]
        elif former_message is not None and former_message.string:
            translation = (
                former_message.string if isinstance(former_message.string, str) else [*former_message.string]
            )
        else:
            translation = "" if isinstance(text, str) else [""] * catalog.num_plurals
        catalog.add(text, translation, locations=[(file, 0) for file in sorted(files)])
    return catalog


def catalog_files(catalog: Catalog) -> tuple[bytes, bytes]:
    """The two files of a catalog: .po and .mo."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=108, omit_header=False, include_lineno=False)
    lines = [line for line in po.getvalue().splitlines(keepends=True) if not line.startswith(HEADERS)]
    po = io.BytesIO(b"".join(lines))
    compiled = read_po(po, locale=catalog.locale, domain=DOMAIN)
    compiled.creation_date = compiled.revision_date = UNDATED  # the compiled file always has dates
    write_mo(mo, compiled)
    return po.getvalue(), mo.getvalue()


def is_translated(message: Message) -> bool:
    """Whether every form of a message has a translation that is not fuzzy."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(forms) and all(forms) and not message.fuzzy


if __name__ == "__main__":
    for language in LANGUAGES:
        catalog = updated(language)
        path_of(language, "po").parent.mkdir(parents=True, exist_ok=True)
        for suffix, content in zip(("po", "mo"), catalog_files(catalog), strict=True):
            path_of(language, suffix).write_bytes(content)
        missing = [message.id for message in catalog if message.id and not is_translated(message)]
        print(f"{language}: {len(catalog)} texts, {len(missing)} without a translation")
        for text in missing:
            print(f"  {text!r}")
