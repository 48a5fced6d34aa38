"""What a page says of its article in its head: JSON-LD first, then ``<meta>``, ``<link>`` and ``<time>``.

A date is never one out of the text: it would complete every date in the article wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple
from unicodedata import normalize
from urllib.parse import urlsplit

from annotations.corpus.formats.html.blocks import inline_text_of_children
from annotations.corpus.formats.html.json_ld import article_objects, names_of_people, text_of
from annotations.corpus.formats.html.tree import names_of
from annotations.corpus.names import are_people, is_outlet
from annotations.page.timestamps import labelled_day
from annotations.text import fold

_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "pubdate", "publishdate", "publish-date",
    "publish_date", "published_time", "article.published", "cxenseparse:recs:publishtime", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dc.created", "dcterms.created", "date",
    "article_date_original", "original-publish-date", "its_publication",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
    "byl",
    "sailthru.author",
    "twitter:creator",
)
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher", "copyright", "cre")
_DESCRIPTIONS = ("og:description", "description", "twitter:description", "dc.description")
_SUFFIX = re.compile(r"(?P<title>.*\S)\s+(?:[|–—-]|»|::)\s+(?P<outlet>[^|–—»]{2,60})\Z", re.DOTALL)
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|SingleFile\s+url: )(?P<url>https?://[^\s>]+)")
_UTC = re.compile(r"(?:Z|[+-]00:?00)\Z")
_VIETNAM = timezone(timedelta(hours=7))
_HEAD_OF_MARKUP = 4000
_ARTICLES_OF_PAGE = (1, 2)  # descriptions of articles in the page of one; the front page has many
_AMERICAN = re.compile(
    r"(\d{1,2})/(\d{1,2})/(\d{4}) \d{1,2}:\d\d:\d\d [AP]M\Z"
)  # month first, as ASP.NET writes it
_AUTHOR_NAMES = re.compile(r"\b(?:authors?|byline|tac ?gia|but ?danh)\b")
_NO_NAME = re.compile(r"https?:|@|\d|\Aby\Z|\A(?:admin|webmaster|quan tri)", re.IGNORECASE)


class PageMetadata(NamedTuple):
    """What a page says of its article; an empty text where it says nothing.

    ``published`` is a day (ISO 8601). ``description`` is the beginning of the lead, or a summary. ``suffix`` is what the
    page's title ends in behind a bar or a dash. ``is_article``: whether the page says that it is one.
    """

    title: str
    outlet: str
    author: str
    published: str
    url: str
    description: str
    suffix: str
    is_article: bool


def read_page_metadata(page: Any, markup: str, address: str = "") -> PageMetadata:
    """Read the metadata of a page before its scripts are removed; ``address`` is where it was saved from, if known."""
    metas, articles = _metas(page), article_objects(page)
    article = articles[0] if len(articles) in _ARTICLES_OF_PAGE else {}
    page_title = _line("".join(page.findtext(".//title") or ""))
    title = _first(metas, _TITLES) or text_of(article.get("headline")) or page_title
    names = [name for name in (text_of(article.get("publisher")), *_all(metas, _OUTLETS)) if name]
    bare_title, suffix = split_suffix(title, page_title, names)
    stated_day = _first_day([text_of(article.get("datePublished")), *_all(metas, _DATES)])
    outlet = next((name for name in names if not _is_host(name)), "")
    author = names_of_people(article.get("author")) or _first(metas, _AUTHORS)
    return PageMetadata(
        title=bare_title,
        outlet=outlet or suffix or next(iter(names), ""),
        author=_author(author, [*names, suffix]) or _named_author(page),
        published=stated_day or _first_day(_times(page)),
        url=_address(page, metas, article, markup) or address,
        description=_first(metas, _DESCRIPTIONS) or text_of(article.get("description")),
        suffix=suffix,
        is_article=bool(article or stated_day or "article" in metas.get("og:type", "").lower()),
    )


def split_suffix(title: str, page_title: str, outlets: list[str]) -> tuple[str, str]:
    """A title without the outlet at its end, and that outlet.

    What is behind the last bar or dash is the outlet where it is named so elsewhere, looks like the name of one, or
    stands in the page's title alone.
    """
    match = _SUFFIX.match(title)
    if match and _is_outlet_name(match["outlet"], outlets):
        return match["title"], match["outlet"].strip()
    page_match = _SUFFIX.match(page_title)
    if page_match and page_match["title"] == title:
        return title, page_match["outlet"].strip()
    if (
        match
        and page_title == title
        and len(match["outlet"].split()) <= 4
        and _is_outlet_name(match["outlet"], [])
    ):
        return match["title"], match["outlet"].strip()
    return title, ""


def _is_outlet_name(text: str, outlets: list[str]) -> bool:
    key = fold(text).text.strip()
    outlet_keys = [fold(name).text for name in outlets if name]
    is_known = any(key == name or name.startswith(key) or key.startswith(name) for name in outlet_keys)
    return is_known or is_outlet(normalize("NFC", text.strip())) or _is_host(text.strip())


def _metas(page: Any) -> dict[str, str]:
    """The ``<meta>`` elements with a name, and the elements with ``itemprop``, by name in lower case; the first of each."""
    metas: dict[str, str] = {}
    for element in page.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name, content = element.get(attribute, "").strip().lower(), _line(element.get("content", ""))
            if name and content:
                metas.setdefault(name, content)
    for element in page.xpath('//*[@itemprop="datePublished"][not(self::meta)]'):
        metas.setdefault("datepublished", element.get("content") or element.get("datetime") or "")
    return metas


def _times(page: Any) -> Iterator[str]:
    """The values of ``<time>``: marked as that of the publication first, then the others outside of lists of articles."""
    times = list(page.iter("time"))
    marked = [
        element for element in times if "pubdate" in element.attrib or "publish" in str(element.get("class"))
    ]
    for element in (*marked, *times):
        is_in_box = any(
            parent.tag in ("aside", "nav", "footer", "ul", "li") for parent in element.iterancestors()
        )
        if not is_in_box:
            yield element.get("datetime") or _line(inline_text_of_children(element))


def _first_day(values: Iterable[str]) -> str:
    return next((day for day in map(day_of, values) if day), "")


def day_of(value: str) -> str:
    """The day of a date and time in Vietnam; one in UTC is moved there, any other is taken as it is written."""
    if _UTC.search(value) and "T" in value:
        try:
            return datetime.fromisoformat(value).astimezone(_VIETNAM).date().isoformat()
        except (ValueError, OverflowError):
            return ""
    if american := _AMERICAN.match(value):
        value = "{1}/{0}/{2}".format(*american.groups())
    return labelled_day(value) or "" if value else ""


def _author(names: str, outlets: list[str]) -> str:
    """The author in a value, unless that is an address, an account or the outlet."""
    if not names or _NO_NAME.search(fold(names).text) or _is_outlet_name(names, outlets):
        return ""
    return names


def _named_author(page: Any) -> str:
    """The first element that is marked as the author and has nothing but names of people in it."""
    for element in page.iter("a", "div", "span", "p", "b", "strong", "em", "li", "h3", "h4"):
        names = f"{names_of(element)} {element.get('rel', '')} {element.get('itemprop', '')}"
        if _AUTHOR_NAMES.search(names) and "comment" not in names:
            text = _line(inline_text_of_children(element))
            if are_people(normalize("NFC", text)):
                return text
    return ""


def _address(page: Any, metas: dict[str, str], article: dict[str, Any], markup: str) -> str:
    canonical = [
        link.get("href", "") for link in page.iter("link") if link.get("rel", "").lower() == "canonical"
    ]
    saved_from = _SAVED_FROM.search(markup[:_HEAD_OF_MARKUP])
    candidates = (
        *canonical, metas.get("og:url", ""), text_of(article.get("mainEntityOfPage")), text_of(article.get("url")),
        saved_from["url"] if saved_from else "",
    )  # fmt: skip
    return next((url for url in map(str.strip, candidates) if _is_address(url)), "")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _is_host(name: str) -> bool:
    return "." in name and " " not in name


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next(_all(metas, names), "")


def _all(metas: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    return (metas[name] for name in names if metas.get(name))


def _line(text: str) -> str:
    return " ".join(text.split())
