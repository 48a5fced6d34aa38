"""Which requests are answered: of the right host, from soi's own page, with the cookie of a valid link.

A page of another site cannot read the cookie, but the browser could send it along with what that page asks for. Against
this stand SameSite=Strict, the check of Origin, and a page that no other may frame. A name of another site that points
to this machine (DNS rebinding) is refused by its Host.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from annotations.errors import UsageError
from annotations.text import visible
from tui.language.i18n import _
from tui.web.links import Links

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_DEFAULT_PORTS = {"http": 80, "https": 443}
ANNOTATOR = web.RequestKey("annotator", str)


class Site(NamedTuple):
    """How browsers address the server: by ``scheme`` and one of ``hosts`` (with the port, unless it is the default)."""

    scheme: str
    hosts: tuple[str, ...]

    @property
    def address(self) -> str:
        """The address that links begin with."""
        return f"{self.scheme}://{self.hosts[0]}"

    @property
    def cookie_name(self) -> str:
        """The cookie's name: cookies are shared by all ports of a host, so the port is in it.

        Browsers take a cookie ``__Host-…`` from the host itself over TLS, and from nobody else.
        """
        name = f"soi-{self.hosts[0].rpartition(':')[2]}"
        return f"__Host-{name}" if self.is_secure else name

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the server over TLS."""
        return self.scheme == "https"


def loopback_site(port: int) -> Site:
    """The site of a server that only this machine reaches."""
    return Site(
        "http", tuple(host if port == _DEFAULT_PORTS["http"] else f"{host}:{port}" for host in LOOPBACK)
    )


def public_site(url: str) -> Site:
    """The site of a server behind a TLS proxy; raises UsageError for what is no address of one."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if (
        parts.scheme != "https"
        or not parts.hostname
        or parts.path.strip("/")
        or parts.query
        or parts.username
    ):
        raise UsageError("{url}: give --public-url as https://soi.example.org.", url=visible(url))
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Site("https", (host if port in (None, _DEFAULT_PORTS["https"]) else f"{host}:{port}",))


class Guard:
    """A middleware that lets requests through which come from the page of a person with a valid link."""

    def __init__(self, site: Site, links: Links) -> None:
        self._site, self._links = site, links

    def middleware(self) -> Middleware:
        """The guard as aiohttp takes it."""

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._expect_host(request)
            self._expect_origin(request)
            if request.match_info.route.name != "open":
                request[ANNOTATOR] = self._annotator(request)
            return await handler(request)

        return guard

    def _expect_host(self, request: web.Request) -> None:
        if request.headers.getall("Host", []) not in [[host] for host in self._site.hosts]:
            raise web.HTTPMisdirectedRequest(text=_("This address is not served here."))

    def _expect_origin(self, request: web.Request) -> None:
        """Raise for a request from another page; a browser says with every socket from which page it comes."""
        own_origin = f"{self._site.scheme}://{request.headers['Host']}"
        origins = request.headers.getall("Origin", [])
        is_socket = request.headers.get("Upgrade") is not None
        if origins != [own_origin] and (origins or is_socket):
            raise web.HTTPForbidden(text=_("This comes from another page."))

    def _annotator(self, request: web.Request) -> str:
        annotator = self._links.annotator_of_cookie(request.cookies.get(self._site.cookie_name, ""))
        if annotator is None:
            raise web.HTTPForbidden(
                text=_("Open your own link: this one is not valid, or not valid any more.")
            )
        return annotator
