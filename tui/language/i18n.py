"""The language of the interface, Vietnamese or English, from gettext catalogs in ``locale/``.

The msgids are the English texts. A text is translated when it is shown, because tables and bindings are created
before the language is chosen. Stored, exported and typed values are never translated.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

from annotations.errors import Sentence, SoiError, UsageError

DOMAIN = "soi"
NO_DOMAIN = "messages"  # gettext's default
LOCALE = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "vi": "tiếng Việt"}
DEFAULT = "en"


class _Interface:
    """The current language, one for the whole process."""

    language = DEFAULT
    catalog = gettext.NullTranslations()


def use(language: str) -> None:
    """Set the language, a key of ``LANGUAGES``."""
    _Interface.language = language
    # Click calls gettext's global functions, which read the environment.
    os.environ["LANGUAGE"] = language
    if language == DEFAULT:
        # The English catalog translates each msgid to itself; reading it takes milliseconds of every start.
        _Interface.catalog = gettext.NullTranslations()
        gettext.textdomain(NO_DOMAIN)
        return
    _Interface.catalog = gettext.translation(DOMAIN, LOCALE, [language], fallback=True)
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)


def language() -> str:
    """The current language, a key of ``LANGUAGES``."""
    return _Interface.language


def _(message: str) -> str:
    """The translation of an English text; the text itself if the catalog does not have it."""
    return _Interface.catalog.gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """The translation of an English text in the grammatical number of ``n``."""
    return _Interface.catalog.ngettext(singular, plural, n)


def mark(message: str) -> str:
    """Enter a text into the catalogs without translating it; ``_`` translates it when it is shown."""
    return message


def in_every_language(message: str) -> list[str]:
    """An English text and its translations; for search in any language."""
    catalogs = (gettext.translation(DOMAIN, LOCALE, [name], fallback=True) for name in LANGUAGES)
    return (
        list(dict.fromkeys((message, *(catalog.gettext(message) for catalog in catalogs)))) if message else []
    )


def translated(sentence: SoiError | Sentence) -> str:
    """An error or a sentence, with the sentences among its values, in the current language."""
    if isinstance(sentence, SoiError):
        sentence = sentence.sentence
    if not sentence.values:
        return _(sentence.template)
    values = {
        name: translated(value) if isinstance(value, (SoiError, Sentence)) else value
        for name, value in sentence.values.items()
    }
    return _(sentence.template).format(**values)


def choose(option: str | None, setting: str | None, environment: Mapping[str, str]) -> str:
    """The language to use: that of ``--lang``, $SOI_LANG or soi.toml, in this order, else that of the locale.

    Raises UsageError if one of the first three names an unknown language; an unknown locale means English.
    """
    choices = ((option, "--lang"), (environment.get("SOI_LANG"), "SOI_LANG"), (setting, "soi.toml"))
    for name, source in choices:
        if name:
            return _known_language(name, source)
    return next((name for name in _locales(environment) if name in LANGUAGES), DEFAULT)


def _known_language(name: str, source: str) -> str:
    if name not in LANGUAGES:
        raise UsageError(
            "{where}: there is no language {wanted}; there is {languages}.",
            where=source,
            wanted=repr(name),
            languages=", ".join(LANGUAGES),
        )
    return name


def _locales(environment: Mapping[str, str]) -> list[str]:
    """The languages of the locale in order, as gettext reads the environment: ``vi_VN.UTF-8`` is ``vi``."""
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in variables if environment.get(name)), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return []
    preferred = environment.get("LANGUAGE", "").split(":")
    return [name.partition(".")[0].partition("_")[0] for name in (*preferred, locale) if name]
