"""Show the site on this computer, and show every saved change at once."""

from __future__ import annotations

import argparse

from eop_tools.cli.command_line import day_argument, edition_argument, language_argument, plan_argument

EXAMPLES = """\
  eop serve                            ./plan at http://127.0.0.1:8000/
  eop serve --edition command --port 8080
  eop serve --open                     and open it in the browser
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    plan_argument(parser)
    edition_argument(parser, else_mkdocs=True)
    day_argument(parser)
    language_argument(parser)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: only this computer)")
    parser.add_argument("--port", type=a_port, default=8000, metavar="N", help="the port (default: 8000)")
    parser.add_argument("--open", action="store_true", help="open it in the browser")


def a_port(text: str) -> int:
    """Read the number of a port."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) < 65_536):
        raise argparse.ArgumentTypeError(f"“{text}” is no port; write a number from 1 to 65535, for example 8080")
    return int(text)


def run(parsed: argparse.Namespace) -> int:
    """Serve until stopped."""
    from eop_tools.site_build import serve

    print(f"{parsed.folder} at http://{parsed.host}:{parsed.port}/ (stop with Ctrl+C)", flush=True)
    asked = {"edition": parsed.edition, "as_of": str(parsed.as_of or ""), "language": parsed.language}
    serve(parsed.folder, asked, host=parsed.host, port=parsed.port, open_browser=parsed.open)
    return 0
