"""What YAML takes from a text without a word: the words behind a number sign, line breaks, and what a backslash ate.

YAML begins a remark at a number sign after a blank, and so do people who write one. Others mean the sign itself:
"Suite #12". Which of the two it is shows in how it is written. A remark keeps its distance (a blank behind its sign,
or two before it); a number stands close to its sign, and the words before it want one, or cannot be the end.
"""

from __future__ import annotations

import re

_REST = re.compile(r"([ \t]*)#([^\r\n]*)")
_BELOW = re.compile(r"[ \t]*(?:\r\n|\n|\r)([ \t]+)#([^\r\n]*)")
_LABEL = re.compile(r"[*+(\[“\"'‘-]*(?:[^\W\d_]{0,4}[-.]?[0-9½¼¾²³]|[A-Z](?![\w]))")
"""What numbers a thing: 2, 12B, A12, ICS-214, 2nd, B, *9."""
_BARE = re.compile(rf"{_LABEL.pattern}[\w/-]*[)\]”\"'’]?(?=[.,;)]|$)")
_PLACED = re.compile(
    r"[(“\"']?(?:(?:[A-Z]{1,2}-?)?\d{1,4}[A-Za-z]?|\d{3}-\d{3}-\d{4}|\+\d+)[)”\"']?"
    r"(?: (?:in|at|on|and|or|near|behind|&) |[.,;)]|$)"
)
"""A number behind its sign and a blank, and no more of the sentence than a number may have."""
_RULE = re.compile(r"[#=~_!:|<>/\\^]|[-*.+]{2}|(?:TODO|FIXME|XXX|noqa)\b")
"""How a remark without a blank begins: a second number sign, a line of signs, a programmer's word."""
_PLAIN_VALUE = re.compile(r"true|false|null|~|[-+]?[\d.,:/-]+|\d{4}-\d\d(-\d\d)?|[a-z]+:[a-z0-9-]+")
_OPEN_END = re.compile(
    r"(?:^|[\s(])(?:press|dial|push|hit|punch|enter)$|(?:^|[\s(])(?:the|an?|and|or|then|with|by|of|from|via|plus)$|"
    r"[,(&/+–—-]$",
    re.I,
)
"""How no text ends: the words that come next are missing."""
_WANTS_NUMBER = re.compile(
    r"(?:^|[\s(.,])(?:suite|ste|apt|apartment|unit|room|rm|box|pobox|no|nr|num|number|station|sta|engine|ladder|truck|"
    r"tanker|medic|rescue|squad|team|crew|battalion|company|ext|extension|line|lot|bldg|building|floor|fl|gate|door|"
    r"entrance|pier|dock|berth|bay|hangar|channel|ch|group|tg|form|site|zone|district|precinct|ward|route|rte|road|rd|"
    r"county|hwy|highway|exit|mile|marker|well|pump|lift|tower|tank|generator|valve|hydrant|trailer|space|stall|slip|"
    r"track|locker|cabinet|shelf|key|badge|account|acct|permit|license|policy|contract|ticket|case|order|phone|"
    r"telephone|tel|cell|mobile|fax|pager|id|pin|code|section|annex|appendix|tab|attachment|enclosure|exhibit|figure|"
    r"table|item|step|page|copy|school|shelter|depot|camp|shop|warehouse|level|priority|version|local|st|street|ave|avenue|blvd|"
    r"boulevard|dr|drive|ln|lane|ct|court|pl|place|pkwy|parkway|cir|circle|ter|terrace|trl|trail|sq|square|po|invoice|"
    r"check|serial|tac|post|lodge|council|bus|bridge|pole|mailbox|mailstop|ord|ordinance|resolution)\.?$",
    re.I,
)
_NUMBER_ALONE = re.compile(r"\d{1,5}[A-Z]?")
_COUNT = re.compile(r"of [a-z]")
_KEY_ON_A_PHONE = re.compile(r"(?:key|sign|button|symbol)\b")
_HEAD = re.compile(r"([ \t]*)((?:- +)*)([^\s:]+:[ \t])?")
_CODE = re.compile(r"-\s|[\w-]+:(?:\s|$)")

SIGN = r"[-•▪●○◦‣*☐☑]"
_ITEM = re.compile(rf"{SIGN}\s?\S|\[[ xX]\] ")
_NUMBERED = re.compile(r"\(?(\d{1,2})[.)]\s")
_LABELLED = re.compile(r"[A-Z][\w'-]*(?: [\w'-]+){0,2}: ")
_ROW = re.compile(r"\|.*\||#{1,6} ")
_ESCAPE = re.compile(r"\\(.)", re.S)
_PATH = re.compile(r"[A-Za-z]:\\|\\\\")


def cut_off(text: str, end: int, said: str, *, quoted: bool = False) -> int:
    """Return where the number sign stands at which the text that ends at an offset was cut off; -1 where none does."""
    match = _REST.match(text, end)
    if not match:
        return _cut_off_below(text, end, said) if said and not quoted else -1
    gap, rest = match.groups()
    return match.start(2) - 1 if _is_cut(gap, rest, said, quoted) else -1


def _is_cut(gap: str, rest: str, said: str, quoted: bool) -> bool:
    words, near = rest.strip(), len(gap) == 1
    if not gap:
        return True
    if quoted:
        return near and rest[:1].isalnum() and bool(_LABEL.match(rest))
    value = not said or _PLAIN_VALUE.fullmatch(said)
    if not words:
        return bool(said) and (not value or "," in said)
    is_open = bool(said) and _is_open(said, words)
    if rest[:1] in (" ", "\t"):  # as remarks are written
        wanted = bool(_WANTS_NUMBER.search(said)) and bool(_PLACED.match(words))
        alone = _NUMBER_ALONE.fullmatch(words) and (not value or sum(map(str.isdigit, said)) > 6)
        sign = _COUNT.match(words) or (not value and _KEY_ON_A_PHONE.match(words))
        return near and (is_open or wanted or bool(alone or sign))
    if _LABEL.match(rest):
        return near or is_open or bool(_BARE.match(words))
    if _RULE.match(rest):
        return False
    return is_open or (near and (not value or not said))


def _is_open(said: str, words: str) -> bool:
    """Whether a text is not complete without what follows it."""
    halves = said.count("(") > said.count(")") and ")" in words
    return halves or (said.count('"') % 2 == 1 and '"' in words) or bool(_OPEN_END.search(said))


def _cut_off_below(text: str, end: int, said: str) -> int:
    """Return where a line below a text begins with a number sign that continues the text; -1 where none does."""
    match = _BELOW.match(text, end)
    if not match or not match[2][:1].strip() or _CODE.match(match[2]):
        return -1
    if not _LABEL.match(match[2]) and not _is_open(said, match[2]):
        return -1
    line = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
    within = 0
    if head := _HEAD.match(text, line):
        within = len(head[1]) + max(0, len(head[2]) - (0 if head[3] else 2))
    return match.start(2) - 1 if len(match[1]) > within else -1


def run_together(typed: str, style: str) -> list[int]:
    """Return where lines of a text begin, as it was typed, that are read in one line with what stands above them.

    Only lines are meant that look like lines of their own: items, numbers, labels, rows, and what comes after a
    break in Markdown's way. A text without quotes that begins like an item is judged where it is known what is wanted.
    """
    found: list[int] = []
    lines: list[tuple[int, str]] = []
    at = 0
    for line in typed.splitlines(keepends=True):
        lines.append((at, line))
        at += len(line)
    if style == ">":
        del lines[0]
    inks = [line.strip() for _, line in lines]
    widths = [len(line) - len(line.lstrip(" ")) for _, line in lines]
    base = min((width for width, ink in zip(widths, inks, strict=True) if ink), default=0)
    listed = sum(bool(_ITEM.match(ink)) for ink in inks)
    for index in range(1, len(lines)):
        above, ink = inks[index - 1], inks[index]
        if not above or not ink or (style == ">" and max(widths[index - 1 : index + 1]) > base):
            continue
        one, two = _NUMBERED.match(above), _NUMBERED.match(ink)
        item = _ITEM.match(ink) and (ink[1:2] == " " or listed > 1)
        broken = lines[index - 1][1].rstrip("\r\n")
        if (
            (item and (not (style or _ITEM.match(inks[0])) or (style and (listed > 1 or above.endswith(":")))))
            or (two and _follows(inks[:index], int(two[1])))
            or (one and two)
            or (_LABELLED.match(above) and _LABELLED.match(ink))
            or (_ROW.match(ink) and style)
            or (style == ">" and re.search(r"\S  $", broken))
            or (style != '"' and broken.endswith("\\"))
        ):
            found.append(lines[index][0] + len(lines[index][1]) - len(lines[index][1].lstrip()))
    return found


def _follows(above: list[str], number: int) -> bool:
    """Whether a line above is numbered one less."""
    return any((match := _NUMBERED.match(ink)) and int(match[1]) == number - 1 for ink in above)


def eaten(typed: str) -> int:
    """Return where a backslash stands in a text in double quotes that was eaten out of a path; -1 where none was."""
    if _PATH.match(typed[1:]):
        for escape in _ESCAPE.finditer(typed):
            if escape[1] in "ntrabefv0NLP_":
                return escape.start()
    return -1
