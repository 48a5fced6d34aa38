"""The id of an article that has none: a row without one, or a text that is piped in."""

from __future__ import annotations


def text_id(text: str) -> str:
    """The first 16 hexadecimal digits of a text's SHA-256, so that the same text has the same id in the next import."""
    import hashlib  # noqa: PLC0415 (most articles have a name)

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
