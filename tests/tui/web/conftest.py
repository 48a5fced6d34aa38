"""A server of two people whose sessions are a small program in place of the app: it echoes what is typed."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType
from aiohttp.test_utils import TestServer, unused_port

from tui.web.guard import Site, loopback_site
from tui.web.links import Links
from tui.web.server import ServerLimits, WebServer

ECHO = "import sys; print('ready', sys.argv[1:], flush=True)\nfor line in sys.stdin: print('got', line, flush=True)"


def echo_command(annotator: str) -> Sequence[str]:
    return [sys.executable, "-c", ECHO, annotator]


class Served(NamedTuple):
    """A running server: where it is, and the secrets of its people."""

    address: str
    folder: Path
    links: Links
    secrets: dict[str, str]

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://")


async def serving(
    folder: Path,
    command_of: Callable[[str], Sequence[str]] = echo_command,
    sessions: int = 2,
    idle: float = 60,
) -> AsyncIterator[Served]:
    port = unused_port()
    site: Site = loopback_site(port)
    links = Links(folder / "links")
    server = WebServer(site, links, ServerLimits(sessions, idle), command_of)
    async with TestServer(server.application(), port=port):
        secrets = {name: links.create(name) for name in ("lan", "minh")}
        yield Served(site.address, folder / "links", links, secrets)


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async for server in serving(tmp_path):
        yield server


@pytest.fixture
async def browser() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        yield session


async def enter(browser: ClientSession, served: Served, annotator: str = "lan") -> None:
    """Open the annotator's link, as a person does."""
    async with browser.get(f"{served.address}/open/{served.secrets[annotator]}") as response:
        assert response.status == 200


async def connect(browser: ClientSession, served: Served, **headers: str) -> ClientWebSocketResponse:
    return await browser.ws_connect(f"{served.address}/ws", headers={"Origin": served.address, **headers})


async def read_until(socket: ClientWebSocketResponse, words: bytes) -> bytes:
    """What is painted, up to these words."""
    painted = b""
    while words not in painted:
        message = await socket.receive(timeout=20)
        assert message.type is WSMsgType.BINARY, (message, painted)
        painted += message.data
    return painted


async def read_to_end(socket: ClientWebSocketResponse) -> None:
    """Read until the server closes the socket."""
    while not socket.closed:
        await socket.receive(timeout=20)
