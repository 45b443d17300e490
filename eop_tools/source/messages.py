"""What is said of a file that cannot be read: every message and every hint, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from eop_tools.finding import FaultName
from eop_tools.source.scalars import MAX_BYTES, MAX_DEPTH

_QUOTES = ("'", '"')
_GLUED = re.compile(r"[ \t]*(?:- +)*([\w-]+):(?!//)[^\s:]")
HARD_BLANK = re.compile(r"[\u00a0\u2000-\u200b\u202f\u205f\u3000]")
"""Blanks that look like an ordinary one, which YAML takes for letters: they come along when text is pasted."""
BULLET = re.compile(r"[ \t]*([•·▪●○◦‣\uf0b7*–—])[ \t\u00a0]+")
"""A sign with a blank, which word processors put before the entries of a list."""
_INDENTED_HARD = re.compile(rf"(?:[ \t-]*(?:[\w-]+:[ \t]*)?)({HARD_BLANK.pattern})")


class Saying(NamedTuple):
    """What is said of a fault: the message, where {} stands for what the text shows there, and what to do."""

    fault: FaultName
    message: str
    hint: str


def _syntax(message: str, hint: str) -> Saying:
    return Saying(FaultName.yaml_syntax, message, hint)


UNREADABLE_FILE = Saying(
    FaultName.unreadable_file,
    "the file cannot be opened: {}",
    "check that it is there, is an ordinary file, and may be read by you",
)
FILE_TOO_LARGE = Saying(
    FaultName.file_too_large, f"the file has {{}} bytes; at most {MAX_BYTES:,} are read", "split it into several files"
)
LINK_OUTSIDE_PLAN = Saying(
    FaultName.link_outside_plan,
    "this is a link to something outside the plan folder; it was not opened",
    "copy the file itself here",
)
UNREADABLE_ENCODING = Saying(
    FaultName.unreadable_encoding, "the file is not saved as UTF-8 ({})", 'save it again with the encoding "UTF-8"'
)
BYTE_ORDER_MARK = Saying(
    FaultName.byte_order_mark,
    "the file begins with an invisible byte order mark",
    'save it as "UTF-8", without "BOM" or "signature"',
)
CONTROL_CHARACTER = Saying(
    FaultName.control_character,
    "there is an invisible control character here ({})",
    "retype the words around it, without it",
)
MISSING_FRONT_MATTER = Saying(
    FaultName.missing_front_matter,
    "the file does not begin with its fields",
    'begin with a line "---", lines such as "name: Warning", and another line "---"',
)
ENDLESS_FRONT_MATTER = Saying(
    FaultName.missing_front_matter,
    "the fields at the top of the file have no end",
    'put a line of three dashes "---" below the last one',
)
NOT_A_MAPPING = Saying(FaultName.not_a_mapping, "{}", 'write lines such as "name: City Hall"')
MERGE_CONFLICT = Saying(
    FaultName.merge_conflict,
    "two versions of these lines stand here, for two changes met",
    "keep one version and delete the three marked lines",
)
TAB_INDENTATION = Saying(
    FaultName.tab_indentation,
    "this line is indented with a tab",
    "replace the tabs at the beginning of lines by spaces",
)
SEVERAL_DOCUMENTS = Saying(
    FaultName.several_documents,
    "a second document begins here",
    "move what follows into a file of its own, or remove this line",
)
NESTING_TOO_DEEP = Saying(
    FaultName.nesting_too_deep,
    f"more than {MAX_DEPTH} levels stand inside each other",
    "look for brackets or dashes that were typed too often",
)
YAML_TAG = Saying(
    FaultName.yaml_tag,
    "{} is a YAML tag; plans do without",
    "remove it. A text that begins with ! has to stand between quotes",
)
ANCHOR_OR_ALIAS = Saying(
    FaultName.anchor_or_alias,
    "{} repeats a value elsewhere",
    "write the value out. A text that begins with & or * has to stand in quotes",
)
DUPLICATE_KEY = Saying(
    FaultName.duplicate_key, 'the key "{}" stands here a second time', "keep one of the two, or rename one"
)
ODD_KEY = Saying(
    FaultName.odd_key,
    "a key has to be a plain text; this one is {}",
    "write a name before the colon; text in brackets needs quotes",
)
SWALLOWED_ITEM = Saying(
    FaultName.swallowed_item,
    "this line is read as part of the text above it",
    "indent it like the other items, or put the whole text in quotes",
)
KEY_IN_BRACES = Saying(
    FaultName.odd_key, "“{}” is no field: a text in braces ends at a comma", "put quotes around the whole text"
)
QUESTIONED_KEY = Saying(
    FaultName.odd_key,
    "“{}” has neither a colon nor a value",
    'write it as "name: value"; a text that begins with ? stands in quotes',
)
YAML_DIRECTIVE = Saying(FaultName.yaml_directive, "{} speaks to YAML programs; a plan does without", "remove the line")
SPLIT_NUMBER = Saying(
    FaultName.split_number,
    "a comma inside brackets ends an entry: this is read as two",
    "write the number without its comma, or put quotes around it",
)
SWALLOWED_BREAK = Saying(
    FaultName.swallowed_break,
    "this line is read in one line with the line above it",
    'to keep lines apart, write "|" behind the key and the text below it',
)
EATEN_BACKSLASH = Saying(
    FaultName.eaten_backslash, "{} in double quotes is not read as typed", "put the text between single quotes"
)
CUT_OFF_TEXT = Saying(
    FaultName.cut_off_text,
    "what stands from # on is a remark, and no part of the text",
    "put quotes around the whole text",
)
CURLY_QUOTES = Saying(
    FaultName.curly_quotes,
    "curly quotes do not enclose a text: they are letters of it",
    'write straight quotes (") instead, or none',
)

# One fault with many faces: what usually stands behind a file that is no YAML.
PASTED_BULLET = _syntax('a list entry begins with "- ", not with {}', "write a dash and a blank before each entry")
HARD_INDENTATION = _syntax(
    "an invisible no-break space stands here, which is no indentation", "replace it by an ordinary space"
)
LATE_QUOTE = _syntax(
    "the quote that opens here closes only in line {}, and text follows", "close it where the text ends"
)
TEXT_BEHIND_QUOTE = _syntax(
    "the text in quotes ends before this", "put the whole text in quotes, of the sort that it does not hold itself"
)
TEXT_BEHIND_BRACKET = _syntax(
    "this text begins with a bracket, and goes on behind it", "put quotes around the whole text"
)
SECOND_COLON = _syntax(
    "there is a second colon in this line, in a text without quotes", 'write it like this: name: "Annex A: Fire"'
)
GLUED_COLON = _syntax('after "{}:" a space is missing', "put a space after the colon")
NO_COLON = _syntax("this line has no key with a colon", 'write "key: value", or indent the line to continue a text')
TEXT_BEHIND_VALUE = _syntax(
    "something stands here after the end of a value", "look for a quote or bracket too many, also further up"
)
_UNKNOWN = _syntax("this cannot be read ({})", "compare the line with an example, or put quotes around the text")


class _Words(NamedTuple):
    """What a parser's own words mean; `in_context` where the fault stands at what it read, not where it stopped."""

    pattern: str
    saying: Saying
    in_context: bool = False


_PARSERS_WORDS = (
    _Words(
        r"mapping values",
        _syntax("this line is indented too far, or the line above has no colon", "align keys that belong together"),
    ),
    _Words(
        r"<block end>|expected key|expected '-'",
        _syntax("the indentation does not fit the lines above", "align keys and dashes"),
    ),
    _Words(
        r"unexpected end of stream|unexpected document",
        _syntax("the quote that opens here is never closed", "close the quote"),
        in_context=True,
    ),
    _Words(
        r"escape|hexa|hexd|Unicode",
        _syntax("a backslash in double quotes has a meaning of its own", "use single quotes instead"),
    ),
    _Words(
        r"expected ',' or|flow node.*(stream|document)",
        _syntax(
            "a bracket is not closed, or a comma is missing", "close it; text with brackets or commas needs quotes"
        ),
        in_context=True,
    ),
    _Words(
        r"sequence entries",
        _syntax("a list cannot begin here", "begin each item on a line of its own, with a dash and a space"),
    ),
    _Words(
        r"start any token|mapping keys|node content",
        _syntax("a text cannot begin with {} here", "put quotes around the whole text"),
    ),
    _Words(
        r"block scalar|anchor|alias|tag",
        _syntax("a text cannot begin with {} here", "put quotes around the whole text"),
        in_context=True,
    ),
    _Words(
        r"directive|incompatible",
        _syntax("a line cannot begin with % here", "remove the line, or put quotes around the text"),
    ),
    _Words(
        r"document start",
        _syntax("this line does not belong to what stands above", "check indentation, brackets and quotes above"),
    ),
)


class _Complaint(NamedTuple):
    """What a parser says of a text: where it stopped, where what it was reading begins, and why."""

    text: str
    at: int
    context: int
    problem: str

    @property
    def line(self) -> int:
        """Where the line begins in which it stopped."""
        return _line_of(self.text, self.at)

    @property
    def before(self) -> str:
        """What stands in that line before the place."""
        return self.text[self.line : self.at]


class Explained(NamedTuple):
    """Which saying fits a parser's complaint, at which offset, and what of the text it shows."""

    saying: Saying
    at: int
    shown: str = ""


def explain(text: str, at: int, context: int, problem: str) -> Explained:
    """Return what is meant by a parser's complaint: the first cause that the text shows, else by its words."""
    end = len(text.rstrip())
    complaint = _Complaint(text, min(at, end), min(context, end), problem)
    return next((found for cause in _CAUSES if (found := cause(complaint))), _by_its_words(complaint))


def _nesting_or_tab(said: _Complaint) -> Explained | None:
    if said.problem.endswith("nesting-too-deep"):
        return Explained(NESTING_TOO_DEEP, said.at)
    if said.problem.endswith("tab-indentation") or said.text[said.at : said.at + 1] == "\t":
        return Explained(TAB_INDENTATION, said.text.find("\t", said.at))
    return None


def _hard_blank(said: _Complaint) -> Explained | None:
    """Find a blank that is none among the indentation of the line, or of the one before."""
    above = _line_of(said.text, max(0, said.line - 1))
    match = _INDENTED_HARD.match(said.text, above) or _INDENTED_HARD.match(said.text, said.line)
    return Explained(HARD_INDENTATION, match.start(1)) if match and match.start(1) else None


def _bullet(said: _Complaint) -> Explained | None:
    for line in (_line_of(said.text, said.context), said.line):
        if bullet := BULLET.match(said.text, line):
            return Explained(PASTED_BULLET, bullet.start(1), bullet[1])
    return None


def _missing_colon(said: _Complaint) -> Explained | None:
    if "could not find expected ':'" not in said.problem:
        return None
    return _glued_colon(said.text, said.context) or Explained(NO_COLON, said.context)


def _second_colon(said: _Complaint) -> Explained | None:
    if "mapping values" not in said.problem:
        return None
    if re.search(r":\s", said.before):
        return Explained(SECOND_COLON, said.at)
    return _glued_colon(said.text, len(said.text[: said.line].rstrip()))


def _glued_colon(text: str, at: int) -> Explained | None:
    match = _GLUED.match(text, _line_of(text, at))
    return Explained(GLUED_COLON, match.end(1), match[1]) if match else None


def _text_behind(said: _Complaint) -> Explained | None:
    if not re.search("<block end>|expected key|expected '-'", said.problem) or not said.before.strip(" \t-?"):
        return None
    last = said.before.rstrip(" \t")[-1:]
    if last in _QUOTES:
        return Explained(TEXT_BEHIND_QUOTE, said.at)
    return Explained(TEXT_BEHIND_BRACKET if last in "]}" else TEXT_BEHIND_VALUE, said.at)


_CAUSES: tuple[Callable[[_Complaint], Explained | None], ...] = (
    _nesting_or_tab, _hard_blank, _bullet, _missing_colon, _second_colon, _text_behind,
)  # fmt: skip


def _by_its_words(said: _Complaint) -> Explained:
    for pattern, saying, in_context in _PARSERS_WORDS:
        if re.search(pattern, said.problem):
            at = said.context if in_context else said.at
            return Explained(saying, at, said.text[at : at + 1])
    return Explained(_UNKNOWN, said.at, said.problem)


def _line_of(text: str, at: int) -> int:
    """Return where the line begins in which an offset lies."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def legible(text: str) -> str:
    """Text of a file made fit for a message: short, and without anything invisible."""
    cut = text if len(text) <= 80 else text[:79] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in cut)
