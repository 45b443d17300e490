"""Questions about what depends on what: pure functions of a plan, values out."""
