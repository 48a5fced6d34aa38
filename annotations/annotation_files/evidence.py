"""Evidence in a note: as JSON where soi has written it, else a web address or words."""

from __future__ import annotations

import json


def evidence_fields(note: str) -> dict[str, str]:
    """The fields of a piece of evidence."""
    try:
        piece = json.loads(note)
    except ValueError:
        piece = None
    if isinstance(piece, dict):
        return {str(name): str(value) for name, value in piece.items()}
    is_address = note.startswith(("http://", "https://")) and not any(map(str.isspace, note))
    return {"url": note if is_address else "", "quote": "" if is_address else note, "seen": ""}
