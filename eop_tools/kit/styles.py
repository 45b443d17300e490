"""The style of one file: of the site's style sheets what its page and its scripts can use, and nothing else."""

from __future__ import annotations

import re

_RULE = re.compile(r"([^{}]+)\{[^{}]*\}\n?")
_EMPTY = re.compile(r"@media[^{}]*\{\s*\}\n?")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
_INNER = re.compile(r"\([^()]*\)")
_NAME = re.compile(r"[.#]([A-Za-z][\w-]*)")
_WORD = re.compile(r"[A-Za-z][\w-]*")
_APART = re.compile(r",(?![^(]*\))")


def used(style: str, content: str) -> str:
    """Return a style sheet without the rules for classes and ids that are nowhere in a page or its scripts.

    Its remarks go too: what they name is no class.
    """
    known = frozenset(_WORD.findall(content))
    rules = _REMARK.sub("", style)
    return _EMPTY.sub("", _RULE.sub(lambda rule: rule[0] if _fits(rule[1], known) else "", rules))


def _fits(selectors: str, known: frozenset[str]) -> bool:
    """Whether one of some selectors can match; of what stands in brackets, as in `:is(…)`, nothing is asked."""
    return any(known.issuperset(_NAME.findall(_outer(each))) for each in _APART.split(selectors))


def _outer(selector: str) -> str:
    while (without := _INNER.sub("", selector)) != selector:
        selector = without
    return selector
