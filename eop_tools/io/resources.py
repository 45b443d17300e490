"""Where the parts of the site lie: a plan repository's own `site/` first, then the one that comes with the tool."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def own_site() -> Path:
    """Return the site sources that come with the tool: in the wheel, or in the checkout it runs from."""
    packed = _PACKAGE / "_site"
    return packed if packed.is_dir() else _PACKAGE.parent / "site"


def site_file(repository: Path, part: str, name: str) -> Path:
    """Return a file of a part of the site; the repository's own where it has one of that name."""
    return next(path for folder in site_folders(repository, part) if (path := folder / name).is_file())


def site_folders(repository: Path, part: str) -> list[Path]:
    """Return the folders that hold a part of the site (`overrides`, `assets`, `pages`), the repository's own first."""
    found = [repository / "site" / part, own_site() / part]
    return [folder for folder in dict.fromkeys(path.resolve() for path in found) if folder.is_dir()]
