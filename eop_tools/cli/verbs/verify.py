"""Name every file of a release, or of all in a folder, that was changed, is missing or was added.

The digests stand beside the files: they find accidents, and hands that changed a file; not somebody who
made files and digests anew. `sha256sum -c SHA256SUMS` in a release finds changed and missing files without this tool.
"""

from __future__ import annotations

import argparse
from pathlib import Path

EXAMPLES = """\
  eop verify /srv/eop                  every release, and what leads to them
  eop verify /srv/eop/2026.1           one release, also as a copy elsewhere
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("releases", type=Path, metavar="DIR", help="a release, or the folder that holds all releases")


def run(parsed: argparse.Namespace) -> int:
    """Say of each release whether it is whole, and exit 1 where one is not."""
    from eop_tools.publish import verify
    from eop_tools.text.phrases import counted

    checked = verify(parsed.releases)
    for each in checked:
        name = each.name or "beside the releases"
        if each.damage:
            print(f"{name}: {counted(len(each.damage), 'file')} not as published")
            for what, file in each.damage:
                print(f"  {what:<8} {(each.folder / file).as_posix()}")
        elif not each.listed:
            print(f"{name}: whole, but never led to: publish it again, or move it away")
        elif each.name:
            print(f"{name}: whole, {counted(each.files, 'file')}{', current' if each.current else ''}")
    return 0 if all(each.is_right for each in checked) else 1
