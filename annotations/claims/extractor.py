"""``Extractor``: extracts the claims of articles, with the built-in words or a user's words on top."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from annotations import claims
from annotations.errors import CorpusError
from annotations.text import visible

if TYPE_CHECKING:
    from pathlib import Path

    from annotations.claims import Lexicon
    from annotations.model import Article, Mention


class Extractor:
    """An extractor with a name, which a store keeps with every article that it imports.

    A store extracts the claims of an unchanged article again only if the name differs. The app, ``soi import`` and a
    notebook therefore use this class. Name and words are loaded when they are first used, after the first paint.
    """

    def __init__(self, lexicon_path: Path | None = None) -> None:
        """``lexicon_path``: a TOML file of words beside the built-in ones; raises UsageError if it cannot be used."""
        self._lexicon_path = lexicon_path
        if lexicon_path is not None:
            _ = self.lexicon, self.name

    @cached_property
    def name(self) -> str:
        """What made the claims: the program's version and, with a user's words, the hash of their file."""
        return claims.extractor_name(self._lexicon_path)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that claims are extracted with."""
        return claims.load_lexicon(self._lexicon_path)

    def extract(self, article: Article) -> list[Mention]:
        """The mentions of an article, in order of position.

        Raises CorpusError, with the article's name, for a text with too many numbers.
        """
        try:
            return claims.extract_claims(article.text, published=article.published, lexicon=self.lexicon)
        except CorpusError as error:
            raise CorpusError(
                "{article}: {problem}", article=visible(article.id), problem=error.sentence
            ) from error
