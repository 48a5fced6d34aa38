"""The language of what a person reads: Vietnamese or English, from gettext catalogs in ``locale/``.

The message ids are the English texts. Everything is translated at the moment it is shown, for tables and
bindings are made before the language is known; what is stored, exported or asked for stays as it is.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from pathlib import Path

from annotations.errors import Sentence, SoiError, UsageError

DOMAIN = "soi"
NO_DOMAIN = "messages"  # gettext's own, where none is named
LOCALE = Path(__file__).parent / "locale"
LANGUAGES = {"en": "English", "vi": "tiếng Việt"}
DEFAULT = "en"


class _Interface:
    """The language in use; one for the whole program, for a terminal has one reader."""

    language = DEFAULT
    catalog = gettext.NullTranslations()


def use(language: str) -> None:
    """Speak a language (a key of ``LANGUAGES``) from now on."""
    _Interface.language = language
    # Click asks gettext's own functions, which go by the environment.
    os.environ["LANGUAGE"] = language
    if language == DEFAULT:
        # Its catalog says what the code says, and takes milliseconds to read at every start.
        _Interface.catalog = gettext.NullTranslations()
        gettext.textdomain(NO_DOMAIN)
        return
    _Interface.catalog = gettext.translation(DOMAIN, LOCALE, [language], fallback=True)
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)


def language() -> str:
    """The language in use, a key of ``LANGUAGES``."""
    return _Interface.language


def _(message: str) -> str:
    """An English text in the language in use; itself where the catalog does not have it."""
    return _Interface.catalog.gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The English text for one thing, or for many, in the language in use."""
    return _Interface.catalog.ngettext(one, many, n)


def mark(message: str) -> str:
    """A text that goes into the catalogs here and is translated where it is shown."""
    return message


def translated(said: SoiError | Sentence) -> str:
    """What an error or a sentence says, in the language in use."""
    sentence = said.sentence if isinstance(said, SoiError) else said
    if not sentence.values:
        return _(sentence.template)
    values = {
        name: translated(value) if isinstance(value, (SoiError, Sentence)) else value
        for name, value in sentence.values.items()
    }
    return _(sentence.template).format(**values)


def choose(asked: str | None, setting: str | None, environment: Mapping[str, str]) -> str:
    """The language to use: as asked on the command line, in $SOI_LANG, in soi.toml, or of the locale.

    Raises UsageError where one of the first three is none of ours; a locale that is none is no error.
    """
    for wanted, where in (
        (asked, "--lang"),
        (environment.get("SOI_LANG"), "SOI_LANG"),
        (setting, "soi.toml"),
    ):
        if wanted:
            return _known(wanted, where)
    return next((name for name in _locales(environment) if name in LANGUAGES), DEFAULT)


def _known(wanted: str, where: str) -> str:
    if wanted not in LANGUAGES:
        raise UsageError(
            "{where}: there is no language {wanted}; there is {languages}.",
            where=where,
            wanted=repr(wanted),
            languages=", ".join(LANGUAGES),
        )
    return wanted


def _locales(environment: Mapping[str, str]) -> list[str]:
    """The languages of the locale in order, as gettext reads the environment: ``vi_VN.UTF-8`` is ``vi``."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "C")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return []
    preferred = environment.get("LANGUAGE", "").split(":")
    return [name.partition(".")[0].partition("_")[0] for name in (*preferred, locale) if name]
