"""Libraries that are not installed with the program: they belong to extras, as ``pip install soi[parquet]``."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from annotations.errors import UsageError


class MissingExtraError(UsageError):
    """A library that is not installed; the message names the extra that has it."""


def load_extra(module: str, extra: str) -> Any:
    """The module of an extra; raises MissingExtraError where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(
            "This needs {module}, which is not installed: install it with  pip install 'soi[{extra}]'.",
            module=module.partition(".")[0],
            extra=extra,
        ) from error
