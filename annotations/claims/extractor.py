"""Reading articles for their mentions, with the built-in words or a user's on top."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.claims import Lexicon
    from annotations.model import Article, Mention


class Extractor:
    """An extractor with a name: claims of another one are read again, where nobody has decided on them.

    Name and words are loaded when they are first needed, behind the first screen.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path

    @cached_property
    def name(self) -> str:
        """What made the claims: the program's version and, where there is one, the lexicon's hash."""
        import hashlib  # noqa: PLC0415
        from importlib.metadata import version  # noqa: PLC0415

        name = f"soi {version('soi')}"
        if self._path is not None:
            name += f" with {hashlib.sha256(self._path.read_bytes()).hexdigest()[:12]}"
        return name

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words to read with."""
        from annotations.claims import load_lexicon  # noqa: PLC0415

        return load_lexicon(self._path)

    def read(self, article: Article) -> list[Mention]:
        """The mentions of an article, in order."""
        from annotations.claims import extract_claims  # noqa: PLC0415

        return extract_claims(article.text, published=article.published, lexicon=self.lexicon)


def extractor(lexicon: Path | None = None) -> Extractor:
    """The extractor with the words of a lexicon file; raises UsageError where one of them cannot be used."""
    made = Extractor(lexicon)
    if lexicon is not None:
        _ = made.lexicon, made.name
    return made
