"""The site of an edition in one zip file: to be sent, and unpacked where there is no network."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from eop_tools.site_build import build

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it: the same plan makes the same bytes."""
_READABLE = 0o100644 << 16


def zipped_site(plan: Path, asked: dict[str, str]) -> bytes:
    """Return the site of a plan folder as a zip file with one folder in it; `asked` as `build` takes it.

    Raises EopError where the site cannot be built, or would say what its audience may not see.
    """
    with tempfile.TemporaryDirectory(prefix="eop_") as hidden:
        folder = Path(hidden, "site")
        built = build(plan, folder, asked)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                name = f"plan-{built.edition}/{path.relative_to(folder).as_posix()}"
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _READABLE
                packed.writestr(entry, path.read_bytes(), compresslevel=9)
        return made.getvalue()
