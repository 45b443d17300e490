"""What the frame of every page says beside the page: for whom it is, what a browser may run, and paper's edge."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable

from eop_tools.text.catalog import to_say

EDITIONS = {
    "public": to_say("Public edition"),
    "responder": to_say("Responder edition: not for the public"),
    "command": to_say("Command edition: not for the public"),
}
"""What each edition is called where it must be seen for whom it is."""
UNNAMED = to_say("Emergency Operations Plan")
"""What a plan without a cover is called."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",  # our files, and nothing that stands in a page
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # widths and places of bars and pictures: numbers that we worked out
        "img-src 'self' data:",  # data: the small signs that our style sheet carries
        "connect-src 'self'",  # status.json beside the releases
        "worker-src 'self'",  # the one that keeps the site on a device
        "manifest-src 'self'",  # by which it is put on the screen of a telephone
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""The Content-Security-Policy of every page: no inline script, no other host, whatever a plan may hold.

It stands in the page, since a copy on a stick or in a folder has no server that could say it.
"""
_RELOADING = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
_HOME = re.compile(rb' data-home="[^"]*"')
_INK, _PAPER = "#12355b", "#ffffff"


def short_title(title: str, jurisdiction: str) -> str:
    """Return a plan's title without the place, which stands beside it."""
    return re.sub(rf",? (of|for|–|-)( the)? {re.escape(jurisdiction)}.*$", "", title) if jurisdiction else title


def policy_of_one_file(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Return the policy of a page that carries all it needs: just these styles and scripts, nothing from elsewhere."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_digests(scripts)}",
            f"style-src {_digests(styles)}",
            "style-src-attr 'unsafe-inline'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _digests(contents: Iterable[str]) -> str:
    """Return what stands for the contents of elements in a policy (CSP 3, §2.3.1), or that there may be none."""
    found = (base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() for content in contents)
    return " ".join(f"'sha256-{digest}'" for digest in found) or "'none'"


def reloading(page: bytes) -> bytes:
    """Return a page for a preview, whose server writes a script into it that loads it anew when a file is saved.

    No device keeps it: what changes at every moment is not worth keeping.
    """
    return _HOME.sub(b"", page.replace(_attribute(POLICY), _attribute(_RELOADING), 1), count=1)


def _attribute(policy: str) -> bytes:
    from markupsafe import escape

    return f'content="{escape(policy)}"'.encode()


def app(name: str, short: str, home: str) -> bytes:
    """Return the web app manifest, which stands at the top of the site; `home` is the folder of the worker from there.

    The app begins where the worker stands, so that it stays the same app from release to release.
    """
    icons: list[dict[str, str]] = [{"src": "assets/favicon.svg", "sizes": "any", "type": "image/svg+xml"}]
    icons += [
        {"src": f"assets/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
        for size in (192, 512)
    ]
    said = {
        "name": name, "short_name": short, "start_url": f"{home}/index.html", "scope": f"{home}/",
        "display": "standalone", "theme_color": _INK, "background_color": _PAPER, "icons": icons,
    }  # fmt: skip
    return json.dumps(said, indent=1, ensure_ascii=False).encode() + b"\n"


def print_style(line: str) -> str:
    """Return the style sheet that writes a line at the top of every printed page after the first."""
    edge = f'@page {{ @top-left {{ content: "{_css_text(line)}"; }} }}'
    return f"{edge}\n@page :first {{ @top-left {{ content: none; }} }}\n"


def _css_text(text: str) -> str:
    """Return a text as it stands between the quotation marks of a CSS string (CSS Syntax 3, §4.3.5).

    A line break would end the string, and what follows would be read as style: it becomes a blank, and every sign
    that could mean something is written by its number.
    """
    line = " ".join(text.split())
    return "".join(sign if sign.isalnum() or sign in " ,.:·()-" else f"\\{ord(sign):x} " for sign in line)
