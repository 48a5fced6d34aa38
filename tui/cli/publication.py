"""The options that say who publishes a report or fact checks, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import annotations as library
from annotations.exports.contents import ExportOptions
from tui.cli.command import option
from tui.language.report_wording import report_wording
from tui.settings.config import load_config


class Publication(NamedTuple):
    """What the options say: names and addresses are empty where neither they nor soi.toml give any."""

    is_public: bool
    publisher: str
    publisher_url: str
    base_url: str

    def export_options(self) -> ExportOptions:
        """The options of an export, in the language of the interface."""
        return library.ExportOptions(**self._asdict(), wording=report_wording())


_PUBLIC = option(
    "--public", "is_public", is_flag=True, help="For the public: without annotators, notes and the query."
)
_PUBLISHER = option(
    "--publisher", metavar="NAME", help="Who publishes reports and fact checks; otherwise as soi.toml says."
)
_PUBLISHER_URL = option("--publisher-url", metavar="URL", help="The publisher's web address.")
_BASE_URL = option("--base-url", metavar="URL", help="The web address below which the fact checks stand.")


def publication_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command, which gets them as ``publication``; what is not given is as soi.toml says."""

    @wraps(command)
    def with_publication(
        *,
        is_public: bool,
        publisher: str | None,
        publisher_url: str | None,
        base_url: str | None,
        **arguments: Any,
    ) -> Any:
        settings = load_config().publisher
        publication = Publication(
            is_public,
            settings.get("name", "") if publisher is None else publisher,
            settings.get("url", "") if publisher_url is None else publisher_url,
            settings.get("base_url", "") if base_url is None else base_url,
        )
        return command(publication=publication, **arguments)

    return _PUBLIC(_PUBLISHER(_PUBLISHER_URL(_BASE_URL(with_publication))))
