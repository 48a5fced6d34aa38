"""Copying text: through the terminal (OSC 52), also behind tmux and GNU screen, and to the system's clipboard."""

from __future__ import annotations

import asyncio
import base64
import shutil
from collections.abc import Iterator, Mapping

ESC, BEL = "\x1b", "\a"
# GNU screen drops a string that it hands through when it is longer than this many bytes.
SCREEN_CHUNK = 700
# The tools that set the system's clipboard, and the variable of the desktop without which each of them fails.
TOOLS = {
    ("wl-copy",): "WAYLAND_DISPLAY",
    ("xclip", "-selection", "clipboard"): "DISPLAY",
    ("xsel", "--clipboard", "--input"): "DISPLAY",
    ("pbcopy",): "",
    ("clip.exe",): "",
}
# tmux refuses the sequence by default (set-clipboard external): this fills its own buffer, and the terminal's around it.
TMUX_TOOL = ("tmux", "load-buffer", "-w", "-")
TOOL_SECONDS = 2.0


def copy_sequence(text: str, environment: Mapping[str, str]) -> str:
    """What makes the terminal copy a text; tmux gets it twice, for itself and to hand through to the terminal around it."""
    sequence = f"{ESC}]52;c;{base64.b64encode(text.encode()).decode()}{BEL}"
    if environment.get("TMUX"):
        return f"{sequence}{ESC}Ptmux;{sequence.replace(ESC, ESC * 2)}{ESC}\\"
    if environment.get("STY"):
        chunks = (sequence[start : start + SCREEN_CHUNK] for start in range(0, len(sequence), SCREEN_CHUNK))
        return "".join(f"{ESC}P{chunk}{ESC}\\" for chunk in chunks)
    return sequence


def available_tools(environment: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The commands on this machine that set its clipboard, the one to prefer first, each with its program's path."""
    for (name, *options), variable in TOOLS.items():
        program = shutil.which(name, path=environment.get("PATH", ""))
        if program and (not variable or environment.get(variable)):
            yield program, *options


async def copy_to_system(text: str, environment: Mapping[str, str]) -> bool:
    """Set the system's clipboard with the first tool that can, and tmux's inside it; False where nothing can."""
    is_in_tmux = bool(environment.get("TMUX"))
    has_copied = is_in_tmux and await _run(TMUX_TOOL, text.encode())
    for command in available_tools(environment):
        # clip.exe reads other characters than ASCII only in UTF-16.
        data = text.encode("utf-16" if command[0].endswith("clip.exe") else "utf-8")
        if await _run(command, data):
            return True
    return has_copied


async def _run(command: tuple[str, ...], data: bytes) -> bool:
    quiet = asyncio.subprocess.DEVNULL  # what a tool writes would be drawn over the screen
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdin=asyncio.subprocess.PIPE, stdout=quiet, stderr=quiet
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(TOOL_SECONDS):
            await process.communicate(data)
    except TimeoutError:
        process.kill()
        return False
    return process.returncode == 0
