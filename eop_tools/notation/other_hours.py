"""Hours in the forms that people write elsewhere (`M-F 9am-5:30pm`), read only where they can mean but one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from eop_tools.notation.opening_hours import DAY_LONG, DAYS, NTH, day_names, in_form, is_overlong, opening_hours
from eop_tools.notation.other_forms import Usual

_ALWAYS = re.compile(
    r"(?:open |staffed |available )?(?:24\s*([x/-])\s*7(?:\s*[x/-]\s*365)?|7\s*[x/-]\s*24"
    r"|24\s*-?(?:h|hrs?|hours?)(?: (?:a|per|/) ?day|/day)?(?:,? ?(?:7|seven) days (?:a|per) week|, ?daily)?"
    r"|(?:(?:twenty-four|24) hours,? )?every day of the year|always(?: open| staffed)?|all hours"
    r"|at (?:all|any|every) hours?|any ?time|(?:all )?day and night|all day,? every day"
    r"|(?:a|all )?(?:a|the )?round[- ]the[- ]clock)"
)
_APPOINTMENT = re.compile(
    r"(?:(?:open )?(?:only )?(?:by|upon|with) (?:an )?(?:appointments?|appt\.?)(?: only)?"
    r"|(?:please )?call (?:to (?:make|schedule)|for) (?:an )?appointments?)"
)
_ADDED = re.compile(
    r"(?:,|;)?\s*(?P<or>or|and|otherwise|else)?\s*(?:only )?by (?:appointment|appt\.?)(?P<only> only)?$"
)
_HOLIDAYS = re.compile(
    r"[,;]?\s*(?:except(?: for| on)?|excluding|not on|closed(?: on)?|excl\.?|no) "
    r"(?:(?P<which>federal|state|public|legal|city|county|major|bank|national) )?holidays$"
)
_ZONE = re.compile(
    r"\b(?:(?P<local>local time)|[ecmp][sd]?t|ak[sd]?t|h[sd]?t|(?:eastern|central|mountain|pacific|alaska|hawaii)"
    r"(?: (?:standard |daylight )?time)?)\b"
)
_NOISE = re.compile(
    r"\b(?:open|(?<!\d )(?<!\d)(?:hours?|hrs?)|from|every(?! day)|each|the|on"
    r"|of(?: (?:the|each|every|a))? month|between|are)\b[.:]?"
)
_DAY_WORDS = (
    r"m(?:on(?:days?)?)?|t(?:u(?:e(?:s(?:days?)?)?)?)?|w(?:ed(?:s|nesdays?)?)?|th(?:u(?:r(?:s(?:days?)?)?)?)?"
    r"|f(?:ri(?:days?)?)?|sat(?:urdays?)?|sun(?:days?)?"
)
_MANY = {
    "weekdays": r"(?:all )?week-?days?|business days|work(?:ing)?[ -]?days",
    "weekends": r"(?:all )?week-?ends?",
    "daily": r"daily|every ?day|(?:all )?(?:7|seven) days(?: (?:a|per) week)?",
}
_ANY_DAYS = "|".join(f"(?:{words})" for words in _MANY.values()).replace(" ", "[ ]").replace("[[ ]-]", "[ -]")
_NTH_WORDS = ("1st|first", "2nd|second", "3rd|third", "4th|fourth", "5th|fifth", "last")
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<many>{_ANY_DAYS})(?![a-z\d])
    | (?P<nth>{"|".join(_NTH_WORDS)})(?![a-z\d])
    | (?P<whole>24\s*-?(?:h|hrs?|hours?)|all\ day)(?![a-z\d])
    | (?P<time>noon|midnight|(?P<hour>\d{{1,2}})(?:[:.]?(?P<minute>\d\d)(?::00)?)?\s*(?P<half>[ap](?:\.?\s?m)?\b\.?)?
      (?:\s?(?:h|hrs|hours)\b)?)(?![a-z\d:])
    | (?P<day>{_DAY_WORDS})(?![a-z\d])\.?
    | (?P<letters>(?!mf)(?:m|th|t|w|f){{2,5}})(?![a-z\d])
    | (?P<sign>[-,])
    )\s*""",
    re.X,
)
_LETTERS = re.compile(r"m|th|t|w|f")
_LONGEST = 16 * 60
_HALF = 12 * 60


class _Time(NamedTuple):
    minute: int
    half: str = ""
    military: bool = False
    """Whether it can only stand on a clock of 24 hours: 0800, 08:00, 13:00."""


class _Days(NamedTuple):
    days: frozenset[int]
    nth: tuple[int, ...] = ()


class _Span(NamedTuple):
    begins: int
    ends: int
    sure: bool


def near_hours(text: str) -> Usual | None:
    """Return what hours in another usual form mean, or None where that is not sure: `M-F 8-5` may be a night's."""
    text = _plain(text)
    if len(text) > 200:
        return None
    if _ALWAYS.fullmatch(text):
        return Usual("24/7")
    if _APPOINTMENT.fullmatch(text):
        return Usual("by appointment", sure="call" not in text)
    added = _ADDED.search(text)
    if added and added["or"] and added["only"]:
        return None
    text, suffix, sure = _without_suffix(text, added)
    tokens = _tokens(_NOISE.sub(" ", _ZONE.sub(" ", text)))
    parsed = _HoursReader(tokens).groups() if tokens else None
    if not parsed:
        return None
    groups, are_sure = parsed
    if groups == [([], [(0, DAY_LONG)])]:
        return Usual("24/7", sure=False)
    if not groups[0][0]:
        spans = in_form([], groups[0][1]).strip()
        return Usual("", hint=f"say on which days, for example “weekdays {spans}{suffix}”")
    near = ", ".join(in_form(*group) for group in groups) + suffix
    if near in ("daily 00:00-24:00", "daily 00:00-00:00"):
        near = "24/7"
    opening_hours(near)
    return Usual(near, sure and are_sure)


def _without_suffix(text: str, added: re.Match[str] | None) -> tuple[str, str, bool]:
    """Return the days and times alone, what holds besides in the plan's words, and whether that is sure."""
    suffix, sure = "", True
    if added:
        text = text[: added.start()]
        suffix = f", {'otherwise' if added['or'] else 'only'} by appointment"
    if closed := _HOLIDAYS.search(text):
        text, suffix, sure = text[: closed.start()], f", except holidays{suffix}", not closed["which"]
    return text, suffix, sure and all(zone["local"] for zone in _ZONE.finditer(text))


def _plain(text: str) -> str:
    text = " ".join(text.strip().casefold().split())
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return re.sub(r"[()]", ",", text).strip("., ")


def _tokens(text: str) -> list[re.Match[str]] | None:
    """Return the text taken apart; None where there is a word in it that we do not know."""
    text = text.replace(";", ",")
    text = re.sub(r"\b(?:to|through|thru|until|till)\b", "-", text)
    text = re.sub(r"(?<=[a-z])/(?=[a-z])|\s/\s|\b(?:and|plus)\b|[&+]", ",", text)
    text = re.sub(r"(?<=[a-z]):(?!\d)|(?<=[a-z]):(?=\s)", " ", text)
    text = re.sub(r"^(?:\s*,)+|(?:,\s*)+$", "", text)
    text = re.sub(r"\s*,[\s,]*", ", ", text).strip()
    found: list[re.Match[str]] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at:
            return None
        found.append(token)
        at = token.end()
    return found


class _HoursReader:
    """Reads days and spans from the front; None anywhere means that the whole is not understood."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self.tokens = tokens
        self.at = 0
        times = [time for token in tokens if token["time"] and (time := _time(token))]
        self.is_whole = len(times) == sum(bool(token["time"]) for token in tokens)
        self.military = any(time.military for time in times)

    def groups(self) -> tuple[list[tuple[list[str], list[tuple[int, int]]]], bool] | None:
        """Return the groups of days and spans, and whether all spans are sure."""
        parts = list(self._parts())
        if not self.is_whole or self.at < len(self.tokens) or not any(isinstance(part, _Span) for part in parts):
            return None
        if isinstance(parts[0], _Span) and isinstance(parts[-1], _Days):  # 8am-5pm, Mon-Fri
            first = next(at for at, part in enumerate(parts) if isinstance(part, _Days))
            parts = parts[first:] + parts[:first]
            if isinstance(parts[0], _Span) or any(isinstance(part, _Days) for part in parts[-first:]):
                return None
        groups: list[tuple[list[_Days], list[_Span]]] = []
        for part in parts:
            if isinstance(part, _Days):
                if not groups or groups[-1][1]:
                    groups.append(([], []))
                groups[-1][0].append(part)
            else:
                if not groups:
                    groups.append(([], []))
                groups[-1][1].append(part)
        if not all(spans for _, spans in groups) or (len(groups) > 1 and not groups[0][0]):
            return None
        sure = all(span.sure for _, spans in groups for span in spans)
        return [(_items(days), [(span.begins, span.ends) for span in spans]) for days, spans in groups], sure

    def _parts(self) -> Iterator[_Days | _Span]:
        while self.at < len(self.tokens):
            if self._sign(","):
                continue
            token = self.tokens[self.at]
            part = self._span() if token["time"] or token["whole"] else self._days()
            if part is None:
                self.is_whole = False
                return
            yield part

    def _sign(self, sign: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at]["sign"] == sign:
            self.at += 1
            return True
        return False

    def _next(self, group: str) -> str:
        if self.at < len(self.tokens) and self.tokens[self.at][group]:
            self.at += 1
            return self.tokens[self.at - 1][group] or ""
        return ""

    def _days(self) -> _Days | None:
        if many := self._next("many"):
            name = next(name for name, words in _MANY.items() if re.fullmatch(words, many))
            return _Days(frozenset({"weekdays": range(5), "weekends": range(5, 7)}.get(name, range(7))))
        if letters := self._next("letters"):
            days = [_day(letter) for letter in _LETTERS.findall(letters)]
            return _Days(frozenset(days)) if days == sorted(set(days)) else None
        nth: list[int] = []
        while word := self._next("nth"):
            nth.append(next(at for at, words in enumerate(_NTH_WORDS) if re.fullmatch(words, word)))
            self._sign(",")
        name = self._next("day")
        if not name:
            return None
        first = _day(name)
        if nth:
            return _Days(frozenset((first,)), tuple(nth))
        if not self._sign("-"):
            return _Days(frozenset((first,)))
        name = self._next("day")
        if not name:
            return None
        last = _day(name)
        return _Days(frozenset(day % 7 for day in range(first, last + 1 + 7 * (last < first))))

    def _span(self) -> _Span | None:
        if self._next("whole"):
            return _Span(0, DAY_LONG, sure=True)
        begins = self._clock()
        if begins is None or not self._sign("-"):
            return None
        ends = self._clock()
        return ends and _between(begins, ends, military=self.military)

    def _clock(self) -> _Time | None:
        if self.at < len(self.tokens) and self.tokens[self.at]["time"]:
            self.at += 1
            return _time(self.tokens[self.at - 1])
        return None


def _day(name: str) -> int:
    name = {"m": "mo", "t": "tu", "w": "we", "f": "fr"}.get(name, name)
    return next(at for at, day in enumerate(DAYS) if day.casefold()[:2] == name[:2])


def _items(days: list[_Days]) -> list[str]:
    plain = {day for each in days if not each.nth for day in each.days}
    monthly = [f"{NTH[nth]} {DAYS[day]}" for each in days for nth in each.nth for day in each.days]
    return [*(day_names(plain) if plain else ()), *monthly]


def _time(token: re.Match[str]) -> _Time | None:
    if token["time"] in ("noon", "midnight"):
        return _Time(_HALF if token["time"] == "noon" else 0, "pm" if token["time"] == "noon" else "am")
    hour, minute, half = int(token["hour"]), int(token["minute"] or 0), token["half"] or ""
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return None
    if half:
        return _Time((hour % 12 + 12 * (half[0] == "p")) * 60 + minute, half) if 1 <= hour <= 12 else None
    joined = token["minute"] and not re.search(r"[:.]", token["time"])
    military = hour > 12 or hour == 0 or token["hour"][0] == "0" or bool(joined and len(token["hour"]) == 2)
    return _Time(hour * 60 + minute, "", military)


def _between(begins: _Time, ends: _Time, *, military: bool) -> _Span | None:
    """Return the one span that two times can mean; None where there are two, or only one that nobody works."""
    if not begins.half and not ends.half:
        return _checked(begins.minute % DAY_LONG, ends.minute) if military else None
    first = [begins.minute] if begins.half or begins.military else _halves(begins)
    last = [ends.minute] if ends.half or ends.military else _halves(ends)
    likely = [span for begin in first for end in last if (span := _checked(begin % DAY_LONG, end))]
    short = [span for span in likely if span.ends - span.begins <= _LONGEST]
    if len(first) * len(last) == 1:
        return likely[0] if likely else None
    if len(short) == 1:
        return short[0]._replace(sure=short[0].ends <= DAY_LONG)
    if begins.half or (begins.minute >= 5 * 60 and begins.minute < _HALF):
        return None
    afternoon = [span for span in short if span.begins >= _HALF and span.ends <= DAY_LONG]
    return afternoon[0]._replace(sure=False) if len(afternoon) == 1 and ends.half[:1] == "p" else None


def _halves(time: _Time) -> list[int]:
    return [time.minute % _HALF, time.minute % _HALF + _HALF]


def _checked(begins: int, ends: int) -> _Span | None:
    ends += ends == DAY_LONG - 1  # 23:59 is what people write for midnight
    if ends <= begins:
        ends += DAY_LONG
    return None if is_overlong(begins, ends) else _Span(begins, ends, sure=True)
