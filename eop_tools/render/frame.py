"""What the frame of every page says beside the page: what a browser may run in it, and what stands at paper's edge."""

from __future__ import annotations

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",  # our files, and nothing that stands in a page
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",  # widths and places of bars and pictures: numbers that we worked out
        "img-src 'self' data:",  # data: the small signs that our style sheet carries
        "connect-src 'self'",  # status.json beside the releases
        "base-uri 'none'",
        "form-action 'none'",
    )
)
"""The Content-Security-Policy of every page: no inline script, no other host, whatever a plan may hold.

It stands in the page, since a copy on a stick or in a folder has no server that could say it.
"""
_RELOADING = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")


def reloading(page: bytes) -> bytes:
    """Return a page for a preview, whose server writes a script into it that loads it anew when a file is saved."""
    return page.replace(_attribute(POLICY), _attribute(_RELOADING), 1)


def _attribute(policy: str) -> bytes:
    from markupsafe import escape

    return f'content="{escape(policy)}"'.encode()


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
