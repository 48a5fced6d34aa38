"""What a page's JSON-LD (schema.org) says of its article."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

_ARTICLES = ("Article", "BlogPosting", "Report", "LiveBlogPosting", "ScholarlyArticle")
_DEEPEST = 8  # levels of objects in objects


def article_objects(page: Any) -> list[dict[str, Any]]:
    """The objects of a page that describe articles, in its order; blocks that are no JSON are left out."""
    return [item for item in _objects_of(page) if _is_article(item)]


def text_of(value: object) -> str:
    """A value as one line of text: of several the first, of an object its name or address."""
    if isinstance(value, list):
        return next((text for text in map(text_of, value) if text), "")
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@id") or value.get("url"))
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""


def names_of_people(value: object) -> str:
    """The names in a value that is a person, or several."""
    people = value if isinstance(value, list) else [value]
    names = [text_of(person) for person in people if not _is_organization(person)]
    return ", ".join(dict.fromkeys(name for name in names if name))


def _objects_of(page: Any) -> Iterator[dict[str, Any]]:
    for script in page.iter("script"):
        if "ld+json" in script.get("type", "").lower():
            with suppress(ValueError, RecursionError):
                yield from _objects_in(json.loads(script.text or "", strict=False), _DEEPEST)


def _objects_in(value: object, depth: int) -> Iterator[dict[str, Any]]:
    """The objects in a value, outer ones first."""
    if depth and isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _objects_in(part, depth - 1)
    elif depth and isinstance(value, list):
        for item in value:
            yield from _objects_in(item, depth - 1)


def _is_article(item: dict[str, Any]) -> bool:
    types = item.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.endswith(_ARTICLES) for name in names)


def _is_organization(value: object) -> bool:
    return isinstance(value, dict) and "Organization" in str(value.get("@type"))
