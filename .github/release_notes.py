"""Prints what the changelog says of a version, for the release of its tag (see workflows/release.yml)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def notes(changelog: str, version: str) -> str:
    """Return the section of a version, each entry in one line: GitHub shows every line break. Empty for no section."""
    section = re.search(rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## |\Z)", changelog, re.M | re.S)
    return re.sub(r"\n +(?=[^\s-])", " ", section[1]).strip() if section else ""


def main(tag: str) -> None:
    """Print the section. Ends with a word where the tag is not that of the package, or nothing was written of it."""
    source = (ROOT / "eop_tools" / "__init__.py").read_text(encoding="utf-8")
    version = re.findall(r'^__version__ = "(.+)"$', source, re.M)[0]
    if tag != f"v{version}":
        sys.exit(f"the tag is {tag}, and the package says that it is {version}: tag v{version}, or raise __version__")
    said = notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    if not said:
        sys.exit(
            f"CHANGELOG.md has no section ## [{version}]: give what stands under Unreleased its version and its day"
        )
    print(said)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.argv[1])
