"""Exports of reviewed claims: the contents of an export, and a registry with one module a format."""

from __future__ import annotations

from annotations.exports.registry import FORMATS

__all__ = ["FORMATS"]
