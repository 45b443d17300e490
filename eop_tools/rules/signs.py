"""Signs that mislead: letters that nobody sees or that look like others, names and years that cannot be meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from eop_tools.finding import FieldPath
from eop_tools.kind import Entity, Part
from eop_tools.plan.graph import prose_of
from eop_tools.plan.queries import read_through
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import short

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
)
_JOINERS = "\u200c\u200d"
"""They stand between letters of Arabic or Indian scripts and in emoji, and mean something there."""
_DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""They mean something beside letters that are written from right to left."""
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХЅІЈаеорсухѕіјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTYXSIJaeopcyxsijhdqwABEZHIKMNOPTYXo",
)
"""Letters of other alphabets that a reader takes for Latin ones, the commonest of Unicode's confusables (UTS 39)."""
_OTHERS = re.compile("[\u0370-\u03ff\u0400-\u052f\uff01-\uff5e\U0001d400-\U0001d7ff]")
"""Greek, Cyrillic, and Latin letters that are set wide or as mathematics."""
_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")
_YEARS = range(1600, 2200)
"""No law that a plan cites is older, no agreement ends later: any other number is a slip of the finger."""
_LINK = re.compile(
    r"\]\(\s*<?([^\s<>()]*)|^ {0,3}\[[^\]\n]+\]:\s*<?(\S+?)>?(?=\s|$)|<([a-zA-Z][\w+.-]*:[^\s<>]*)>", re.M
)
_FOLLOWED = re.compile(r"https?://|mailto:|tel:", re.I)


@rule("EOP116", "warning")
def invisible_sign(entity: Entity) -> Iterator[Verdict]:
    r"""A text holds a sign that nobody sees, such as a blank of no width.

    Why it matters: a search for the word finds nothing, and two names that look the same are two. Such signs come along
    when text is copied from a web page or a word processor; some turn the order of the letters about.

    What to do: delete the word and type it anew.

    ```yaml flagged
    agencies/harbor: {name: "Har\u200bbor Office", type: office, parent: example-city}
    ```

    ```yaml clean
    agencies/harbor: {name: "Harbor Office", type: office, parent: example-city}
    ```
    """
    if read_through(entity).whole.isascii():  # nearly all are, and are known at once
        return
    for path, text in read_through(entity).each:
        for match in _INVISIBLE.finditer(text):
            if not _means_something(text, match.start()):
                around = text[max(0, match.start() - 12) : match.start()] + "▯" + text[match.end() : match.end() + 12]
                called = unicodedata.name(match[0], "").lower()
                yield Verdict(
                    entity.at(*path, offset=match.start()),
                    f"a sign that nobody sees ({called}) stands in {short(around)}, where ▯ shows it",
                    "delete the word and type it anew",
                )
                break  # one text from one copy: the first says enough


def _means_something(text: str, at: int) -> bool:
    """Whether an invisible sign has a meaning where it stands: some scripts and emoji cannot be written without."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _JOINERS:
        return any(near and ord(near) > 0x2FF and near.isprintable() for near in (before, after))
    if text[at] in _DIRECTIONS:
        return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    return False


@rule("EOP117", "warning")
def look_alike_letters(entity: Entity) -> Iterator[Verdict]:
    r"""A word holds letters of another alphabet that look like Latin ones.

    Why it matters: whoever types the word does not find it, and it can pass for a name that it is not.

    What to do: type the word anew. Words that are wholly of another alphabet are left alone.

    ```yaml flagged
    agencies/harbor: {name: "H\u0430rbor Office", type: office, parent: example-city}
    ```

    ```yaml clean
    agencies/harbor: {name: "Harbor Office", type: office, aliases: ["\u041f\u043e\u0440\u0442"]}
    ```
    """
    if not _OTHERS.search(read_through(entity).whole):
        return
    for path, text in read_through(entity).each:
        words = list(_WORD.finditer(text))
        strange = [match for match in words if _OTHERS.search(match[0])]
        for match in strange:
            alone = len(strange) == 1 and len(words) > 1
            if meant := _latin(match[0], alone=alone):
                yield Verdict(
                    entity.at(*path, offset=match.start()),
                    f"{short(match[0])} holds letters of another alphabet and looks like {short(meant)}",
                    "type the word anew",
                )


def _latin(word: str, *, alone: bool) -> str:
    """Return the Latin word that a word passes for: of two alphabets, wide, ornate, or alone among others."""
    plain = unicodedata.normalize("NFKC", word)
    mixed = alone or plain != unicodedata.normalize("NFC", word) or any(letter.isascii() for letter in word)
    meant = plain.translate(_ALIKE)
    return meant if mixed and meant.isascii() else ""


@rule("EOP118", "error")
def reserved_id(entity: Entity) -> Iterator[Verdict]:
    """An id is a name that Windows keeps for a device.

    Why it matters: there no file can have that name, so the plan cannot be fetched and its page cannot be written.

    What to do: choose a longer id, for example with the name of the agency, and correct what points at it.

    ```yaml flagged
    agencies/con: {name: County Office, type: office, parent: example-city}
    ```

    ```yaml clean
    agencies/con-office: {name: County Office, type: office, parent: example-city}
    ```
    """
    if _DEVICES.fullmatch(entity.id):
        yield Verdict(entity, f"no file can be named “{entity.id}” on Windows", f"for example “{entity.id}-office”")


@rule("EOP119", "error")
def impossible_year(entity: Entity) -> Iterator[Verdict]:
    """A date lies in a year that cannot be meant.

    Why it matters: 0026 for 2026 counts as long past or as never due, and nobody is reminded of anything.

    What to do: correct the year.

    ```yaml flagged
    agencies/harbor: {name: Harbor Office, type: office, sources: [{title: Charter, checked: 0026-05-01}]}
    ```

    ```yaml clean
    agencies/harbor: {name: Harbor Office, type: office, sources: [{title: Charter, checked: 2026-05-01}]}
    ```
    """
    for path, day in _days(entity, ()):
        if day.year not in _YEARS:
            yield Verdict(entity.at(*path), f"the year {day.year:04} cannot be meant", "correct the year")


def _days(part: Part, path: FieldPath) -> Iterator[tuple[FieldPath, date]]:
    for name in part.model_fields_set:
        held = getattr(part, name)
        for at, item in enumerate(held) if isinstance(held, list) else ((None, held),):
            here = (*path, name) if at is None else (*path, name, at)
            if isinstance(item, Part):
                yield from _days(item, here)
            elif isinstance(item, date):
                yield here, item


@rule("EOP211", "warning")
def link_nobody_follows(entity: Entity) -> Iterator[Verdict]:
    """A link in prose leads neither to the web, to mail or a telephone, nor to a part of the plan.

    Why it matters: the site shows its words and not its target, since a file of one's own computer, a script or a page
    beside this one is not where the reader is.

    What to do: write the whole web address, or `[[kind:id]]` for a part of the plan.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      description: See [the bridge book](bridges.docx).
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      description: See [the bridge book](https://example.org/bridges).
    ```
    """
    for path, text in prose_of(entity):
        for match in _LINK.finditer(text):
            at = next(number for number in (1, 2, 3) if match[number] is not None)
            if not _FOLLOWED.match(match[at]):
                place = entity.at(*path, offset=match.start(at))
                yield Verdict(
                    place,
                    f"the site shows no link to {short(match[at])}" if match[at] else "a link leads nowhere",
                    "write a whole web address, or [[kind:id]] for a part of the plan",
                )
