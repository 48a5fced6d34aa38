"""The Textual app: one review session on a corpus and its store."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType, Keymap
from textual.color import Color
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed

import tui
from annotations.errors import StoreError, UsageError
from annotations.system_errors import reason_of
from annotations.text import brief, visible
from tui import screens, terminal
from tui.keys.keymap import key_of
from tui.language.i18n import _, mark, translated
from tui.ordered_input import OrderedInputApp
from tui.review.screen import MINIMUM, ReviewScreen
from tui.screens import dialogs
from tui.screens.base import TranslatedScreen
from tui.store.client import Workspace
from tui.store.thread import StoreThread
from tui.styles import themes
from tui.styles.emoji import PlainEmoji
from tui.terminal.driver import TerminalDriver
from tui.terminal.served import is_served

if TYPE_CHECKING:
    from tui.screens.palette import PaletteCommand

# How long quitting on a signal may take before the process is ended.
EXIT_SECONDS = 2.0
# The actions that a terminal too small to show a claim leaves.
ALWAYS_ALLOWED = {"app.quit", "quit", "leave", "dismiss"}
# How long another thread may hold the GIL (sys.setswitchinterval); the UI thread needs it several times for one key.
SWITCH_SECONDS = 0.001
MOST_SHOWN = 200  # code points of a copied text in the message about it


class VisibleControls(LineFilter):
    """Line filter: replaces control characters by visible signs, so that no text can act on the terminal."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        for text, _style, control in segments:
            if not (control or text.isprintable()):
                break
        else:  # almost every line: no copy
            return segments
        return [
            segment if segment.control else Segment(visible(segment.text), segment.style)
            for segment in segments
        ]


class Underlined(LineFilter):
    """Line filter: underlines italics, which GNU screen shows reversed, as the current claim is shown."""

    UNDERLINE = Style(italic=False, underline=True)

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        return [
            segment._replace(style=segment.style + self.UNDERLINE)
            if segment.style and segment.style.italic
            else segment
            for segment in segments
        ]


class SoiApp(OrderedInputApp):
    """The app: the review screen is its default screen, all other screens are pushed over it."""

    TITLE = "soi"
    CSS_PATH = "styles/app.tcss"
    LATER_CSS_PATH = Path(__file__).parent / "styles" / "over.tcss"
    theme = Reactive(themes.DARK.name)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+p", "command_palette", "Commands", show=False, priority=True,
            tooltip="Every action by its name", id="app.palette",
        ),
        Binding(
            "ctrl+backslash", "suspend_process", "Suspend", show=False,
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
        # With NO_COLOR Textual sends greys; with the terminal's own colours it sends no colour at all.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self._set_first_theme(theme)
        self._keep_theme = keep_theme  # whether a theme that the annotator picks is used next time
        self.keys = keys or {}
        self.set_keymap(self.keys)
        self.failure: BaseException | None = None  # the error that ended the app, if one did
        self._store = store
        self.is_read_only = workspace.is_read_only
        self._departure: StoreError | None = (
            None  # set at the end, if the store was moved or deleted meanwhile
        )
        self.drafts = workspace.drafts  # where what is typed and not stored is kept
        self._review = ReviewScreen(workspace, store)
        self._own_filters: list[LineFilter] = [VisibleControls(), PlainEmoji()]
        if os.environ.get("TERM", "").startswith("screen"):
            self._own_filters.append(Underlined())

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver for this platform; on Linux and macOS soi's, which drops what is no key."""
        driver_class = super().get_driver_class()
        return TerminalDriver if driver_class is LinuxDriver else driver_class

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and soi's, by name."""
        return themes.THEMES  # a constant: Textual reads this property for every line that it paints

    def _set_first_theme(self, theme: str) -> None:
        """Set the theme before the first paint."""
        if theme == self.theme:
            return
        properties = self.available_themes[theme]
        if properties.dark and not properties.ansi:
            # Dark like Textual's default: only the variables differ. Assigning the theme would parse all styles again
            # before the first paint.
            self.set_reactive(App.theme, theme)
            self.stylesheet.set_variables(self.get_css_variables())
        else:
            self.theme = theme

    @property
    def problems(self) -> list[str]:
        """What to say after the app: files of the corpus that could not be read, and a store that has gone away."""
        departure = [translated(self._departure)] if self._departure is not None else []
        return [*self._review.corpus.problems, *departure]

    @property
    def has_store_departed(self) -> bool:
        """Whether the store is not where it was opened; ``problems`` say where it is."""
        return self._departure is not None

    @property
    def unreviewed(self) -> int:
        """How many claims of the corpus have no verdict of the annotator."""
        return self._review.session.progress.unreviewed

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, then soi's."""
        return [*super().get_line_filters(), *self._own_filters]

    def on_mount(self) -> None:
        """Install the handlers of signals: SIGHUP and SIGTERM quit as the key does."""
        sys.setswitchinterval(SWITCH_SECONDS)
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for signal_number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(signal_number, self._quit_on_signal, 128 + signal_number)
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self.app_resume_signal.subscribe(self, self._repaint)

    def _handle_exception(self, error: Exception) -> None:
        """Keep the error that ends the app: the command says it in a sentence and logs it."""
        self.failure = self.failure or (error.error if isinstance(error, WorkerFailed) else error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End the app; Textual would also print a traceback on the terminal."""
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Print nothing of an error that renders itself, either."""
        self._exit_renderables.clear()

    def get_default_screen(self) -> Screen[Any]:
        """Make the review the first screen: an empty default screen would be laid out and painted before it."""
        return self._review

    def on_review_screen_first_painted(self) -> None:
        """Load the styles of the screens that open over the article, and switch the collector on."""
        self.stylesheet.read(self.LATER_CSS_PATH)
        self.stylesheet.parse()
        gc.enable()

    def _repaint(self, _app: App[Any]) -> None:
        """Paint the whole screen again after a suspension (Ctrl+Z, fg)."""
        self.screen.refresh()

    def _remember_theme(self, theme: Theme) -> None:
        """Store the picked theme for the next session, unless soi.toml or --theme sets one."""
        message = _("Theme {name}, until you leave: soi.toml or --theme names another.")
        if self._keep_theme:
            try:
                themes.remember_theme(theme.name)
            except UsageError as error:
                self.notify(translated(error), severity="warning", markup=False)
                return
            message = _("Theme {name}, also the next time.")
        self._review.show_message(message.format(name=theme.name))

    def on_terminal_driver_terminal_gone(self) -> None:
        """Quit as on SIGHUP, which does not come to a process without a controlling terminal."""
        self._quit_on_signal(128 + signal.SIGHUP)

    def on_terminal_driver_input_failed(self, event: TerminalDriver.InputFailed) -> None:
        """End as for any error of the app: Textual would print a traceback, and end with exit code 0."""
        raise event.error

    def _quit_on_signal(self, code: int) -> None:
        # If the terminal is gone (a dropped SSH line), Textual blocks for ever when it resets the terminal. Every
        # decision is stored when it is made, so ending the process loses nothing.
        deadline = threading.Timer(EXIT_SECONDS, os._exit, [code])
        deadline.daemon = True
        deadline.start()
        self.run_worker(self._quit(code))

    async def action_quit(self) -> None:
        """Store the place for the next session, and quit."""
        await self._quit(0)

    async def _quit(self, code: int) -> None:
        await self._review.remember()
        self.exit(return_code=code)

    async def on_unmount(self) -> None:
        """Finish the submitted jobs of the store."""
        self._departure = await asyncio.to_thread(self._store.close)

    def input_begins(self) -> None:
        """Clear the message about the last key."""
        self._show_message("")

    def burst_was_cut(self) -> None:
        """Say that what was pasted behind Enter is dropped."""
        self._show_message(_("What came in one piece behind Enter is dropped: it decides nothing."))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy through the terminal and to the system's clipboard, and say what was copied."""
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(terminal.copy_sequence(text, os.environ))
        # A test leaves the clipboard of whoever runs it alone, and so does a session in a browser.
        if not self.is_headless and not is_served():
            self.run_worker(terminal.copy_to_system(text, os.environ))
        self._show_message(_("Copied: {text}").format(text=brief(" ".join(text.split()), MOST_SHOWN)))

    def _show_message(self, message: str) -> None:
        if isinstance(self.screen, TranslatedScreen):
            self.screen.show_message(message)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action, unless it would decide about a claim that the annotator has not seen."""
        name = action.partition("(")[0] if isinstance(action, str) else action[1]
        if name not in ALWAYS_ALLOWED and self._is_too_small:
            return True
        screen = default_namespace if isinstance(default_namespace, TranslatedScreen) else None
        if screen and name in screen.DECIDING and self.was_typed_before_scene:
            screen.show_message(_("Typed before this was on the screen: nothing is decided."))
            return True
        with self.deciding() if screen and name in screen.DECIDING else nullcontext():
            return await super().run_action(action, default_namespace, namespaces)

    @property
    def _is_too_small(self) -> bool:
        return any(size < minimum for size, minimum in zip(self.size, MINIMUM, strict=True))

    # Keys and commands ----------------------------------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every enabled action that has a key, and the commands that have none: what writes files from the store, and Textual's."""
        for command in self.palette_commands(screen):
            yield command.translated()

    def palette_commands(self, screen: Screen[Any]) -> Iterator[PaletteCommand]:
        """The commands with their English titles, by which the palette finds them in any language."""
        yield from screens.key_commands(self, screen)
        textual_commands = (
            command
            for command in super().get_system_commands(screen)
            if command.title not in ("Quit", "Keys")
        )
        if is_served():  # no files are written for somebody in a browser
            return
        store_commands = dialogs.store_commands(screen, self._review.session.workspace.store)
        if screen is self._review and not self.is_read_only:
            description = mark("Also for what you have decided; it is kept in your settings")
            yield screens.PaletteCommand(mark("Change your name"), description, "", self._review.change_name)
        for title, description, run, _discover in (*store_commands, *textual_commands):
            yield screens.PaletteCommand(title, description, "", run)

    def action_command_palette(self) -> None:
        """Open the command palette, unless it is open."""
        if not isinstance(self.screen, CommandPalette):
            palette = CommandPalette(
                [screens.CommandProvider], placeholder=_("Search for commands…"), id="--command-palette"
            )
            self.push_screen(palette)

    def search_themes(self) -> None:
        """Open the command palette on the themes."""
        self.push_screen(
            CommandPalette(providers=[screens.ThemesProvider], placeholder=_("Search for themes…"))
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A session in a browser has no shell to go back to."""
        if action == "suspend_process" and is_served():
            return False
        return super().check_action(action, parameters)

    def deliver_screenshot(
        self, filename: str | None = None, path: str | None = None, time_format: str | None = None
    ) -> str | None:
        """Save a picture of the screen and say where it is, in the language of the app: see ``save_screenshot``."""
        # Loaded here: a screenshot is seldom.
        from tui.screens.screenshot import save_screenshot  # noqa: PLC0415

        try:
            picture = save_screenshot(self, filename, path, time_format)
        except OSError as error:
            message = _("The picture of the screen was not saved: {reason}")
            self.notify(message.format(reason=translated(reason_of(error))), severity="error", markup=False)
        else:
            message = _("The picture of the screen is in {path}")
            self._show_message(message.format(path=visible(str(picture))))
        return None

    def action_toggle_keys(self) -> None:
        """Show the help page over the screen."""
        self.push_screen(screens.HelpScreen(tui.KEY_ACTIONS.list_actions(self.keys)))

    def action_help_quit(self) -> None:
        """On Ctrl+C, show which key quits."""
        message = _("{key} quits; everything is stored already.").format(
            key=key_of(self, ReviewScreen, "app.quit")
        )
        self._show_message(message)

    async def run_command(self, action: str, node: DOMNode) -> None:
        """Run an action that was picked in the palette, and not by a key of the screen below it."""
        self.take_as_seen()
        await self.run_action(action, node)
