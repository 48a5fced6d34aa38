"""Who gets in and who does not; ends of sessions."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from annotations.errors import UsageError
from tests.tui.web.conftest import Served, connect, enter, read_to_end, read_until, serving
from tui.web.guard import loopback_site, public_site
from tui.web.links import Links, revoke_links
from tui.web.server import session_environment
from tui.web.socket_messages import Resized, Typed, parse_message


async def status(browser: ClientSession, served: Served, path: str, **headers: str) -> int:
    async with browser.get(served.address + path, headers=headers) as response:
        return response.status


async def refusal(browser: ClientSession, served: Served, **headers: str) -> int:
    """The status with which a socket is refused."""
    with pytest.raises(WSServerHandshakeError) as refused:
        await browser.ws_connect(f"{served.address}/ws", headers=headers)
    return refused.value.status


async def test_a_link_gives_a_cookie_that_only_its_browser_sends(
    served: Served, browser: ClientSession
) -> None:
    assert await status(browser, served, "/") == 403
    async with browser.get(f"{served.address}/open/{served.secrets['lan']}") as response:
        cookie = response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert served.secrets["lan"] not in cookie
    async with browser.get(served.address + "/") as response:
        page = await response.text()
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert "lan" in page
    assert "https://" not in page  # nothing comes from elsewhere
    assert await status(browser, served, "/static/js/textual.js") == 200


@pytest.mark.parametrize(
    "path",
    ["/open/wrong", "/open/..%2f..%2fetc", "/", "/ws", "/static/js/textual.js"],
    ids=["secret", "path", "page", "socket", "file"],
)
async def test_without_a_link_nobody_is_in(served: Served, browser: ClientSession, path: str) -> None:
    assert await status(browser, served, path) == 403


async def test_each_link_is_bound_to_its_annotator(served: Served, browser: ClientSession) -> None:
    await enter(browser, served, "minh")
    socket = await browser.ws_connect(
        f"{served.address}/ws?annotator=lan&width=90",
        headers={"Origin": served.address, "X-Annotator": "lan"},
    )
    assert b"['minh']" in await read_until(socket, b"]")
    await socket.send_json(["stdin", "xin chào\r"])
    assert "got xin chào".encode() in await read_until(socket, "got xin chào".encode())
    await socket.close()


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://localhost:1", "null", ""],
    ids=["site", "port", "null", "empty"],
)
async def test_a_page_of_another_site_gets_no_socket(
    served: Served, browser: ClientSession, origin: str
) -> None:
    await enter(browser, served)
    assert await refusal(browser, served, Origin=origin) == 403
    assert await status(browser, served, "/", Origin=origin) == 403


async def test_a_socket_without_an_origin_is_refused(served: Served, browser: ClientSession) -> None:
    await enter(browser, served)
    assert await refusal(browser, served) == 403


async def test_a_name_that_points_here_is_not_answered(served: Served, browser: ClientSession) -> None:
    await enter(browser, served)
    port = served.host.rpartition(":")[2]
    for host in ("evil.example", f"evil.example:{port}", f"127.0.0.1.evil.example:{port}", "127.0.0.1"):
        assert await status(browser, served, "/", Host=host) == 421
        assert await refusal(browser, served, Host=host, Origin=f"http://{host}") == 421
        assert await status(browser, served, f"/open/{served.secrets['lan']}", Host=host) == 421


async def test_a_revoked_link_ends_its_sessions_and_is_worth_nothing(
    served: Served, browser: ClientSession
) -> None:
    await enter(browser, served)
    socket = await connect(browser, served)
    await read_until(socket, b"ready")
    assert revoke_links(served.folder, "lan") == 1
    await read_to_end(socket)
    assert await status(browser, served, "/") == 403
    assert await status(browser, served, f"/open/{served.secrets['lan']}") == 403
    assert await refusal(browser, served, Origin=served.address) == 403
    await enter(browser, served, "minh")


async def test_only_so_many_sessions_are_open(served: Served, browser: ClientSession) -> None:
    await enter(browser, served)
    sockets = [await connect(browser, served) for _number in range(2)]
    assert await refusal(browser, served, Origin=served.address) == 503
    await sockets[0].close()
    await sockets[1].send_json(["stdin", "noch\r"])
    await read_until(sockets[1], b"got noch")
    await sockets[1].close()


async def test_an_idle_session_ends(tmp_path: Path, browser: ClientSession) -> None:
    async for served in serving(tmp_path, idle=0.05):
        await enter(browser, served)
        await read_to_end(await connect(browser, served))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '["stdin", 1]', '["resize", {}]', "[" * 5000, '["exec", "rm"]']
)
async def test_what_the_page_never_sends_ends_the_session(
    served: Served, browser: ClientSession, text: str
) -> None:
    await enter(browser, served)
    socket = await connect(browser, served)
    await read_until(socket, b"ready")
    await socket.send_str(text)
    await read_to_end(socket)
    assert socket.close_code == 1008


def test_messages_of_the_page() -> None:
    assert parse_message('["stdin", "v"]') == Typed(b"v")
    assert parse_message('["resize", {"width": 99999, "height": -1}]') == Resized((1000, 1))
    assert parse_message('["blur"]') is None


def test_a_link_is_worth_nothing_at_another_server(tmp_path: Path) -> None:
    links, other_links = Links(tmp_path), Links(tmp_path)
    secret = links.create("lan")
    assert other_links.open_link(secret) is None
    cookie = links.open_link(secret)
    assert cookie is not None
    assert links.annotator_of_cookie(cookie) == "lan"
    assert secret not in "".join(path.name + path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    links.close()
    assert links.annotator_of_cookie(cookie) is None
    assert not list(tmp_path.iterdir())


def test_sites() -> None:
    assert loopback_site(8000).address == "http://127.0.0.1:8000"
    site = public_site("https://soi.example.org/")
    assert (site.hosts, site.cookie_name) == (("soi.example.org",), "__Host-soi-soi.example.org")
    for url in (
        "http://soi.example.org",
        "https://",
        "https://a/b",
        "soi.example.org",
        "https://[::1",
        "https://a:x",
    ):
        with pytest.raises(UsageError):
            public_site(url)


def test_a_session_has_no_desktop() -> None:
    environment = session_environment({"DISPLAY": ":0", "TMUX": "x", "HOME": "/home/lan"})
    assert environment["HOME"] == "/home/lan"
    assert not environment.keys() & {"DISPLAY", "TMUX"}
