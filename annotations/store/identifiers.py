"""Ids: of a text, of a claim, and of what is appended (a decision, a version)."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from functools import lru_cache


def text_sha256(text: str) -> str:
    """The key of a text: SHA-256 of its UTF-8 bytes, in hex."""
    import hashlib  # noqa: PLC0415 (the first screen does without)

    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=256)
def claims_prefix(article: str, sha256: str) -> str:
    """What the ids of all claims of an article's text begin with."""
    import hashlib  # noqa: PLC0415

    return hashlib.sha256(f"{article}\0{sha256}".encode()).hexdigest()[:16]


def claim_id(article: str, sha256: str, start: int, end: int) -> str:
    """The id of the claim at these offsets of this text: the same in every store made from it.

    Ids of one text lie side by side, so that a million claims are entered into their index without seeking.
    """
    return f"{claims_prefix(article, sha256)}-{start}-{end}"


def text_of_claim(claim: str) -> str:
    """What the ids of all claims of the same text begin with; the offsets of each follow, as in ``claim_id``."""
    return claim.rsplit("-", 2)[0]


def successive_ids(count: int, after: str | None = None) -> Iterator[str]:
    """So many new ids, each sorting behind the one before it and all behind ``after``."""
    for _ in range(count):
        after = successive_id(after)
        yield after


def successive_id(after: str | None = None) -> str:
    """A new UUIDv7 (RFC 9562) that sorts behind ``after``, even when the clock has jumped back.

    The twelve bits behind the milliseconds count within one of them.
    """
    import secrets  # noqa: PLC0415

    milliseconds, count = time.time_ns() // 1_000_000, 0
    if after is not None:
        last = uuid.UUID(after).int
        last_milliseconds, last_count = last >> 80, (last >> 64) & 0xFFF
        if milliseconds <= last_milliseconds:
            carry, count = divmod(last_count + 1, 0x1000)
            milliseconds = last_milliseconds + carry
    value = (
        (milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | secrets.randbits(62)
    )
    return str(uuid.UUID(int=value))
