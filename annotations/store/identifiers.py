"""The ids of texts, claims, decisions and versions."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import lru_cache

# An id that no id of today is greater than; ids compare as text.
Horizon = str

DAY_MILLISECONDS = 86_400_000
# No id of soi is smaller, unless a clock stood before 2020.
FIRST_ID: Horizon = "016f5e66-e800-7000-8000-000000000000"


def text_sha256(text: str) -> str:
    """The key of a text: SHA-256 of its UTF-8 bytes, in hex."""
    import hashlib  # noqa: PLC0415 (loaded with the first import)

    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=256)
def claims_prefix(article: str, sha256: str) -> str:
    """The prefix of the ids of all claims of an article's text."""
    import hashlib  # noqa: PLC0415

    return hashlib.sha256(f"{article}\0{sha256}".encode()).hexdigest()[:16]


def claim_id(article: str, sha256: str, start: int, end: int) -> str:
    """The id of the claim at these offsets of a text: the same in every store that has the article.

    The claims of one text share a prefix, so that the index on a million ids is filled in order.
    """
    return f"{claims_prefix(article, sha256)}-{start}-{end}"


def text_of_claim(claim: str) -> str:
    """The prefix of a claim's id that all claims of the same text share; see ``claim_id``."""
    return claim.rsplit("-", 2)[0]


@lru_cache(maxsize=1)
def _successive_id_pattern() -> re.Pattern[str]:
    return re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)


def is_successive_id(value: str) -> bool:
    """Whether a text is a UUIDv7 as ``successive_id`` writes it."""
    return _successive_id_pattern().fullmatch(value) is not None


def horizon() -> Horizon:
    """The greatest id of a day from now: a greater one was made by a wrong clock, or forged."""
    digits = f"{time.time_ns() // 1_000_000 + DAY_MILLISECONDS:012x}"
    return f"{digits[:8]}-{digits[8:]}-7fff-bfff-ffffffffffff"


def id_at(milliseconds: int, number: int) -> str:
    """The UUIDv7 of a time since 1970 that has a number in place of random bits."""
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | 0b10 << 62 | (number & 0x3FFFFFFFFFFFFFFF)
    return _as_text(value)


def _as_text(value: int) -> str:
    """A UUID as text; ``uuid.UUID`` takes three times as long, with every decision."""
    digits = f"{value:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def successive_ids(count: int, last_id: str | None = None) -> Iterator[str]:
    """New ids that sort in this order, and all behind ``last_id``."""
    for _ in range(count):
        last_id = successive_id(last_id)
        yield last_id


def successive_id(last_id: str | None = None) -> str:
    """A new UUIDv7 (RFC 9562) that sorts behind ``last_id``, even when the clock was set back.

    The twelve bits behind the milliseconds count the ids within one millisecond.
    """
    import secrets  # noqa: PLC0415

    milliseconds, count = time.time_ns() // 1_000_000, 0
    if last_id is not None:
        last = int(last_id.replace("-", ""), 16)
        last_milliseconds, last_count = last >> 80, (last >> 64) & 0xFFF
        if milliseconds <= last_milliseconds:
            carry, count = divmod(last_count + 1, 0x1000)
            milliseconds = last_milliseconds + carry
    value = (
        (milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | count << 64 | 0b10 << 62 | secrets.randbits(62)
    )
    return _as_text(value)
