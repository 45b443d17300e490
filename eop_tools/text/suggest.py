"""What somebody may have meant: the nearest of the names that there are, and nothing where none is near."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from heapq import nlargest

_WORDS = re.compile(r"[^\W_]+")
_SMALL = frozenset(("and", "at", "for", "in", "of", "on", "the", "to"))
_SORTS = frozenset(("agency", "annex", "appendix", "center", "department", "desk", "office", "plan", "procedure"))
"""Words that people add to a name or leave out, and still mean the same."""
_FEW = 50


def did_you_mean(wanted: str, known: Iterable[str]) -> str:
    """Return "did you mean …?" with the nearest of `known`, with two that are equally near, or else an empty text.

    Near is what differs in letters within words, in their order, in small words, or goes on where `wanted` ends; not
    what has another word in place of one: heat is no cold, and 1 no 2.
    """
    wanted = wanted[:80]
    names = dict.fromkeys(known)
    words = _WORDS.findall(wanted.casefold())
    near = [name for name in names if _means(words, _WORDS.findall(name.casefold()))]
    if not near and len(wanted) > 2:
        begun = [name for name in names if re.match(rf"{re.escape(wanted)}[-_ ]", name)]
        near = begun if len(begun) == 1 else []
    if len(near) > 1:
        from difflib import SequenceMatcher

        rated = {name: SequenceMatcher(None, name, wanted).ratio() for name in near}
        near.sort(key=lambda name: -rated[name])
        if rated[near[0]] == rated[near[1]]:
            return f"did you mean “{near[0]}” or “{near[1]}”?"
    return f"did you mean “{near[0]}”?" if near else ""


def _means(words: list[str], others: list[str]) -> bool:
    """Whether a name in words may be another one, misspelt."""
    left, odd = list(others), set[str]()
    for word in words:
        found = word if word in left else next((other for other in left if _is_misspelt(word, other)), "")
        if found:
            left.remove(found)
        else:
            odd.add(word)
    odd, missed = odd - _SMALL, set(left) - _SMALL
    same = len(left) < len(others) and not (odd and missed) and odd | missed <= _SORTS
    return same or _is_glued(words, others)


def _is_glued(words: list[str], others: list[str]) -> bool:
    """Whether two names differ in the blanks between their words, and little else."""
    one, other = "".join(words), "".join(others)
    are_words = all(len(word) > 1 for word in (*words, *others))
    return len(words) != len(others) and (one == other or (are_words and _is_misspelt(one, other)))


def _is_misspelt(word: str, other: str) -> bool:
    """Whether a word is another one but for a letter or two; its first letter and its digits are seldom wrong."""
    word, other = (f"{each[:-3]}y" if each.endswith("ies") else each for each in (word, other))
    longest = max(len(word), len(other))
    edits = min(2, longest // 4) or sorted(word) == sorted(other)
    if word[:1] != other[:1]:
        edits = longest > 4
    if re.sub(r"\D", "", word) != re.sub(r"\D", "", other) or abs(len(word) - len(other)) > edits:
        return False
    from rapidfuzz.distance import OSA  # letters changed, left out, added, or exchanged with the next one

    return OSA.distance(word, other, score_cutoff=int(edits)) <= edits


def meant(hint: str) -> str:
    """Return what a hint by `did_you_mean` names, or an empty text where it names nothing, or two things."""
    named = hint.removeprefix("did you mean “").removesuffix("”?")
    return named if hint == f"did you mean “{named}”?" and "”" not in named else ""


def _alike(one: str, other: str) -> int:
    """Return how many letters two words have in common at the beginning and at the end."""
    ahead = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    behind = zip(reversed(one[ahead:]), reversed(other[ahead:]), strict=False)
    return ahead + next((at for at, (a, b) in enumerate(behind) if a != b), min(len(one), len(other)) - ahead)


def nearest(wanted: str, known: Collection[str]) -> str:
    """Return "did you mean …?" with the nearest of `known`, or an empty text; quick among thousands, too."""
    wanted = wanted[:80]
    if len(known) > 200:
        first, last, length = wanted[:1], wanted[-1:], len(wanted)
        known = [
            text
            for text in known
            if abs(len(text) - length) <= 3 and (text[:1] == first or text[-1:] == last) and not text.isdigit()
        ][:1000]
        known = nlargest(_FEW, known, key=lambda text: _alike(wanted, text))
    return did_you_mean(wanted, tuple(known))


def resembling(wanted: str, known: Collection[str]) -> str:
    """Return the one of `known` that has most letters in common with what is wanted, or an empty text."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(wanted[:80], known, n=1)), "")
