"""Secret links, one a person; each is a file, so that ``soi serve --revoke`` reaches the server that made it.

A file is named after the hash of the secret and holds the annotator's name: who reads the folder cannot make a link of
it, and deleting the file revokes the link.
"""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from tui.settings.paths import state


def links_folder(store: Path) -> Path:
    """The folder with the links to a store."""
    return state() / "serve" / str(uuid5(NAMESPACE_URL, str(store.absolute())))


def revoke_links(folder: Path, annotator: str) -> int:
    """Revoke all links of an annotator; returns how many there were. Sessions that they opened end within a second."""
    if not folder.is_dir():
        return 0
    links = [path for path in folder.iterdir() if path.read_text(encoding="utf-8") == annotator]
    for path in links:
        path.unlink(missing_ok=True)
    return len(links)


class Links:
    """The links that this server has made, and the cookies that they were exchanged for.

    A link and a cookie are 256 random bits; only their hashes are kept. ``annotator_of_cookie`` and ``open_link`` ask the
    disk each time, so that a revoked link and every cookie that it gave are worth nothing at once.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._annotators: dict[str, str] = {}  # by the hash of the link
        self._cookies: dict[str, str] = {}  # the hash of the link by the hash of the cookie

    def create(self, annotator: str) -> str:
        """Make a link for an annotator, and return its secret."""
        secret = secrets.token_urlsafe(32)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / _hash(secret)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(annotator)
        self._annotators[path.name] = annotator
        return secret

    def open_link(self, secret: str) -> str | None:
        """A new cookie for the secret of a link; None if it is no link of this server, or was revoked."""
        link = _hash(secret)
        if not self._is_valid(link):
            return None
        cookie = secrets.token_urlsafe(32)
        self._cookies[_hash(cookie)] = link
        return cookie

    def annotator_of_cookie(self, cookie: str) -> str | None:
        """The annotator whose link gave the cookie; None if no valid link did."""
        link = self._cookies.get(_hash(cookie), "")
        return self._annotators[link] if self._is_valid(link) else None

    def close(self) -> None:
        """Revoke all links of this server."""
        for link in self._annotators:
            (self._folder / link).unlink(missing_ok=True)

    def _is_valid(self, link: str) -> bool:
        return link in self._annotators and (self._folder / link).is_file()


def _hash(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
