"""What programs leave that were killed while they wrote: swept at the next start."""

from __future__ import annotations

import tempfile
from pathlib import Path

from annotations.files.partial_files import sweep
from annotations.files.partial_folders import sweep_folders


def sweep_leftovers(folder: Path) -> None:
    """Delete partial files and folders in a folder, and temporary folders, whose makers were killed."""
    sweep(folder)
    sweep_folders(folder)
    sweep_folders(Path(tempfile.gettempdir()))
