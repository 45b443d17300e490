"""How hard a text is to read: the grade of school that it asks for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_NO_PROSE = re.compile(
    r"(?ms)^(```|~~~).*?^\1[^\n]*$|^[ \t]*\|[^\n]*$|^[ \t]*#{1,6} [^\n]*$|^[ \t]*(?:-{3,}|={3,})[ \t]*$"
)
_LINK = re.compile(  # bounded: of a hundred thousand opening brackets none may look far for its end
    r"\[\[\s{0,9}[a-z]{1,40}:([a-z0-9-]{1,99})\s{0,9}(?:\|([^\[\]\n]{0,200}))?\]\]"
    r"|!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,500}\)|<?https?://\S+"
)
_BLOCK = re.compile(r"\n[ \t]*\n|\n[ \t]*(?=(?:[-*+]|\d{1,3}[.)])[ \t])")
_MARKER = re.compile(r"^[ \t]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+|>[ \t]*)+(?:\[[ xX]\][ \t]+)?")
_SHORT_FORM = re.compile(
    r"\b(?:[A-Za-z]|Minn|Stat|St|Mr|Mrs|Ms|Dr|No|Nos|Sec|Secs|Ch|ch|Art|Ave|Inc|Co|Dept|Gov|Lt|Capt|Sgt|approx|vs"
    r"|etc|e\.g|i\.e|a\.m|p\.m|U\.S|U\.S\.C)\.(?=\s)"
)
_END = re.compile(r"(?<![.!?])[.!?]++[”’\"')\]]*+(?:\s|$)")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy\u00e0-\u00ff]+")
_SILENT_END = re.compile(
    r"(?:[^aeiouylr]|[aeiouy][lr])e$|(?:[^aeiouylscxzghr]|[aeiouy][lr])es$|[^aeioutdyl]ed$|[aeiou]led$"
)
_SILENT_INSIDE = re.compile(
    r"(?<=[a-z])[^aeiouyl]e(?:ly|ful|less|ment|ness)|(?<=[a-z])some|(?:where|there|home|safe|time|life|line|ware|house|fore|state|side"
    r"|name|frame|gate|one|fire)(?=[b-df-hj-np-tvwz])"
)
_APART = re.compile(
    r"(?<![cgstxl])ia(?!g)|i(?:o(?!u|n)|u|en(?!c))|(?<![gq])ua(?!r[dt])|uou|eo(?!u)|[aeouy]ing$|coo[pr]|[ui]ous|[ie]er|nui|reun|reim"
)
_KNOWN = {"people": 2, "business": 2, "being": 2, "radio": 3, "every": 2, "everybody": 4, "different": 3, "the": 1,
          "area": 3, "idea": 3, "mayor": 2, "somebody": 3, "beyond": 2, "create": 2, "cooling": 2}  # fmt: skip


class Reading(NamedTuple):
    """How many words a text has, and the school grade (Flesch-Kincaid) at which it can be read."""

    words: int
    grade: float


def reading(text: str) -> Reading:
    """Return how long a Markdown text is and how hard to read; tables, code, headings and addresses do not count.

    The grade is 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid, Fishburne, Rogers and Chissom,
    “Derivation of new readability formulas for Navy enlisted personnel”, 1975). A list item is a sentence.
    """
    words = sentences = sounds = 0
    for sentence in sentences_of(text):
        found = _WORD.findall(sentence)
        words += len(found)
        sentences += bool(found)
        sounds += sum(map(syllables, found))
    if not words:
        return Reading(0, 0.0)
    return Reading(words, 0.39 * words / sentences + 11.8 * sounds / words - 15.59)


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a Markdown text, without its marks."""
    text = _LINK.sub(_said, _NO_PROSE.sub("", text))
    found: list[str] = []
    for block in _BLOCK.split(text):
        plain = _SHORT_FORM.sub(lambda match: match[0][:-1], _MARKER.sub("", block.strip("\n")))
        found += [part for part in _END.split(plain) if part.strip()]
    return found


def _said(match: re.Match[str]) -> str:
    id, words, label = match.groups()
    return str(words or label or (id or "").replace("-", " "))


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """Return how many syllables an English word has, near enough: a number or a short form counts one to three."""
    if not word.isalpha() and not re.search(r"['’]", word):
        return 1
    if len(word) > 1 and word.isupper():
        return min(len(word), 3)
    low = re.sub(r"['’](?:s|d|ll|re|ve|m|t)?$", "", word.lower())
    if low in _KNOWN:
        return _KNOWN[low]
    heard = len(_VOWELS.findall(low)) + len(_APART.findall(low))
    silent = len(_SILENT_INSIDE.findall(low)) + bool(_SILENT_END.search(low))
    return max(1, heard - silent)
