"""The page around the terminal: everything that it loads comes from this server."""

from __future__ import annotations

from html import escape

from tui.language.i18n import _, language

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>soi – {annotator}</title>
<link rel="stylesheet" href="/static/css/xterm.css">
<style>
@font-face {{ font-family: "Roboto Mono"; src: url("/static/fonts/RobotoMono-VariableFont_wght.ttf"); font-weight: 100 700; }}
html, body {{ height: 100%; margin: 0; background: #0c181f; color: #f2f2f2; font-family: "Roboto Mono", monospace; }}
#terminal {{ width: 100vw; height: 100vh; overflow: hidden; }}
#closed {{ display: none; position: fixed; inset: 0; background: #0c181f; text-align: center; padding-top: 30vh; z-index: 10; }}
body.-closed #closed {{ display: block; }}
#closed a {{ color: #9fd3ff; }}
</style>
<script src="/static/js/textual.js"></script>
</head>
<body>
<div id="terminal" class="textual-terminal" data-session-websocket-url="{socket}" data-font-size="16"></div>
<div id="closed"><p>{closed}</p><p><a href="/">{again}</a></p></div>
</body>
</html>
"""
_ENTRANCE = """<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>soi</title><meta http-equiv="refresh" content="0;url=/"></head>
<body><p><a href="/">{go_on}</a></p></body>
</html>
"""


def terminal_page(annotator: str, socket: str) -> str:
    """The page with the terminal; ``socket`` is the address of its websocket."""
    return _PAGE.format(
        lang=language(),
        annotator=escape(annotator),
        socket=escape(socket),
        closed=escape(_("The session has ended. Everything that was decided is stored.")),
        again=escape(_("Open it again")),
    )


def entrance_page() -> str:
    """The page that leads on from a secret link.

    It is no redirect: a browser that comes from another site's link sends no SameSite=Strict cookie along with one.
    """
    return _ENTRANCE.format(lang=language(), go_on=escape(_("Go on")))


def content_policy(socket: str) -> str:
    """Content-Security-Policy: nothing from elsewhere, no frame around the page. xterm.js makes styles of its own."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
        f"connect-src 'self' {socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
