"""The app itself behind the server: two people decide at once, and a tab that closes loses nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar

from tests.tui.web.conftest import Served, connect, enter, read_to_end, read_until, serving
from tui.web.server import review_command

TEXT = "Tỉnh đạt 62,8% số hồ sơ.\n\nĐoạn sau có 20 hộ nghèo, 31 hộ cận nghèo và 45 hộ khá.\n"


@pytest.fixture
async def app_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Served, Path]]:
    corpus, store = tmp_path / "bài; touch hacked", tmp_path / "soi.db"
    corpus.mkdir()
    (corpus / "a.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    async for served in serving(tmp_path, partial(review_command, [corpus], store, read_only=False)):
        yield served, store


def verdicts(store: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(store)
    try:
        return sorted(connection.execute("SELECT annotator, verdict FROM reviews WHERE verdict IS NOT NULL"))
    finally:
        connection.close()


async def open_app(browser: ClientSession, served: Served, annotator: str) -> ClientWebSocketResponse:
    await enter(browser, served, annotator)
    socket = await browser.ws_connect(
        f"{served.address}/ws?width=110&height=32", headers={"Origin": served.address}
    )
    await read_until(socket, b"62,8%")
    return socket


async def test_two_decide_at_once_and_a_closed_tab_loses_nothing(
    app_served: tuple[Served, Path], tmp_path: Path
) -> None:
    served, store = app_served
    async with (
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as lans_browser,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as minhs_browser,
    ):
        lans_socket = await open_app(lans_browser, served, "lan")
        minhs_socket = await open_app(minhs_browser, served, "minh")
        await lans_socket.send_json(["stdin", "v"])
        await minhs_socket.send_json(["stdin", "r"])
        await read_until(lans_socket, b"1/4")
        await read_until(minhs_socket, b"1/4")
        await lans_socket.send_json(["stdin", "n"])
        await lans_socket.close()  # in the middle of a note
        await minhs_socket.send_json(["stdin", "q"])
        await read_to_end(minhs_socket)
        assert verdicts(store) == [("lan", "verified"), ("minh", "refuted")]
        second_socket = await connect(lans_browser, served)  # the same cookie
        await read_until(second_socket, b"62,8%")
        await second_socket.close()
    assert not (tmp_path / "hacked").exists()
