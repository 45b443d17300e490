"""Start a new entity: a file with every field, explained, ready to fill in."""

from __future__ import annotations

import argparse

from eop_tools.cli.command_line import plan_argument

EXAMPLES = """\
  eop new contact north-duty-desk            writes plan/contacts/north-duty-desk.yaml
  eop new procedure open-cooling-center
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("kind", help="the kind, for example contact")
    parser.add_argument("id", help="its id: small letters, digits and hyphens")
    plan_argument(parser, as_place=False)


def run(parsed: argparse.Namespace) -> int:
    """Write the file; an existing one is never touched."""
    from eop_tools.plan.scaffold import start

    path = start(parsed.folder, parsed.kind, parsed.id)
    print(f"{path} is ready: write what stands open; `eop check` says what is left.")
    return 0
