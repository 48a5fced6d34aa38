"""A process with a pseudo-terminal of its own, as streams of bytes."""

from __future__ import annotations

import asyncio
import fcntl
import os
import struct
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Self

READ_BYTES = 1 << 16
# How long a process may take to end when its terminal goes: the app stores the place within two seconds.
EXIT_SECONDS = 5.0
_GONE_TERMINAL = 5  # errno EIO: the process has closed its side


class TerminalProcess:
    """A running process and the controlling side of its terminal."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        terminal: int,
        reader: asyncio.StreamReader,
        output: asyncio.ReadTransport,
        writer: asyncio.StreamWriter,
    ) -> None:
        self._process, self._terminal = process, terminal
        self._reader, self._output, self._writer = reader, output, writer

    @classmethod
    async def start(
        cls, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int]
    ) -> Self:
        """Start a command, without a shell, in a terminal of ``size`` (columns, rows)."""
        controlling, controlled = os.openpty()
        try:
            _set_size(controlling, size)
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=controlled,
                stdout=controlled,
                stderr=controlled,
                env=dict(environment),
                start_new_session=True,
            )
        except BaseException:
            os.close(controlling)
            raise
        finally:
            os.close(controlled)
        loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
        output, _protocol = await loop.connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(os.dup(controlling), "rb", buffering=0)
        )
        writing, flow_control = await loop.connect_write_pipe(
            asyncio.streams.FlowControlMixin, os.fdopen(os.dup(controlling), "wb", buffering=0)
        )
        writer = asyncio.StreamWriter(writing, flow_control, None, loop)
        return cls(process, controlling, reader, output, writer)

    async def read(self) -> bytes:
        """What the process wrote; nothing when it has ended."""
        try:
            return await self._reader.read(READ_BYTES)
        except OSError as error:
            if error.errno == _GONE_TERMINAL:
                return b""
            raise

    async def write(self, data: bytes) -> None:
        """Type into the terminal."""
        self._writer.write(data)
        await self._writer.drain()

    def resize(self, size: tuple[int, int]) -> None:
        """Change the size of the terminal (columns, rows); the kernel tells the process with SIGWINCH."""
        _set_size(self._terminal, size)

    async def close(self) -> None:
        """Take the terminal away, which ends the process as its own key would; kill it if it does not end."""
        self._output.close()
        self._writer.transport.abort()
        os.close(self._terminal)
        try:
            await asyncio.wait_for(self._process.wait(), EXIT_SECONDS)
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


def _set_size(terminal: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
