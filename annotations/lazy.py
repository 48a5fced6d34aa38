"""Packages whose names load their module when they are first used (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(
    package: str, modules: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """``__getattr__`` and ``__dir__`` of a package, for names that stand in the modules given.

    ``modules`` maps each public name to the full name of its module, with ``:name`` behind it where the module has
    another name for it. A name is looked up once, then it is an ordinary attribute of the package. For type checkers
    the same names are imported under ``TYPE_CHECKING``.
    """

    def load(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module, _, name_in_module = modules[name].partition(":")
        value = getattr(import_module(module), name_in_module or name)
        setattr(sys.modules[package], name, value)
        return value

    def listed_names() -> list[str]:
        return sorted({*modules, *sys.modules[package].__all__})

    return load, listed_names
