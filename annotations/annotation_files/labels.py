"""What the name of a label says of a claim."""

from __future__ import annotations

from annotations.model import Kind, Verdict


def label_fields(label: object) -> dict[str, str]:
    """The kind or the verdict that a label names, as fields of a row; nothing for other labels."""
    name = str(label).lower()
    if name in set(Kind):
        return {"kind": name}
    return {"verdict": name} if name in set(Verdict) else {}
