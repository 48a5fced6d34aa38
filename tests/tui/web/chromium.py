"""Headless Chromium, driven through its debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

from aiohttp import ClientSession, ClientWebSocketResponse

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
PATIENCE = 30.0


class Tab:
    """A tab of a browser; ``call`` sends a command of the protocol, ``messages`` holds what the page wrote to its console."""

    def __init__(self, socket: ClientWebSocketResponse, session: str, tabs: dict[str, Tab]) -> None:
        """``tabs``: all tabs of the browser by session; what one receives for another, that one gets."""
        self._socket, self._session, self._tabs = socket, session, tabs
        tabs[session] = self
        self._numbers = itertools.count(1)
        self.messages: list[str] = []
        self.frames: list[str] = []  # what the server painted, as text
        self._load_count = 0

    @classmethod
    async def open(cls, socket: ClientWebSocketResponse, address: str, tabs: dict[str, Tab]) -> Self:
        browser = cls(socket, "", tabs)
        context = (await browser.call("Target.createBrowserContext"))["browserContextId"]
        target = await browser.call(
            "Target.createTarget", url="about:blank", browserContextId=context, width=1200, height=800
        )
        attached = await browser.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        tab = cls(socket, attached["sessionId"], tabs)
        for domain in ("Runtime", "Network", "Log", "Page"):
            await tab.call(f"{domain}.enable")
        await tab.call("Page.navigate", url=address)
        return tab

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        session = {"sessionId": self._session} if self._session else {}
        await self._socket.send_json({"id": number, "method": method, "params": parameters, **session})
        while True:
            message = await self._receive()
            if message.get("id") == number and message.get("sessionId", "") == self._session:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    async def load(self, address: str) -> None:
        """Go to an address, and wait until the page is there."""
        load_count = self._load_count
        await self.call("Page.navigate", url=address)
        while self._load_count == load_count:
            await self._receive()

    async def _receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads((await self._socket.receive(timeout=PATIENCE)).data)
        if (owner := self._tabs.get(message.get("sessionId", ""))) is not None:
            owner.take(message)
        return message

    def take(self, message: dict[str, Any]) -> None:
        """Keep what an event of this tab says."""
        if message.get("method") == "Page.loadEventFired":
            self._load_count += 1
        if message.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown"):
            self.messages.append(json.dumps(message["params"]))
        if message.get("method") == "Network.webSocketFrameReceived":
            payload = message["params"]["response"]["payloadData"]
            is_binary = message["params"]["response"]["opcode"] == 2
            self.frames.append(base64.b64decode(payload).decode("utf-8", "replace") if is_binary else payload)

    async def await_painted(self, words: str) -> None:
        """Wait until the server has painted these words since the last call."""
        async with asyncio.timeout(PATIENCE):
            while words not in "".join(self.frames):
                await self._receive()
        self.frames.clear()

    async def evaluate(self, expression: str) -> Any:
        answer = await self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        return answer["result"].get("value")

    async def type_text(self, text: str) -> None:
        """Type into what has the focus."""
        await self.call("Input.insertText", text=text)

    async def picture(self) -> bytes:
        """A PNG of the page."""
        return base64.b64decode((await self.call("Page.captureScreenshot"))["data"])


@asynccontextmanager
async def running_chromium() -> AsyncIterator[ClientWebSocketResponse]:
    """The debugging socket of a new browser without windows."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = await asyncio.create_subprocess_exec(
            CHROMIUM, "--headless", "--no-sandbox", "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={folder}",
            "--window-size=1200,800", "about:blank",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            async with ClientSession() as client, asyncio.timeout(PATIENCE * 4):
                address = await _debugging_address(process)
                async with client.ws_connect(address, max_msg_size=0) as socket:
                    yield socket
        finally:
            process.terminate()
            await process.wait()


async def _debugging_address(process: asyncio.subprocess.Process) -> str:
    assert process.stderr is not None
    async for line in process.stderr:
        if b"DevTools listening on " in line:
            return line.decode().strip().removeprefix("DevTools listening on ")
    raise AssertionError("Chromium did not start")
