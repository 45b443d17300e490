"""Explain a rule: what it finds, why it matters, what to do, with examples."""

from __future__ import annotations

import argparse

from eop_tools.cli.command_line import print_columns

EXAMPLES = """\
  eop explain                        all rules, a line each
  eop explain EOP201                 one rule
  eop explain dangling-reference     the same, by its name
  eop explain EOP3                   a family of rules
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("rule", nargs="?", default="", help="a code, a prefix of one, or a name")


def run(parsed: argparse.Namespace) -> int:
    """Print one rule's page, or the list of all that match."""
    from eop_tools.rule import RULES, the_rule

    matching = [leaf for leaf in RULES if not parsed.rule or leaf.answers_to(parsed.rule)]
    if len(matching) > 1:
        print_columns([(leaf.code, leaf.severity.value, leaf.name, leaf.summary) for leaf in matching])
        return 0
    leaf = matching[0] if matching else the_rule(parsed.rule)
    print(f"{leaf.code} {leaf.name} ({leaf.severity.value})\n\n{leaf.text}\n")
    print(f"To accept one such finding for a time:  # eop: allow {leaf.code} until YYYY-MM-DD, the reason")
    return 0
