"""The Textual app: one review session on a corpus and its store."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.actions import parse
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType, Keymap
from textual.color import Color
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.filter import LineFilter
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme, ThemeProvider
from textual.widget import Widget

from annotations.errors import UsageError
from annotations.text import visible
from tui import widgets
from tui.keys.keymap import declared_bindings, key_of, split_keys
from tui.language.i18n import _, translated
from tui.ordered_input import OrderedInputApp
from tui.review.screen import ReviewScreen
from tui.screens.base import TranslatedScreen
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.styles import themes

FAREWELL_SECONDS = 2.0
# How long another thread may work before the screen's gets its turn, which it needs more than once for a key.
TURN_SECONDS = 0.001


class VisibleControls(LineFilter):
    """Shows control characters that reached a line after all instead of sending them to the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Replace what could act on the terminal."""
        for text, _style, control in segments:
            if not (control or text.isprintable()):
                break
        else:
            return segments
        return [
            segment if segment.control else Segment(visible(segment.text), segment.style)
            for segment in segments
        ]


class Underlined(LineFilter):
    """Underlines what is italic: GNU screen would show it reversed, which is how the current claim looks."""

    UNDERLINE = Style(italic=False, underline=True)

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Replace italics."""
        return [
            segment._replace(style=segment.style + self.UNDERLINE)
            if segment.style and segment.style.italic
            else segment
            for segment in segments
        ]


class SoiApp(OrderedInputApp, App[None]):
    """Reviews the claims of a corpus."""

    TITLE = "soi"
    CSS_PATH = "styles/app.tcss"
    OVER = Path(__file__).parent / "styles" / "over.tcss"
    theme = Reactive(themes.DARK.name)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+p", "command_palette", "Commands", show=False, priority=True,
            tooltip="Every action by its name", id="app.palette",
        ),
        Binding(
            "ctrl+z", "suspend_process", "Suspend", show=False,
            tooltip="Back to the shell for a while; fg leads here again", id="app.suspend",
        ),
    ]  # fmt: skip

    def __init__(
        self,
        workspace: Workspace,
        store: StoreThread,
        *,
        theme: str = themes.DARK.name,
        keys: Keymap | None = None,
        keep_theme: bool = True,
    ) -> None:
        # With NO_COLOR Textual would send greys; as a terminal's own colours they can be left out altogether.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._begin_in(theme)
        self._keep_theme = keep_theme  # whether one that is picked is for the next time too
        self.keys = keys or {}
        self.set_keymap(self.keys)
        self._before_keys: Widget | None = None  # what had the focus when all keys were asked for
        self._store = store
        self._review = ReviewScreen(workspace, store)
        self._own_filters: list[LineFilter] = [VisibleControls()]
        if os.environ.get("TERM", "").startswith("screen"):
            self._own_filters.append(Underlined())

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and our own, by name."""
        return themes.THEMES  # Textual asks for them with every line that it paints

    def _begin_in(self, theme: str) -> None:
        """Take a theme before anything is painted."""
        if theme == self.theme:
            return
        wanted = self.available_themes[theme]
        if wanted.dark and not wanted.ansi:
            # As Textual's default is, so that only its variables are others. To assign it would have all styles read
            # once more before the first paint.
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = theme

    @property
    def problems(self) -> list[str]:
        """What could not be read of the corpus, in sentences."""
        return self._review.corpus.problems

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters and, behind them, our own."""
        return [*super().get_line_filters(), *self._own_filters]

    def on_mount(self) -> None:
        """Open the review; leave in good order when the terminal goes away or somebody ends the program."""
        sys.setswitchinterval(TURN_SECONDS)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._leave, 128 + number)
        self.theme_changed_signal.subscribe(self, self._theme_picked)
        self.app_resume_signal.subscribe(self, self._come_back)

    def get_default_screen(self) -> Screen[Any]:
        """The review is there from the start: nothing is laid out or painted before it."""
        return self._review

    def on_review_screen_first_painted(self) -> None:
        """Read the styles of what will be laid over the article."""
        self.stylesheet.read(self.OVER)
        self.stylesheet.parse()
        gc.enable()

    def _come_back(self, _app: App[Any]) -> None:
        """Paint everything after the shell had the terminal (Ctrl+Z, fg)."""
        self.screen.refresh()

    def _theme_picked(self, theme: Theme) -> None:
        """Keep the theme for the next time, unless soi.toml or --theme says which it is then."""
        told = _("Theme {name}, until you leave: soi.toml or --theme names another.")
        if self._keep_theme:
            try:
                themes.remember_theme(theme.name)
            except UsageError as error:
                self.notify(translated(error), severity="warning", markup=False)
                return
            told = _("Theme {name}, also the next time.")
        self._review.show_message(told.format(name=theme.name))

    def _leave(self, code: int) -> None:
        # Where the terminal is gone, as behind a dropped SSH line, Textual waits for ever to write its farewell
        # to it. Decisions are stored when they are made, so nothing is lost by not waiting with it.
        watch = threading.Timer(FAREWELL_SECONDS, os._exit, [code])
        watch.daemon = True
        watch.start()
        self.run_worker(self._quit(code))

    async def action_quit(self) -> None:
        """Remember the place and leave."""
        await self._quit(0)

    async def _quit(self, code: int) -> None:
        await self._review.remember()
        self.exit(return_code=code)

    async def on_unmount(self) -> None:
        """Let the store finish what was asked of it."""
        await asyncio.to_thread(self._store.close)

    def input_begins(self) -> None:
        """Forget what was said of the last key: it holds no longer, or is known."""
        if isinstance(self.screen, TranslatedScreen):
            self.screen.show_message("")

    # Keys and commands ----------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action that a key can call now, with its keys, and Textual's commands that have none."""
        yield from _key_commands(self, screen)
        for command in super().get_system_commands(screen):
            if command.title not in ("Quit", "Keys"):
                yield command._replace(title=_(command.title), help=_(command.help))

    def action_command_palette(self) -> None:
        """Ask for a command by name."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=_("Search for commands…"), id="--command-palette"))

    def search_themes(self) -> None:
        """Ask for a theme by name."""
        self.push_screen(CommandPalette(providers=[ThemeProvider], placeholder=_("Search for themes…")))

    async def action_toggle_keys(self) -> None:
        """Show all keys, to be scrolled through, or hide them and go back to what had the focus."""
        screen = self.screen
        shown = screen.query(widgets.KeysPanel)
        screen.set_class(not shown, "-keys-shown")
        if not shown:
            self._before_keys, panel = screen.focused, widgets.KeysPanel()
            await screen.mount(panel, before=0)  # the first of those that take an edge
            panel.focus()
            return
        if isinstance(screen.focused, widgets.KeysPanel):
            back = self._before_keys
            screen.set_focus(back if back is not None and back.is_attached else None)
        await shown.remove()

    def action_help_quit(self) -> None:
        """Say how to leave to who presses Ctrl+C."""
        told = _("{key} quits; everything is stored already.").format(
            key=key_of(self, ReviewScreen, "app.quit")
        )
        if isinstance(self.screen, TranslatedScreen):
            self.screen.show_message(told)


def _key_commands(app: SoiApp, screen: Screen[Any]) -> Iterable[SystemCommand]:
    """The actions of a screen, of what has the focus on it and of the app, by their ids."""
    focused = screen.focused.ancestors_with_self if screen.focused else [screen, app]
    offered: dict[str, SystemCommand] = {}
    for node in sorted(focused, key=lambda node: node is not screen):
        for binding in declared_bindings(type(node)):
            if binding.id and binding.id not in offered and _can(node, binding.action):
                keys = split_keys(app.keys.get(binding.id, binding.key))
                shown = " ".join(app.get_key_display(binding.with_key(key)) for key in keys)
                told = f"{_(binding.tooltip or binding.description)} ({shown})"
                call = partial(app.run_action, binding.action, node)
                offered[binding.id] = SystemCommand(_(binding.description), told, call)
    return offered.values()


def _can(node: DOMNode, action: str) -> bool:
    """Whether an action of a node does something now."""
    target, name, parameters = parse(action)
    return bool(target) or node.check_action(name, parameters) is not False
