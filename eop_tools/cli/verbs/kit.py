"""Make the kit: one file with what responders need when nothing else can be reached."""

from __future__ import annotations

import argparse
from pathlib import Path

from eop_tools.cli.command_line import day_argument, edition_argument, language_argument, plan_argument, today
from eop_tools.errors import EopError

EXAMPLES = """\
  eop kit --edition responder --out kit.html          role sheets, procedures, first hours, numbers, radio, places
  eop kit --edition responder --role mayor --out mayor.html
                                                      what one role needs
  eop kit --edition responder --language es --out kit-es.html
                                                      with the words around the plan's own in Spanish
  eop kit --edition responder --zip --out site.zip    the whole site of the edition, to be unpacked anywhere
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    plan_argument(parser)
    edition_argument(parser)
    day_argument(parser)
    language_argument(parser)
    parser.add_argument("--role", default="", metavar="ROLE", help="only what this role needs: its id or its name")
    parser.add_argument("--zip", action="store_true", help="the whole site of the edition instead, in one zip file")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the file to write: FILE.html, or FILE.zip with --zip"
    )


def run(parsed: argparse.Namespace) -> int:
    """Write the kit, and say in one line what it is and how large."""
    from eop_tools.io.atomic import write_file
    from eop_tools.io.cache import unread

    if parsed.zip and parsed.role:
        raise EopError("--zip holds the whole edition, not one role", "leave out --zip or --role")
    suffix = ".zip" if parsed.zip else ".html"
    _refuse(parsed.out, suffix)
    with unread():  # what is handed out is made from the plan itself, as a release is
        content = _zipped(parsed) if parsed.zip else _page(parsed)
    write_file(parsed.out, content)
    print(f"{parsed.out} ({len(content):,} bytes, {parsed.edition} edition)")
    return 0


def _refuse(path: Path, suffix: str) -> None:
    """Raise EopError where a kit cannot be written to a path: before anything is worked out."""
    if path.is_dir():
        raise EopError(f"“{path}” is a folder", f"name a file in it, such as “{path / f'kit{suffix}'}”")
    if path.suffix.lower() != suffix:
        other = (
            "leave out --zip for one HTML file" if suffix == ".zip" else "add --zip for the whole site in a zip file"
        )
        raise EopError(f"“{path}” does not end in {suffix}", f"name it so that phones know what it is; {other}")


def _page(parsed: argparse.Namespace) -> bytes:
    from eop_tools.kit import kit
    from eop_tools.project import Project
    from eop_tools.render.speech import speech_of
    from eop_tools.site_build.byte_search import refuse_leaks_of
    from eop_tools.text.catalog import speaking
    from eop_tools.values import Audience

    view = Project(parsed.folder, today(parsed)).view(Audience(parsed.edition))
    repository = parsed.folder.resolve().parent
    with speaking(*speech_of(view, repository, parsed.language)):
        content = kit(view, repository, parsed.role)
    refuse_leaks_of("the kit", content, view.edition)
    return content


def _zipped(parsed: argparse.Namespace) -> bytes:
    from eop_tools.site_build.zipped import zipped_site

    asked = {"edition": parsed.edition, "as_of": str(parsed.as_of or ""), "language": parsed.language}
    return zipped_site(parsed.folder, asked)
