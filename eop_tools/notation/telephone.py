"""Telephone numbers: one table of how they are written, to read, compare, dial and find them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote

AREA_CODE = r"[2-9](?!11)[0-8]\d"
"""An area code of the North American Numbering Plan."""
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u30fc\ufe58\ufe63\uff0d"
_BLANKS = "\u00a0\u1680\u202f\u205f\u3000\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\ufeff\t\n\r"
_PLAIN = str.maketrans(
    dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_BLANKS, " ")
    | {chr(sign): " " for sign in range(0x2000, 0x200B)}
    | {chr(sign): chr(sign - 0xFEE0) for sign in range(0xFF01, 0xFF5F) if chr(sign) != "\uff0d"}
    | {"\u00ad": "-", "\u2044": "/", "\u2215": "/", "\u00b7": ".", "\u2219": ".", "\u2024": "."}
)
"""Signs that people, and the programs they write with, put for others: each becomes one plain sign."""
_EXTENSION_WORDS = r"ext?(?:ension|ensi[oó]n|en|n)?|local|loc|xtn?|x|anexo|int(?:erno)?|доб|poste"
_EXTENSION = rf"(?:;ext=|[ ,]*[(\[]?(?:(?:{_EXTENSION_WORDS})[.:]?(?: ?\#)?|[#~])[ -]*)(\d-\d{{4}}|\d{{1,10}})#?[)\]]?"
_CODES = r"((?:(?: ?[,;]+ ?|[pw]+)(?:\d+(?:[ -]\d+)+\#|[\d*#]+))+)"
"""What stands behind a number and is dialled once it answers: an extension; pauses, and codes and pins behind them."""
_WHOLE = re.compile(rf"(?:tel:|sms:|callto:)?(\+?[ (]*\d[\d ()./_-]*?)(?:{_EXTENSION})?{_CODES}?", re.I)
_WRAPPED = re.compile(r"[\[(<{\"'“‘]+([^\[\](){}<>\"'“”‘’]+)[\])>}\"'”’]+")
"""A number in brackets or quotes and nothing else."""
_SQUARE = str.maketrans("[]", "()")
_INSIDE = re.compile(rf"(?:{_EXTENSION_WORDS})[.:]? ?(\d{{2,6}})", re.I)
_SERVICE = re.compile(r"\d{3}|\d[-. ]\d[-. ]\d|\d{5,6}|116[- ]\d{3}")
_KNOWN = re.compile(r"[2-9][- ]?1[- ]?1|988|112|999")
_STAR = re.compile(r"[*#]{1,2}(?:\d{2,4}|[A-Z]{3,4})#?")
_FICTIONAL = re.compile(rf"(?:\+?1[-. ]?)?\(?({AREA_CODE})\)?[-. ]?555[-. ]?(01\d\d)")
_INVENTED = re.compile(rf"{AREA_CODE}55501\d\d")
_USUAL = re.compile(r"(?:\+?1[-. ]?)?\(?([1-9]\d\d)\)?[-. ]?(\d{3})[-. ]?(\d{4})")
_SPELLED = re.compile(
    r"(?:\+?1[-. ]?)?\(?(?:(8\d\d)\)?[-. ]?((?:\d{1,6}[-. ]|\d{1,3})?[A-Z]+(?:[-. ]?[A-Z]+)*)"
    r"|([2-9]\d\d)\)?[-. ]?(\d{3}[-. ]?[A-Z]{4}))"
)
_BOTH = re.compile(r"(.+?) ?[(/=] ?([^()/=]+)\)?")
_ALIKE = re.compile(r"[ABILOSTZ]+")
"""Letters each of which is taken for a digit: beside digits, nobody can tell a word of them from a number mistyped."""
_LOOKS = re.compile(r"[OIL]+|OO.*|.*(?:TBD|TBA|([A-Z])\1\1).*")
"""Letters that are no word: they stand for a nought or a one, or for what is not known yet."""
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_ZERO_ONE = str.maketrans("OoОоΟοIl|", "000000111")
_LONGEST = 80
_OURS = ("US", "CA")
_SATELLITE = re.compile(r"(?:8816\d{8}|870\d{9})")


def national(digits: str) -> str:
    """Return the digits of a number of North America without the country's 1; those of any other number as they are."""
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


class Telephone(NamedTuple):
    """A number as it is dialled: `+16125550100`, `911` or `*55`; its extension; what a telephone dials by itself then.

    A line that rings inside a house only has an extension and no number.
    """

    number: str
    extension: str = ""
    after: str = ""

    @property
    def line(self) -> str:
        """What is the same for two ways to write one line, and for no other line."""
        return f"{self.number} x{self.extension}" if self.extension else self.number

    @property
    def is_service(self) -> bool:
        """Whether it is a service number such as 911, a short code for messages, or a star code."""
        return bool(self.number) and self.number[0] != "+"

    def href(self, scheme: str = "tel") -> str:
        """Return the address of a link that dials it; nothing for what only telephones inside can dial."""
        after = self.after if scheme == "tel" else ""
        return f"{scheme}:{quote(self.number + after, safe='+*,;=')}" if self.number else ""


def plain(text: str) -> str:
    """Return a text with plain hyphens, blanks and digits in place of others, letter for letter."""
    return text if text.isascii() and text.isprintable() else text.translate(_PLAIN)


@lru_cache(maxsize=65536)
def telephone(text: str, region: str) -> Telephone | None:
    """Return the telephone number that a text is, in a country; None where it is none, or more than one number.

    555-01xx, reserved for fiction by the North American Numbering Plan, counts as valid. A spelled number may have more
    letters than are dialled (1-800-RED-CROSS), and its digits beside it where both say the same.
    """
    text = _bare(plain(text))
    if len(text) > _LONGEST:
        return None
    if _STAR.fullmatch(text):
        return Telephone(text.translate(_KEYS))
    if inside := _INSIDE.fullmatch(text):
        return Telephone("", inside[1])
    if whole := _WHOLE.fullmatch(text):
        base, extension, codes = whole[1].strip(), (whole[2] or "").replace("-", ""), whole[3] or ""
        codes = re.sub(r"[ -]", "", codes).lower().replace("p", ",").replace("w", ";")
        number = _service(base, region) if not extension + codes else None
        number = number or _number(base, region)
        return Telephone(number, *_after(extension, codes)) if number and not _is_number(codes, region) else None
    if number := _spelled(text, region):
        return Telephone(number)
    return _said_twice(text, region)


def _bare(text: str) -> str:
    """Return a text without the brackets and quotes around it, and the signs of a sentence behind it."""
    text = text.strip().rstrip(" ,;:")
    wrapped = _WRAPPED.fullmatch(text)
    return (wrapped[1].strip() if wrapped else text).translate(_SQUARE)


def _is_number(codes: str, region: str) -> bool:
    """Whether what stands behind one comma is another whole number, and no code."""
    return len(codes) > 10 and codes[1:].isdigit() and _number(codes[1:], region) is not None


def _after(extension: str, codes: str) -> tuple[str, str]:
    """Return an extension, and codes, as they are compared and as they are dialled."""
    if extension and not codes:
        return extension, f";ext={extension}"
    codes = f",{extension}{codes}" if extension else codes
    return re.sub(r"[,;]+", ",", codes).strip(",#"), codes


def _service(base: str, region: str) -> str | None:
    """Return a service number or a short code; of three digits only those that there are, where we know them."""
    digits = re.sub(r"\D", "", base)
    if not _SERVICE.fullmatch(base) or (region in _OURS and len(digits) == 3 and not _KNOWN.fullmatch(digits)):
        return None
    return digits


def _spelled(text: str, region: str) -> str | None:
    """Return the number that letters spell at the end of a text; letters among digits are no spelling."""
    found = _SPELLED.fullmatch(text)
    if found is None and (found := _SPELLED.fullmatch(_in_capitals(text))) and not found[1]:
        return None  # outside of toll-free numbers only capitals spell
    if found is None or re.search(r"\d[OIL]", found[0]):
        return None
    area, local = found[1] or found[3], re.sub(r"[-. ]", "", found[2] or found[4])
    words = re.findall(r"[A-Z]+", found[2] or found[4])
    letters = "".join(words)
    beside_digits = re.search(r"\d", local) is not None
    looked_at = (letters, *(words if beside_digits else ()))  # the O of 1-800-O-CANADA is a word
    if len(local) < 7 or len(letters) < 3 or any(map(_LOOKS.fullmatch, looked_at)):
        return None
    if beside_digits and _ALIKE.fullmatch(letters):
        return None
    return _number(f"{area}-{local[:7].translate(_KEYS)}", region)


def _in_capitals(text: str) -> str:
    """Return a text in capitals, where each of its words begins with one (1-800-GoFedEx): others are a remark."""
    words = re.findall(r"[^\W\d_]+", text)
    return text.upper() if words and all(re.fullmatch(r"(?:[A-Z][a-z]*)+", word) for word in words) else text


def _said_twice(text: str, region: str) -> Telephone | None:
    """Return the number that stands there in letters and in digits, where both say the same."""
    both = _BOTH.fullmatch(text)
    if both is None or not any(map(str.isalpha, text)):
        return None
    first, second = (side.strip() for side in both.groups())
    number = (_WHOLE.fullmatch(first) and _number(first, region)) or _spelled(first, region)
    other = re.sub(r"[^A-Z0-9]", "", second).translate(_KEYS)
    if number is None or len(other) < 4 or second.upper() != second or _has_letters(first) == _has_letters(second):
        return None
    digits = number.removeprefix("+1")
    longer = other.removeprefix("1")[:10]
    same = longer == digits or digits.endswith((other, other[:7])) or (digits[3:] == longer[3:10] == longer[-7:])
    return Telephone(number) if same else None


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _number(base: str, region: str) -> str | None:
    """Return a number without anything behind it in E.164 form, or None where there is none like it."""
    ours = region in _OURS
    if ours and (fictional := _FICTIONAL.fullmatch(base)):  # known without a look-up
        return f"+1{fictional[1]}555{fictional[2]}"
    usual = _USUAL.fullmatch(base) if ours else None
    if usual and usual[1][0] == "1":
        return None
    import phonenumbers

    digits = re.sub(r"\D", "", base)
    if ours and digits.startswith("00") and base[0] == "0":  # as one dials abroad in most other countries
        base, digits = f"+{digits[2:]}", digits[2:]
    try:
        if usual:  # what nearly everybody writes is taken apart at once
            number = phonenumbers.PhoneNumber(country_code=1, national_number=int("".join(usual.groups())))
        else:
            number = phonenumbers.parse(
                f"+{digits}" if _SATELLITE.fullmatch(digits) else base.replace("_", "-"), region
            )
    except phonenumbers.NumberParseException:
        return None
    fictional_too = number.country_code == 1 and _INVENTED.fullmatch(str(number.national_number))
    here = phonenumbers.is_valid_number_for_region(number, region)
    if not (here or fictional_too or phonenumbers.is_valid_number(number)):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def has_numbers(region: str) -> bool:
    """Whether a country, by its two letters, has telephone numbers of its own."""
    if region in _OURS:
        return True
    import phonenumbers

    return region in phonenumbers.SUPPORTED_REGIONS


# ---- What only resembles a number ------------------------------------------------------------------------------------


class Lookalike(NamedTuple):
    """A number with letters in place of digits: the letters, and the number that is meant."""

    letters: str
    number: str


def with_digits(text: str, region: str) -> Lookalike | None:
    """Return what a text is with noughts and ones in place of the letters that look like them, if that is a number."""
    text = plain(text).strip()
    meant = text.translate(_ZERO_ONE)
    if meant == text or not telephone(meant, region):
        return None
    return Lookalike("".join(dict.fromkeys(sign for sign in text if sign in "OoОоΟοIl|")), meant)


class Among(NamedTuple):
    """A number that stands among other words: what stands before it, the number as written, what stands behind it."""

    before: str
    number: str
    behind: str


def among_words(text: str, region: str) -> Among | None:
    """Return the first telephone number of a text and what stands around it, or None where there is none."""
    text = plain(text).strip()[:_LONGEST]
    for begin in [found.start() for found in re.finditer(r"(?<![\w+(*#.-])[+(]*\d", text)][:4]:
        ends = [
            found.end() + begin for found in re.finditer(r"\d(?!\w)|\d(?=[^\W\d_]+(?!\w))|#", text[begin : begin + 30])
        ]
        for end in reversed(ends):
            piece = text[begin:end]
            digits = sum(map(str.isdigit, piece))
            known = _KNOWN.fullmatch(piece) and text[end : end + 1] in ("", " ", "(", ",", ";", "/")
            if text[end : end + 1] in (")", "]") and piece.count("(") + piece.count("[") > piece.count(")"):
                end += 1
                piece = text[begin:end]
            if known or (digits >= 7 and telephone(piece, region)):
                return Among(text[:begin].strip(" :"), piece, text[end:].strip(" ,;:/-"))
    found = re.match(r"[^()/=]+(?= ?[(/=])", text)
    if found and telephone(found[0], region):
        return Among("", found[0].strip(), text[found.end() :].strip())
    return None


# ---- Numbers in a text -----------------------------------------------------------------------------------------------

_ENTITY = r"&(?:nbsp|ensp|emsp|thinsp|ndash|mdash|minus|shy|#\d{2,5}|#x[\da-f]{2,4});"
_BETWEEN = rf"(?: {{0,2}}[-./_•]{{1,2}} {{0,2}}| {{1,2}}|{_ENTITY})"
_ENDS = (
    rf"(?:(?:;ext=|[ ,]{{0,2}}(?:(?:{_EXTENSION_WORDS})[.:]?(?: ?\#)?|\#) ?)\d{{1,7}}"
    rf"|,? ?[(\[](?:{_EXTENSION_WORDS})[.:]? ?\d{{1,7}}[)\]])?(?![^\W_]|[-.]\d)"
)
_APART = r"(?<![^\W_])(?<![./+$€£])(?<!\S-)(?<![$€£] )"
_LABELLED = r"(?<![\w./-])[CHMOPTWchmoptw]-?(?=\(?[2-9]\d\d\D)"
_IN_GROUPS = (
    rf"(?:{_APART}|(?P<label>{_LABELLED}))(?:\+?1{_BETWEEN}|\+1|1(?=\())?"
    rf"(?:[(\[]? ?[2-9]\d\d ?[)\]] {{0,2}}[-./]? ?|[2-9]\d\d{_BETWEEN})[2-9]\d\d{_BETWEEN}?\d{{4}}{_ENDS}"
)
_TOLL_FREE = r"8(?:00|33|44|55|66|77|88)"
_IN_LETTERS = (
    r"(?<![\w./-])(?:"
    rf"(?:1[-. ]\(?8\d\d\)?[-. ]|\({_TOLL_FREE}\) ?|{_TOLL_FREE}-)"
    r"(?=[\d. -]*[A-Z]{3}|\d-[A-Z]-[A-Z]{3}|[A-Z]{1,2}-[A-Z]{3})(?!MHZ|MEGA)[A-Z\d](?:[-. ]?[A-Z\d]){6,14}"
    rf"|1-{_TOLL_FREE}-(?=[-A-Za-z]{{7,16}}(?![\w-]))(?:[A-Z][a-z]+-?){{1,3}}|1-{_TOLL_FREE}-[a-z]{{7,12}}"
    r"|[2-9]\d\d[-. ][2-9]\d\d-[A-Z]{4}|[2-9]\d\d-(?:[A-Z]{3}-[A-Z]{4}|[A-Z]{4}-[A-Z]{3}))(?![\w-])"
)
_IN_TEXT = re.compile(
    rf"{_IN_GROUPS}|{_IN_LETTERS}"
    rf"|{_APART}(?<![#=])(?:\+?1 ?)?{AREA_CODE}[2-9]\d\d-?\d{{4}}{_ENDS}"  # in ten digits
    r"|(?<!\w)\+(?:1(?:[ ()./-]{0,2}\d){10}|[2-9]\d(?:[ ()./-]{0,2}\d){6,13})\b"  # with a country code
    r"|(?<![\w.,+-])(?:011[ -]|(?<!\d )00[ -]?)[2-9]\d(?:[ ()./-]{0,2}\d){6,13}\b"
    r"|(?<![\w.,+-])(?:8816(?:[ -]?\d){8}|870(?:[ -]?\d){9})(?!\w)"  # of a satellite
    r"|(?<![\w./-])(?P<local>[2-9]\d\d[-. ]?\d{4})(?!\w|-\d)"  # without its area code
)
_CALLED = re.compile(
    r"\b(?:call|dial|text|phone|telephone|tel|fax|cell|mobile|pager)\b\.?"
    r"(?:[ :]+(?:us|him|her|them|at|on|number|no)\b\.?)*[ :]*$",
    re.I,
)
_COUNTED = re.compile(
    r"(?:\b(?:account|acct|asn|asset|badge|batch|case|check|claim|code|complaint|contract|docket|duns|ein|file|fips|gau?ge"
    r"|geoid|grant|hydrant|id|incident|invoice|isbn|item|licen[cs]e|log|lot|meter|model|npi|order|parcel|part|passcode"
    r"|permit|po|pole|policy|project|record|ref|reference|report|serial|sku|tag|ticket|tracking|transformer|vin|wo)s?"
    r"|\bp\. ?o\.)[ .:#]*(?:(?:number|no|nr|id|is)\b[ .:#]*)*$|\b(?:usd|eur) $",
    re.I,
)
_NUMBERED = re.compile(
    r"(?:\b(?:account|case|claim|contract|docket|file|grant|incident|invoice|parcel|part|permit|policy|project|serial"
    r"|tax)[ -](?:number|no|nr|id)|\b(?:apn|chapter|docket|duns|ein|fips|isbn|ord|ordinance|pid|resolution|sec|section"
    r"|sku|stat)|§)[ .:#§]*$",
    re.I,
)
"""What ten digits are that stand together, and what they are even in groups, by the words before them."""
_MEASURED = re.compile(
    r"[ -](?:dollars|gallons|cubic|square|acres|feet|miles|people|persons|residents|votes|psi|watts|k?va|[kM]?Wh?)\b"
)
_PART = re.compile(r"[^\0]+")
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>)\]]+")
_HINTS = re.compile(r"\d{4}|\d[-. ][A-Z]|8\d\d(?:-|\) ?)[A-Za-z]|\+\d|\b011\b")


def in_text(text: str) -> Iterator[tuple[int, int]]:
    """Yield where telephone numbers begin and end in a text, whatever signs they are written with.

    Amounts, dates, places, addresses of the web and the numbers of cases, parcels and the like are none.
    Many texts are searched as one with a null sign between them, across which no number reaches.
    """
    text = plain(text)
    if "://" in text or "www." in text:
        text = _LINK.sub(lambda found: "x" * len(found[0]), text)
    parts = [part.span() for part in _PART.finditer(text)]
    for found in chain.from_iterable(_IN_TEXT.finditer(text, *at) for at in parts if _HINTS.search(text, *at)):
        before = text[max(0, found.start() - 40) : found.start()]
        if found["local"] and not _CALLED.search(before):
            continue
        counted = _COUNTED if found[0].isdigit() else _NUMBERED
        if not counted.search(before) and not _MEASURED.match(text, found.end()):
            yield (found.end("label") if found["label"] else found.start()), found.end()
