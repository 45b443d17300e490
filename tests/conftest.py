"""What holds for every test: one commit gives one answer (`pytest --hypothesis-profile=default` draws at random)."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that fork: a copy of a process costs the more, the more it has read until then."""
    items.sort(key=lambda item: item.path.name != "test_publish.py")
