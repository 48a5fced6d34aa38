"""The installed program as a process of a user without rights, for what one process cannot try on itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOI = Path(sys.executable).parent / "soi"
NOBODY_ID = "65534"

needs_soi = pytest.mark.skipif(
    not SOI.exists(), reason="soi is not installed beside this Python (make test does it)"
)
needs_other_user = pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None,
    reason="root may write everywhere, and there is no setpriv to be somebody else",
)


def as_nobody(*command: str) -> list[str]:
    """A command as a user whom permissions hold: root is held by none."""
    if os.geteuid() != 0:
        return list(command)
    return ["setpriv", f"--reuid={NOBODY_ID}", f"--regid={NOBODY_ID}", "--clear-groups", *command]


def run_soi(folder: Path, *arguments: str, is_nobody: bool = False) -> subprocess.CompletedProcess[str]:
    """Run soi in a folder, in English."""
    command = [str(SOI), *arguments]
    environment = {**os.environ, "SOI_ANNOTATOR": "lan", "SOI_LANG": "en", "HOME": str(folder)}
    return subprocess.run(
        as_nobody(*command) if is_nobody else command,
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
