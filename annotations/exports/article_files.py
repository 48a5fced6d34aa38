"""The files that formats with a file an article make, named by the article's id."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import quote

# Characters that some system does not allow in a name, and names that lead out of the folder.
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*\\]|^\.+$|^(?=\.)')
_LONGEST_NAME = 200  # bytes; file systems allow 255 with endings


def article_file(folder: Path, article: str, suffix: str) -> Path:
    """The path of an article's file in a folder, with another ending; makes the folders above it.

    The id of an article is a path below its corpus. A part that is unsafe as a name is percent-encoded, a long one cut.
    """
    parts = [_safe_name(part) for part in PurePosixPath(article).parts if part != "/"]
    path = folder.joinpath(*parts)
    known_suffix = path.suffix if re.fullmatch(r"\.[a-z]{2,5}", path.suffix) else ""
    path = path.with_name(path.name.removesuffix(known_suffix) + suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _safe_name(part: str) -> str:
    name = _UNSAFE.sub(lambda unsafe: quote(unsafe[0], safe="").replace(".", "%2E"), part)
    return name.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore")
