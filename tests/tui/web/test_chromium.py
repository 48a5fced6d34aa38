"""The page in a real browser: it paints and decides for two people, and a foreign page gets nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.tui.web.chromium import CHROMIUM, Tab, running_chromium
from tests.tui.web.conftest import Served
from tests.tui.web.test_sessions import app_served, verdicts
from tui.web.links import revoke_links

__all__ = ["app_served"]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

FOREIGN_PAGE = """
new Promise(done => {{
  const socket = new WebSocket("{socket}");
  socket.onopen = () => done("open");
  socket.onerror = () => done("refused");
}})
"""


async def test_two_people_in_a_browser(app_served: tuple[Served, Path]) -> None:
    served, store = app_served
    tabs: dict[str, Tab] = {}
    async with running_chromium() as socket, ForeignSite() as foreign:
        lans_tab = await Tab.open(socket, f"{served.address}/open/{served.secrets['lan']}", tabs)
        await lans_tab.await_painted("62,8%")
        assert served.secrets["lan"] not in await lans_tab.evaluate("location.href")
        assert await lans_tab.evaluate("document.cookie") == ""
        minhs_tab = await Tab.open(socket, f"{served.address}/open/{served.secrets['minh']}", tabs)
        await minhs_tab.await_painted("62,8%")
        for tab, key in ((lans_tab, "v"), (minhs_tab, "r")):
            await tab.evaluate("document.querySelector('.xterm-helper-textarea').focus()")
            await tab.type_text(key)
            await tab.await_painted("1/4")
        assert verdicts(store) == [("lan", "verified"), ("minh", "refuted")]
        assert not [message for message in lans_tab.messages if "Content Security Policy" in message]
        await lans_tab.load(foreign)
        socket_address = served.address.replace("http", "ws") + "/ws"
        assert await lans_tab.evaluate(FOREIGN_PAGE.format(socket=socket_address)) == "refused"
        revoke_links(served.folder, "minh")
        await minhs_tab.load(served.address)
        assert "not valid" in await minhs_tab.evaluate("document.body.innerText")


class ForeignSite:
    """A server of another origin."""

    async def __aenter__(self) -> str:
        application = web.Application()
        application.router.add_get("/", _answer)
        self._server = TestServer(application)
        await self._server.start_server()
        return str(self._server.make_url("/"))

    async def __aexit__(self, *_error: object) -> None:
        await self._server.close()


async def _answer(_request: web.Request) -> web.Response:
    return web.Response(text="<p>foreign</p>", content_type="text/html")
