"""Reading articles for their mentions, with the built-in words or a user's on top."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from annotations.claims import Lexicon, extract_claims, load_lexicon
from annotations.model import Article, Mention


@dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor with a name: claims of another one are read again, where nobody has decided on them."""

    name: str
    lexicon: Lexicon

    def read(self, article: Article) -> list[Mention]:
        """The mentions of an article, in order."""
        return extract_claims(article.text, published=article.published, lexicon=self.lexicon)


def extractor(lexicon: Path | None = None) -> Extractor:
    """The extractor with the words of a lexicon file; raises UsageError where one of them cannot be used."""
    words = load_lexicon(lexicon)
    name = f"soi {version('soi')}"
    if lexicon is not None:
        name += f" with {hashlib.sha256(lexicon.read_bytes()).hexdigest()[:12]}"
    return Extractor(name, words)
