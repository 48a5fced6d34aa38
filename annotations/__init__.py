"""The domain of ``soi``: articles, numeric claims, reviews. No terminal, no printing: usable from a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotations.claims import extract_claims

__all__ = ["extract_claims"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: whoever wants one module of the package need not pay for the extractor.
    if name == "extract_claims":
        from annotations.claims import extract_claims  # noqa: PLC0415

        return extract_claims
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
