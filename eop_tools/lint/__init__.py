"""Judging a plan: the engine, what is silenced, what is remembered, and what can be mended."""
