"""Finds the plan from where somebody stands, upwards, as git and ruff find what they work on."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from eop_tools.errors import EopError

_NAME, _COVER = Path("plan"), "plan.yaml"


def settle(parsed: argparse.Namespace) -> None:
    """Turn what was said of the plan folder, as a place or with `--folder`, into `parsed.folder`."""
    if "folder" not in parsed:
        return
    said = [each for each in (vars(parsed).pop("place", None), parsed.folder) if each is not None]
    if len(set(said)) > 1:
        raise EopError(f"two plan folders are named, “{said[0]}” and “{said[1]}”", "name one of them")
    parsed.folder = said[0] if said else nearest_plan(Path.cwd())


def nearest_plan(here: Path) -> Path:
    """Return the plan folder that is nearest above `here`, as one types it from there; `plan` where there is none.

    It is a folder that holds `plan.yaml`, or one called `plan`: here, around us, or with a cover. The search ends with
    the repository, and takes nothing out of a folder above us that everybody may write to: what lies beside a plan,
    such as `mkdocs.yml`, can make a build do things.
    """
    for level in (here, *here.parents):
        if level == here or not _is_open_to_all(level):
            named = level / _NAME
            near = level == here or here == named or named in here.parents
            for folder, is_plan in (
                (named, near and named.is_dir()),
                (named, _has_cover(named)),
                (level, _has_cover(level)),
            ):
                if is_plan:
                    return Path(os.path.relpath(folder, here))
        if (level / ".git").exists():
            break
    return _NAME


def beside_plan(folder: Path, name: str) -> Path:
    """Return a folder below `build` beside the plan: what is made of a plan never lies in it."""
    made = Path(os.path.abspath(folder)).parent / "build" / name
    return made if folder.is_absolute() else Path(os.path.relpath(made))


def _has_cover(folder: Path) -> bool:
    return (folder / _COVER).is_file()


def _is_open_to_all(folder: Path) -> bool:
    return os.name == "posix" and bool(folder.stat().st_mode & 0o002)
