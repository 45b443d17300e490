"""A shelf is full or it says why not."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eop_tools.errors import EopError
from eop_tools.shelf import Shelf


@pytest.fixture
def wing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "a_wing_of_a_test"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.startswith("a_wing_of_a_test")]:
        del sys.modules[name]


def test_a_leaf_that_cannot_be_loaded_is_an_error_every_time(wing: Path) -> None:
    (wing / "broken.py").write_text("raise ImportError('gone')\n")
    shelf: Shelf[int] = Shelf("leaves", "a_wing_of_a_test")
    for _ in range(2):
        with pytest.raises(ImportError, match="gone"):
            list(shelf)


def test_two_leaves_of_one_key_are_refused() -> None:
    shelf: Shelf[int] = Shelf("leaves", "a_wing_of_a_test")
    shelf.put("one", 1)
    with pytest.raises(EopError, match="two definitions of “one” among the leaves"):
        shelf.put("one", 2)
