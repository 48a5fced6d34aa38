"""README and docs/ say what the code does: keys, commands, fields, paths, code blocks."""

from __future__ import annotations

import io
import itertools
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import click
import pytest

from annotations.exports.rows import ExportRow
from tests.conftest import ROOT
from tui.cli.main import main
from tui.focus_chains import KEY_ACTIONS

PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
README, KEYS_PAGE = ROOT / "README.md", ROOT / "docs" / "keys.md"

# How the tables of keys write keys, and what Textual calls them.
KEY_NAMES = {
    "→": "right", "←": "left", "↑": "up", "↓": "down", "PgUp": "pageup", "PgDn": "pagedown", "Space": "space",
    "Enter": "enter", "Home": "home", "End": "end", "Delete": "delete", "Ctrl": "ctrl", "Alt": "alt", "Shift": "shift",
    "=": "equals_sign", "!": "exclamation_mark", "'": "apostrophe", '"': "quotation_mark", "<": "less_than_sign",
    ">": "greater_than_sign", "(": "left_parenthesis", ")": "right_parenthesis", "{": "left_curly_bracket",
    "}": "right_curly_bracket", "&": "ampersand", "*": "asterisk", ";": "semicolon", ":": "colon", "[": "left_square_bracket",
    "]": "right_square_bracket", "#": "number_sign", "@": "at", "$": "dollar_sign", "+": "plus", "-": "minus",
    "_": "underscore", "/": "slash", "\\": "backslash", "|": "vertical_line", ".": "full_stop", ",": "comma",
    "%": "percent_sign", "?": "question_mark",
}  # fmt: skip
# Escape does what every reader expects of it: the table leaves it out.
NOT_IN_TABLE = {"review.leave"}


def key_rows(page: Path) -> list[str]:
    """The rows of a page's table of keys."""
    section = page.read_text(encoding="utf-8").partition("## Keys\n")[2].partition("\n## ")[0]
    return [line.replace("](docs/", "](") for line in section.splitlines() if line.startswith("|")][2:]


def key_table() -> list[str]:
    """The two key cells of each row of the table of all keys."""
    return [" ".join(re.split(r"(?<!\\)\|", row)[1:3]) for row in key_rows(KEYS_PAGE)]


def keys_in(cells: str) -> set[str]:
    """Textual's names of the keys that stand in a cell; an arrow alone has the modifiers of the key before it."""
    keys, modifiers = set(), ""
    for quoted, bare in re.findall(r"`([^`]+)`|([^\s,`]+)", cells):
        if quoted:
            key = quoted.removeprefix("\\") or "\\"
            keys.add(KEY_NAMES.get(key, key))
            modifiers = ""
        elif bare in "→←↑↓":
            keys.add(modifiers + KEY_NAMES[bare])
        elif re.fullmatch(r"F\d+", bare):
            keys.add(bare.lower())
        elif "+" in bare or bare in KEY_NAMES:
            *modified, base = bare.split("+")
            modifiers = "".join(sorted(f"{KEY_NAMES[name]}+" for name in modified))
            keys.add(modifiers + KEY_NAMES.get(base, base.lower()))
    return keys


def sorted_modifiers(key: str) -> str:
    *modifiers, base = key.split("+")
    return "".join(sorted(f"{name}+" for name in modifiers)) + base


def test_the_key_table_names_the_keys_of_every_action() -> None:
    keys_of = {
        action.id: {sorted_modifiers(key) for key in action.keys}
        for action in KEY_ACTIONS.list_actions()
        if action.id.startswith(("review.", "app."))
    }
    reader_keys = {
        key for action in KEY_ACTIONS.list_actions() if action.id.startswith("reader.") for key in action.keys
    }
    missing = set(keys_of) - NOT_IN_TABLE
    for cells in key_table():
        row_keys = keys_in(cells)
        if row_keys <= reader_keys:
            continue
        row_actions = {name for name, keys in keys_of.items() if keys & row_keys}
        assert row_keys == set().union(*(keys_of[name] for name in row_actions)), cells
        missing -= row_actions
    assert not missing


def test_the_readme_has_rows_of_the_table_of_all_keys() -> None:
    rows = key_rows(README)
    assert len(rows) > 10
    assert set(rows) <= set(key_rows(KEYS_PAGE))


def test_the_readme_is_short() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < 150


def shell_commands() -> Iterator[tuple[str, str]]:
    """Every line that calls ``soi`` in a block of shell commands of README and docs."""
    for page in PAGES:
        for block in re.findall(r"```(?:sh|console)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.splitlines():
                if line.strip().startswith("soi "):
                    yield page.name, line.strip()


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_commands_in_the_docs_can_be_called(page: Path) -> None:
    for name, line in shell_commands():
        if name == page.name:
            words = itertools.takewhile(lambda word: word not in {"|", ">"}, shlex.split(line, comments=True))
            parse_command([word.strip("[].") for word in words][1:], line)


def parse_command(words: list[str], line: str) -> None:
    """Let click parse a command without running it: an option that is gone raises UsageError."""
    context = click.Context(main, info_name="soi", **main.context_settings)
    if words == ["--version"]:
        return
    command = main.get_command(context, words[0])
    if command is None or words[0] not in main.list_commands(context):
        command, arguments = main.get_command(context, "review"), words
    else:
        arguments = words[1:]
    assert command is not None, line
    command.make_parser(click.Context(command, parent=context, info_name=words[0])).parse_args(arguments)


def test_every_command_stands_in_the_readme() -> None:
    named_commands = {line.split()[1] for name, line in shell_commands() if name == "README.md"}
    commands = set(main.list_commands(click.Context(main)))
    assert commands - {"review"} <= named_commands


def test_every_exported_field_is_documented() -> None:
    documented = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")))
    assert set(ExportRow.__annotations__) <= documented


def python_blocks() -> list[tuple[str, str]]:
    return [
        (f"{page.stem}-{number}", block)
        for page in PAGES
        if page.name != "library.md"  # its blocks build on each other: tests/test_library.py runs them
        for number, block in enumerate(
            re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL), start=1
        )
    ]


BLOCKS = python_blocks()


@pytest.mark.parametrize("block", [block for _, block in BLOCKS], ids=[name for name, _ in BLOCKS])
def test_python_blocks_print_what_their_comments_say(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    output = io.StringIO()
    with redirect_stdout(output):
        exec(compile(block, "block", "exec"), {"__name__": "block"})
    # What a block prints stands behind its print() or in comments below it.
    printed = block.partition("print(")[2]
    expected = re.findall(r"^# (.*)$|print\(.*\)  # (.*)$", "print(" + printed, re.MULTILINE)
    assert output.getvalue().splitlines() == ["".join(comment) for comment in expected]


PATHS = re.compile(r"`((?:annotations|tui|tests|docs|seeds)/[\w./]*)`")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_paths_in_the_docs_exist(page: Path) -> None:
    paths = PATHS.findall(page.read_text(encoding="utf-8"))
    templates = {path for path in paths if "NAME" in path or "CODE" in path}
    assert [path for path in paths if path not in templates and not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_links_between_the_docs_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_table_of_changes_has_forty_kinds() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.partition("| you want to change")[2].partition("\n\n")[0]
    rows = [line for line in table.splitlines()[2:] if line.startswith("|")]
    assert len(rows) >= 40
    assert [row for row in rows if not PATHS.search(row)] == []
