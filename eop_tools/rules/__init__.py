"""The rules, one function each: what can be wrong with a plan, why it matters, and what to do."""
