"""What ``soi doctor`` finds in the environment: settings, terminal, colours, keys, language and extras."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import NamedTuple

import tui
from annotations.text import visible
from tui.language import i18n
from tui.language.i18n import _
from tui.settings.annotator import is_shared_account, login_name
from tui.settings.config import config_files, load_config
from tui.settings.terminal_abilities import is_gnu_screen

OK, NOTE, PROBLEM = "ok", "note", "problem"
# The libraries of each extra.
_EXTRAS = {
    "html": ("trafilatura",),
    "parquet": ("pyarrow",),
    "web": ("aiohttp", "textual_serve"),
    "xlsx": ("openpyxl", "xlsxwriter"),
    "zstd": ("backports.zstd",),
}
# Keys that do not arrive, by who keeps them for itself.
_KEPT_KEYS = {
    "tmux": ("ctrl+b",),
    "GNU screen": ("ctrl+a",),
    "Linux console": (
        "shift+left", "shift+right", "shift+up", "shift+down", "ctrl+up", "ctrl+down", "ctrl+left", "ctrl+right",
        "ctrl+home", "ctrl+end", "alt+left", "alt+right",
    ),
    "macOS Terminal": ("ctrl+up", "ctrl+down", "ctrl+left", "ctrl+right", "f11"),
    "VS Code": ("ctrl+p", "ctrl+e", "ctrl+k", "ctrl+b", "ctrl+w", "f1"),
    "GNOME Terminal": ("f1", "f10", "f11"),
}  # fmt: skip


class EnvironmentFact(NamedTuple):
    """Something about the environment: in which ``area``, about what, ``OK``, ``NOTE`` or ``PROBLEM``, and a sentence."""

    area: str
    subject: str
    state: str
    text: str


def examine_environment(environment: Mapping[str, str], *, is_terminal: bool) -> Iterator[EnvironmentFact]:
    """The facts about the environment of a process; ``is_terminal``: whether it runs in a terminal."""
    yield from _settings(environment)
    if is_terminal:
        yield from _terminal(environment)
    else:
        yield EnvironmentFact("terminal", "", NOTE, _("There is no terminal here: reviewing needs one."))
    yield from _language(environment)
    yield from _extras()


def _settings(environment: Mapping[str, str]) -> Iterator[EnvironmentFact]:
    for path in config_files():
        text = _("read") if os.path.lexists(path) else _("not there; soi init [--user] writes one")
        yield EnvironmentFact("settings", visible(str(path)), OK, text)
    if name := environment.get("SOI_ANNOTATOR", "").strip():
        yield EnvironmentFact("annotator", visible(name), OK, _("from $SOI_ANNOTATOR"))
    elif name := load_config().annotator or "":
        yield EnvironmentFact("annotator", visible(name), OK, _("from soi.toml"))
    else:
        login = login_name()
        text = _("the login name; soi.toml or --annotator gives another")
        yield EnvironmentFact("annotator", visible(login), NOTE if is_shared_account(login) else OK, text)


def _terminal(environment: Mapping[str, str]) -> Iterator[EnvironmentFact]:
    term = environment.get("TERM", "")
    if term in {"", "dumb", "unknown"}:
        yield EnvironmentFact(
            "terminal",
            "TERM",
            PROBLEM,
            _("TERM does not name a terminal: set it, as with  TERM=xterm-256color."),
        )
    else:
        yield EnvironmentFact("terminal", "TERM", OK, visible(term))
    yield EnvironmentFact("terminal", _("colours"), *_colours(environment))
    keepers = list(_keepers(environment))
    for keeper in keepers:
        yield from _kept_keys(keeper)
    if "tmux" in keepers:
        text = _(
            "with  set -g set-clipboard on  copying reaches your clipboard, and  set -sg escape-time 10  makes Esc quick"
        )
        yield EnvironmentFact("terminal", "tmux", OK, text)
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        text = _(
            "through SSH: copying goes through the terminal (OSC 52), and addresses open on the other machine"
        )
        yield EnvironmentFact("terminal", "SSH", OK, text)


def _colours(environment: Mapping[str, str]) -> tuple[str, str]:
    """Whether colours are in order, and how many there are."""
    term = environment.get("TERM", "")
    if "NO_COLOR" in environment:
        return OK, _("none, since NO_COLOR is set: signs and bold tell verdicts apart")
    if environment.get("COLORTERM") in {"truecolor", "24bit"}:
        if is_gnu_screen(environment):
            return OK, _("256, since GNU screen 4 garbles the 16 million of COLORTERM")
        return OK, _("16 million")
    if "256color" in term:
        return OK, _("256; with COLORTERM=truecolor 16 million, where the terminal has them")
    return NOTE, _("16: set TERM to one with 256color if the terminal has more")


def _keepers(environment: Mapping[str, str]) -> Iterator[str]:
    """The programs between the keyboard and soi that keep keys for themselves."""
    if environment.get("TMUX"):
        yield "tmux"
    if environment.get("STY"):
        yield "GNU screen"
    if environment.get("TERM") == "linux":
        yield "Linux console"
    if environment.get("VTE_VERSION"):
        yield "GNOME Terminal"
    programs = {"Apple_Terminal": "macOS Terminal", "vscode": "VS Code"}
    if (program := environment.get("TERM_PROGRAM", "")) in programs:
        yield programs[program]


def _kept_keys(keeper: str) -> Iterator[EnvironmentFact]:
    """The actions whose keys do not arrive, with the keys that do; one that has no other key is a problem."""
    kept_keys = _KEPT_KEYS[keeper]
    actions = tui.KEY_ACTIONS.list_actions(load_config().keys)
    lost = [key for key in kept_keys if any(key in action.keys for action in actions)]
    helpless = [action for action in actions if action.keys and set(action.keys) <= set(kept_keys)]
    if lost:
        text = _("keeps {keys} for itself; these actions have other keys (soi keys)")
        if helpless:
            names = ", ".join(_(action.label) for action in helpless)
            text = _("keeps {keys} for itself; give other keys in soi.toml to: {actions}")
            yield EnvironmentFact("keys", keeper, NOTE, text.format(keys=", ".join(lost), actions=names))
            return
        yield EnvironmentFact("keys", keeper, OK, text.format(keys=", ".join(lost)))


def _language(environment: Mapping[str, str]) -> Iterator[EnvironmentFact]:
    yield EnvironmentFact("language", i18n.language(), OK, i18n.LANGUAGES[i18n.language()])
    variable = next((name for name in ("LC_ALL", "LC_CTYPE", "LANG") if environment.get(name)), "LANG")
    value = environment.get(variable, "")
    is_utf8 = value.lower().replace("-", "").endswith("utf8")
    text = (
        "UTF-8"
        if is_utf8
        else _("{value} is not UTF-8: set LANG=C.UTF-8 if letters look wrong").format(
            value=visible(value) or "-"
        )
    )
    yield EnvironmentFact("language", variable, OK if is_utf8 else NOTE, text)


def _extras() -> Iterator[EnvironmentFact]:
    purposes = {
        "html": _("reads saved web pages"),
        "parquet": _("reads and writes Parquet"),
        "web": _("serves the app in a browser"),
        "xlsx": _("reads and writes Excel"),
        "zstd": _("reads .zst"),
    }
    for extra, modules in _EXTRAS.items():
        has_all = all(map(_is_installed, modules))
        missing = _("not installed:  pip install 'soi[{extra}]'").format(extra=extra)
        state = _("installed") if has_all else missing
        yield EnvironmentFact("extras", extra, OK, f"{purposes[extra]}; {state}")


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # of the package around it
        return False


def current_facts() -> Iterable[EnvironmentFact]:
    """The facts about this process."""
    is_terminal = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    return examine_environment(os.environ, is_terminal=is_terminal)
