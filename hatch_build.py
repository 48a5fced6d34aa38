"""Build hook: makes the manual page of the commands and puts it into the wheel as share/man/man1/soi.1."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPageHook(BuildHookInterface):
    """Writes the page beside the wheel; an editable installation has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the page to the files of the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path.insert(0, self.root)
        try:
            text = import_module("tui.cli.man_page").man_page(self.metadata.version)
        finally:
            sys.path.remove(self.root)
        page = Path(self.directory) / "soi.1"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/soi.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave only the wheel behind."""
        (Path(self.directory) / "soi.1").unlink(missing_ok=True)
