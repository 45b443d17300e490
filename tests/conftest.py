"""What holds for every test: one commit gives one answer (`pytest --hypothesis-profile=default` draws at random)."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")
