"""Telling web addresses, which may become links, from anything else that was typed as an address."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Whether a text is an address that a browser opens on the web: http or https, a host, no blanks or controls."""
    if not text.isprintable() or " " in text:
        return False
    try:
        address = urlsplit(text)
    except ValueError:  # brackets that hold no IPv6 address
        return False
    return address.scheme.lower() in ("http", "https") and bool(address.hostname)
