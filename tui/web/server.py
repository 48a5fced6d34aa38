"""The web server of ``soi serve``: secret links, the page, and a socket for each session."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from aiohttp import WSCloseCode, WSMsgType, web

from tui.language.i18n import _, language
from tui.web.guard import ANNOTATOR, Guard, Site
from tui.web.links import Links
from tui.web.page import content_policy, entrance_page, terminal_page
from tui.web.socket_messages import MOST_BYTES, Ping, Resized, Typed, parse_message, terminal_size
from tui.web.terminal_process import TerminalProcess

# How often a running session asks whether its link was revoked.
REVOCATION_SECONDS = 1.0
# What tells of the terminal in which the server runs, and of the desktop of whoever runs it.
_NOT_INHERITED = (
    "COLUMNS",
    "LINES",
    "TMUX",
    "STY",
    "SSH_CONNECTION",
    "SSH_TTY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "NO_COLOR",
)


class ServerLimits(NamedTuple):
    """At most so many ``sessions`` at once; one in which nothing is typed for ``idle_seconds`` ends."""

    sessions: int
    idle_seconds: float


class WebServer:
    """Runs ``command_of`` an annotator in a terminal for each socket of that annotator."""

    def __init__(
        self, site: Site, links: Links, limits: ServerLimits, command_of: Callable[[str], Sequence[str]]
    ) -> None:
        self._site, self._links, self._limits, self._command_of = site, links, limits, command_of
        self._sockets: set[web.WebSocketResponse] = set()
        self._session_count = 0

    def application(self) -> web.Application:
        """The aiohttp application."""
        application = web.Application(middlewares=[Guard(self._site, self._links).middleware()])
        application.router.add_get("/open/{secret}", self._open, name="open", allow_head=False)
        application.router.add_get("/", self._page)
        application.router.add_get("/ws", self._socket)
        application.router.add_static("/static", _static_files())
        application.on_response_prepare.append(self._add_headers)
        application.on_shutdown.append(self._close_sockets)
        return application

    async def _open(self, request: web.Request) -> web.Response:
        """Exchange the secret of a link for a cookie, so that it does not stay in the address."""
        cookie = self._links.open_link(request.match_info["secret"])
        if cookie is None:
            raise web.HTTPForbidden(
                text=_("This link is not valid, or not valid any more: ask for a new one.")
            )
        response = web.Response(text=entrance_page(), content_type="text/html")
        response.set_cookie(
            self._site.cookie_name,
            cookie,
            httponly=True,
            samesite="Strict",
            secure=self._site.is_secure,
            path="/",
        )
        return response

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(
            text=terminal_page(request[ANNOTATOR], self._socket_address(request)), content_type="text/html"
        )

    def _socket_address(self, request: web.BaseRequest) -> str:
        return f"{'wss' if self._site.is_secure else 'ws'}://{request.headers['Host']}/ws"

    async def _add_headers(self, request: web.Request, response: web.StreamResponse) -> None:
        host = request.headers.get("Host")
        response.headers.update(
            {
                "Content-Security-Policy": content_policy(
                    self._socket_address(request) if host in self._site.hosts else ""
                ),
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "DENY",
                "Cross-Origin-Resource-Policy": "same-origin",
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cache-Control": "no-store",
            }
        )

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if self._session_count >= self._limits.sessions:
            raise web.HTTPServiceUnavailable(
                text=_("Too many sessions are open: close one, or try again later.")
            )
        self._session_count += 1
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=MOST_BYTES)
        try:
            await socket.prepare(request)
            self._sockets.add(socket)
            await self._run_session(request, socket)
        finally:
            self._session_count -= 1
            self._sockets.discard(socket)
        return socket

    async def _run_session(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        """Connect the socket to a new process until either ends, nothing is typed for long, or the link is revoked."""
        size = terminal_size(_number(request, "width", 80), _number(request, "height", 24))
        command = self._command_of(request[ANNOTATOR])
        process = await TerminalProcess.start(command, session_environment(os.environ), size)
        cookie = request.cookies[self._site.cookie_name]
        tasks = [
            asyncio.create_task(self._type(socket, process)),
            asyncio.create_task(_paint(socket, process)),
            asyncio.create_task(self._await_revocation(cookie)),
        ]
        try:
            ended_tasks, _pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended_tasks:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await process.close()
            await socket.close()

    async def _type(self, socket: web.WebSocketResponse, process: TerminalProcess) -> None:
        """Hand on what the page sends, until it closes or nothing is typed for long."""
        loop, idle_seconds = asyncio.get_running_loop(), self._limits.idle_seconds
        with suppress(TimeoutError):
            async with asyncio.timeout(idle_seconds) as limit:
                async for message in socket:
                    if message.type is not WSMsgType.TEXT:
                        await socket.close(code=WSCloseCode.UNSUPPORTED_DATA)
                        return
                    try:
                        sent = parse_message(message.data)
                    except (ValueError, RecursionError):
                        await socket.close(code=WSCloseCode.POLICY_VIOLATION)
                        return
                    if isinstance(sent, Typed):
                        limit.reschedule(loop.time() + idle_seconds)
                        await process.write(sent.data)
                    elif isinstance(sent, Resized):
                        process.resize(sent.size)
                    elif isinstance(sent, Ping):
                        await socket.send_json(["pong", sent.text])

    async def _await_revocation(self, cookie: str) -> None:
        while True:
            await asyncio.sleep(REVOCATION_SECONDS)
            if self._links.annotator_of_cookie(cookie) is None:
                return

    async def _close_sockets(self, _application: web.Application) -> None:
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)


async def _paint(socket: web.WebSocketResponse, process: TerminalProcess) -> None:
    """Send what the process paints, until it ends or the page is gone."""
    with suppress(ConnectionError):
        while data := await process.read():
            await socket.send_bytes(data)


def session_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a session: its own terminal, the server's language, and no desktop."""
    inherited = {name: value for name, value in environment.items() if name not in _NOT_INHERITED}
    return {
        **inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", "SOI_LANG": language(), "SOI_SERVED": "1",
    }  # fmt: skip


def review_command(sources: Sequence[Path], store: Path, annotator: str, *, read_only: bool) -> list[str]:
    """The command of an annotator's session: arguments of a process, never words of a shell."""
    # -P: no module is taken from the current folder.
    program = [sys.executable, "-P", "-m", "tui.cli.served_session", "review"]
    options = [
        f"--store={store.absolute()}",
        f"--annotator={annotator}",
        *(["--read-only"] if read_only else []),
    ]
    return [*program, *options, "--", *(str(source.absolute()) for source in sources)]


def _static_files() -> Path:
    """The files of textual-serve's page: xterm.js, its styles and its fonts."""
    package = find_spec("textual_serve")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "static"


def _number(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default
