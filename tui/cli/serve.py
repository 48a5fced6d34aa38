"""``soi serve``: the app in the browser, for people with a secret link."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from annotations.errors import UsageError
from annotations.extras import load_extra
from annotations.store import decisions
from annotations.system_errors import reason_of
from annotations.text import visible
from tui.cli.command import command, option
from tui.cli.options import LANG, STORE, FilePath, expect_paths
from tui.language.i18n import _, mark, ngettext, translated

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...", type=FilePath())
@STORE
@option(
    "--annotators",
    default="",
    metavar="NAME,NAME…",
    help=mark("Who gets a link; each decides under that name."),
)
@option(
    "--read-only", "is_read_only", is_flag=True, help=mark("They look only: the store is opened for reading.")
)
@option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help=mark("The address to listen at; another than this machine's own needs --public-url."),
)
@option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    help=mark("The port to listen at."),
)
@option(
    "--public-url",
    metavar="URL",
    help=mark("The https:// address of the proxy in front of soi, where there is one."),
)
@option(
    "--sessions",
    type=click.IntRange(1),
    default=8,
    show_default=True,
    metavar="N",
    help=mark("How many windows may be open at once."),
)
@option(
    "--idle",
    type=click.FloatRange(min=0, min_open=True),
    default=60,
    show_default=True,
    metavar="MINUTES",
    help=mark("After how long without a key a session ends."),
)
@option(
    "--revoke",
    "revoked",
    multiple=True,
    metavar="NAME",
    help=mark("Serve nothing: end this annotator's links to the store, and what they have opened."),
)
@LANG
def serve(
    sources: tuple[Path, ...],
    store: Path,
    annotators: str,
    host: str,
    port: int,
    public_url: str | None,
    sessions: int,
    idle: float,
    revoked: tuple[str, ...],
    *,
    is_read_only: bool,
) -> None:
    """Serve SOURCE... in the browser: one secret link for each annotator (docs/serve.md).

    Only this machine reaches it, unless a proxy with TLS stands in front. Ctrl+C ends it and all links; what was decided
    is stored.
    """
    load_extra("aiohttp", "web")
    load_extra("textual_serve", "web")
    if revoked:
        _revoke(store, revoked)
        return
    names = list(
        dict.fromkeys(decisions.annotator_name(name) for name in annotators.split(",") if name.strip())
    )
    if not names or not sources:
        raise UsageError("Say what is reviewed and by whom:  soi serve CORPUS --annotators lan,minh.")
    expect_paths(sources)
    if is_read_only and not store.is_file():
        raise UsageError("There is no store at {path} to look at.", path=visible(str(store)))
    if host not in _LOOPBACK and public_url is None:
        raise UsageError(
            "{host} can be reached from elsewhere: serve there only behind a proxy with TLS, and give its address with --public-url.",
            host=visible(host),
        )
    _run_server(
        sources, store, names, (host, port), public_url, (sessions, idle * 60), is_read_only=is_read_only
    )


def _revoke(store: Path, names: tuple[str, ...]) -> None:
    from tui.web.links import links_folder, revoke_links  # noqa: PLC0415 (behind the extra)

    for name in names:
        count = revoke_links(links_folder(store), decisions.annotator_name(name))
        message = ngettext(
            "{n} link of {annotator} is revoked.", "{n} links of {annotator} are revoked.", count
        )
        click.echo(message.format(n=count, annotator=visible(name)))


def _run_server(
    sources: tuple[Path, ...],
    store: Path,
    names: list[str],
    address: tuple[str, int],
    public_url: str | None,
    limits: tuple[int, float],
    *,
    is_read_only: bool,
) -> None:
    # Loaded here: they need the extra.
    from aiohttp import web  # noqa: PLC0415

    from tui.web.guard import loopback_site, public_site  # noqa: PLC0415
    from tui.web.links import Links, links_folder  # noqa: PLC0415
    from tui.web.server import ServerLimits, WebServer, review_command  # noqa: PLC0415

    host, port = address
    site = public_site(public_url) if public_url else loopback_site(port)
    links = Links(links_folder(store))
    server = WebServer(
        site, links, ServerLimits(*limits), partial(review_command, sources, store, read_only=is_read_only)
    )
    try:
        for name in names:
            click.echo(f"{visible(name)}\t{site.address}/open/{links.create(name)}")
        click.echo(_("A link is a password: send each to its person alone. Ctrl+C ends."), err=True)
        # No access log: addresses have secrets in them.
        web.run_app(server.application(), host=host, port=port, access_log=None, print=None)
    except OSError as error:
        raise UsageError(
            "Nothing can be served at {host}, port {port}: {reason}.",
            host=visible(host),
            port=port,
            reason=translated(reason_of(error)),
        ) from error
    finally:
        links.close()
