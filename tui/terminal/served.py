"""Whether the app runs for a browser: then this machine is not the annotator's, but that of whoever serves."""

from __future__ import annotations

import os


def is_served() -> bool:
    """Whether ``soi serve`` has started the app: nothing may open, be copied or be written on this machine."""
    return "SOI_SERVED" in os.environ
