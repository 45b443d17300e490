"""Let an alias lead to another release that stands already: back or forth, without the plan and without a build."""

from __future__ import annotations

import argparse

from eop_tools.cli.command_line import alias_argument, to_argument

EXAMPLES = """\
  eop promote 2026.1 --to /srv/eop                 “latest” leads to 2026.1 again
  eop promote 2026.1 --to /srv/eop --alias stable
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("version", help="the name of the release, for example 2026.1")
    to_argument(parser, "the folder that holds all releases", "", needed=True)
    alias_argument(parser)


def run(parsed: argparse.Namespace) -> int:
    """Move the alias, once the release is found to be as it was published."""
    from eop_tools.publish import promote

    release = promote(parsed.version, parsed.to, alias=parsed.alias)
    print(f"{release.folder}: whole, {release.edition} edition, digest {release.digest[:12]}")
    print(f"{parsed.to / parsed.alias} leads to it.")
    return 0
