"""Show the site on this computer, and show every saved change at once."""

from __future__ import annotations

import argparse

from eop_tools.cli.command_line import day_argument, edition_argument, plan_argument

EXAMPLES = """\
  eop serve                            ./plan at http://127.0.0.1:8000/
  eop serve --edition command --port 8080
  eop serve --open                     and open it in the browser
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    plan_argument(parser)
    edition_argument(parser)
    parser.set_defaults(edition="")  # what mkdocs.yml says counts, and public where it says nothing
    day_argument(parser)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: only this computer)")
    parser.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")
    parser.add_argument("--open", action="store_true", help="open it in the browser")


def run(parsed: argparse.Namespace) -> int:
    """Serve until stopped."""
    from eop_tools.site_build import serve

    print(f"{parsed.folder} at http://{parsed.host}:{parsed.port}/ (stop with Ctrl+C)", flush=True)
    asked = {"edition": parsed.edition, "as_of": str(parsed.as_of or "")}
    serve(parsed.folder, asked, host=parsed.host, port=parsed.port, open_browser=parsed.open)
    return 0
