"""Write the site's pages as Markdown files with front matter, for any other site builder."""

from __future__ import annotations

import argparse

from eop_tools.cli.command_line import (
    day_argument,
    edition_argument,
    language_argument,
    plan_argument,
    to_argument,
    today,
)
from eop_tools.cli.plan_folder import beside_plan

EXAMPLES = """\
  eop pages                            ./plan into build/pages, for the public
  eop pages --edition responder --to content
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    plan_argument(parser)
    edition_argument(parser)
    day_argument(parser)
    language_argument(parser)
    to_argument(parser, "a folder", "build/pages beside the plan")


def run(parsed: argparse.Namespace) -> int:
    """Write the pages and say how many are new or changed."""
    import json

    from eop_tools.document.markdown import markdown_of
    from eop_tools.io.atomic import write_files
    from eop_tools.page import all_pages
    from eop_tools.project import Project
    from eop_tools.render.speech import speech_of
    from eop_tools.text.catalog import say, speaking
    from eop_tools.values import Audience

    view = Project(parsed.folder, today(parsed)).view(Audience(parsed.edition))
    files: dict[str, bytes] = {}
    with speaking(*speech_of(view, parsed.folder.resolve().parent, parsed.language)):
        for page in all_pages(view):
            head = {
                "title": page.title, "description": page.description, "section": say(page.section),
                "source": page.source,
            }  # fmt: skip
            front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in head.items() if value)
            name = page.path.removesuffix(".html") + ".md"
            files[name] = f"---\n{front}---\n\n{markdown_of(page.document, page.path)}".encode()
    to = parsed.to or beside_plan(parsed.folder, "pages")
    changed = write_files(to, files)
    print(f"{len(files)} pages, {parsed.edition} edition, {changed} of them new or changed: {to}")
    return 0
