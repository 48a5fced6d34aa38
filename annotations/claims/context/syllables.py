"""Vietnamese syllables, to tell a foreign name at the head of a sentence from its first word: `Nexus`, not `Có`."""

from __future__ import annotations

import re
import unicodedata

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"(?:uye|uya|ieu|yeu|uoi|uou|oai|oay|oao|uay|oeo|ie|ye|ia|uo|ua|oa|oe|oo|ue|uy|uu|ai|ao|au|ay|eo|eu|iu|oi|ui|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)


def is_foreign(word: str) -> bool:
    """Whether a word of letters is no Vietnamese syllable."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    if not word.isalpha():
        return (word.isalnum() and not word.isdecimal()) or (
            word[1:2] == "-" and word[2:3].isupper()
        )  # `Mazda3`, `V-League`
    return len(word) > 2 and _SYLLABLE.fullmatch(plain) is None
