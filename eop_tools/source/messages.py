"""What is said of a file that cannot be read: every message and every hint, in one table."""

from __future__ import annotations

import re

from eop_tools.source.scalars import MAX_BYTES, MAX_DEPTH

_QUOTES = ("'", '"')
_GLUED = re.compile(r"[ \t]*(?:- +)*([\w-]+):(?!//)[^\s:]")
HARD_BLANK = re.compile(r"[\u00a0\u2000-\u200b\u202f\u205f\u3000]")
"""Blanks that look like an ordinary one, which YAML takes for letters: they come along when text is pasted."""
BULLET = re.compile(r"[ \t]*([•·▪●○◦‣\uf0b7*–—])[ \t\u00a0]+")
"""A sign with a blank, which word processors put before the entries of a list."""
_INDENTED_HARD = re.compile(rf"(?:[ \t-]*(?:[\w-]+:[ \t]*)?)({HARD_BLANK.pattern})")

# What is said: name | message | what to do. After "yaml-syntax" stands how to know the case from a parser's own words;
# with a "<" the fault is shown where the parser's context begins, not where it gave up.
SAYINGS = {name: (message, hint) for name, message, hint in (line.split(" | ") for line in """
unreadable-file | the file cannot be opened: {} | check that it is there, is an ordinary file, and may be read by you
file-too-large | the file has {} bytes; at most {bytes} are read | split it into several files
link-outside-plan | this is a link to something outside the plan folder; it was not opened | copy the file itself here
unreadable-encoding | the file is not saved as UTF-8 ({}) | save it again with the encoding "UTF-8"
byte-order-mark | the file begins with an invisible byte order mark | save it as "UTF-8", without "BOM" or "signature"
control-character | there is an invisible control character here ({}) | retype the words around it, without it
missing-front-matter | the file does not begin with its fields | begin with a line "---", lines such as "name: Warning", and another line "---"
missing-front-matter <end | the fields at the top of the file have no end | put a line of three dashes "---" below the last one
not-a-mapping | {} | write lines such as "name: City Hall"
merge-conflict | two versions of these lines stand here, for two changes met | keep one version and delete the three marked lines
tab-indentation | this line is indented with a tab | replace the tabs at the beginning of lines by spaces
several-documents | a second document begins here | move what follows into a file of its own, or remove this line
nesting-too-deep | more than {depth} levels stand inside each other | look for brackets or dashes that were typed too often
yaml-tag | {} is a YAML tag; plans do without | remove it. A text that begins with ! has to stand between quotes
anchor-or-alias | {} repeats a value elsewhere | write the value out. A text that begins with & or * has to stand in quotes
duplicate-key | the key "{}" stands here a second time | keep one of the two, or rename one
odd-key | a key has to be a plain text; this one is {} | write a name before the colon; text in brackets needs quotes
swallowed-item | this line is read as part of the text above it | indent it like the other items, or put the whole text in quotes
odd-key <alone | “{}” is no field: a text in braces ends at a comma | put quotes around the whole text
odd-key <asked | “{}” has neither a colon nor a value | write it as "name: value"; a text that begins with ? stands in quotes
yaml-directive | {} speaks to YAML programs; a plan does without | remove the line
split-number | a comma inside brackets ends an entry: this is read as two | write the number without its comma, or put quotes around it
swallowed-break | this line is read in one line with the line above it | to keep lines apart, write "|" behind the key and the text below it
eaten-backslash | {} in double quotes is not read as typed | put the text between single quotes
cut-off-text | what stands from # on is a remark, and no part of the text | put quotes around the whole text
curly-quotes | curly quotes do not enclose a text: they are letters of it | write straight quotes (") instead, or none
yaml-syntax <bullet | a list entry begins with "- ", not with {} | write a dash and a blank before each entry
yaml-syntax <wide | an invisible no-break space stands here, which is no indentation | replace it by an ordinary space
yaml-syntax <late | the quote that opens here closes only in line {}, and text follows | close it where the text ends
yaml-syntax <shut | the text in quotes ends before this | put the whole text in quotes, of the sort that it does not hold itself
yaml-syntax <bracketed | this text begins with a bracket, and goes on behind it | put quotes around the whole text
yaml-syntax <second | there is a second colon in this line, in a text without quotes | write it like this: name: "Annex A: Fire"
yaml-syntax <glued | after "{}:" a space is missing | put a space after the colon
yaml-syntax <nokey | this line has no key with a colon | write "key: value", or indent the line to continue a text
yaml-syntax <after | something stands here after the end of a value | look for a quote or bracket too many, also further up
yaml-syntax mapping values | this line is indented too far, or the line above has no colon | align keys that belong together
yaml-syntax <block end>|expected key|expected '-' | the indentation does not fit the lines above | align keys and dashes
yaml-syntax <unexpected end of stream|unexpected document | the quote that opens here is never closed | close the quote
yaml-syntax escape|hexa|hexd|Unicode | a backslash in double quotes has a meaning of its own | use single quotes instead
yaml-syntax <expected ',' or|flow node.*(stream|document) | a bracket is not closed, or a comma is missing | close it; text with brackets or commas needs quotes
yaml-syntax sequence entries | a list cannot begin here | begin each item on a line of its own, with a dash and a space
yaml-syntax start any token|mapping keys|node content | a text cannot begin with {} here | put quotes around the whole text
yaml-syntax <block scalar|anchor|alias|tag | a text cannot begin with {} here | put quotes around the whole text
yaml-syntax directive|incompatible | a line cannot begin with % here | remove the line, or put quotes around the text
yaml-syntax document start | this line does not belong to what stands above | check indentation, brackets and quotes above
yaml-syntax  | this cannot be read ({}) | compare the line with an example, or put quotes around the text
""".replace("{bytes}", f"{MAX_BYTES:,}").replace("{depth}", str(MAX_DEPTH)).strip().splitlines())}  # fmt: skip  # noqa: E501


def explain(text: str, at: int, context: int, problem: str) -> tuple[str, int, str]:
    """Which saying fits a parser's complaint, at which offset, and what of the text it shows."""
    at, context = (min(each, len(text.rstrip())) for each in (at, context))
    start = _line_of(text, at)
    before = text[start:at]
    if problem.endswith("nesting-too-deep"):
        return "nesting-too-deep", at, ""
    if problem.endswith("tab-indentation") or text[at : at + 1] == "\t":
        return "tab-indentation", text.find("\t", at), ""
    if hard := _hard_blank(text, start):
        return "yaml-syntax <wide", hard, ""
    for line in (_line_of(text, context), start):
        if bullet := BULLET.match(text, line):
            return "yaml-syntax <bullet", bullet.start(1), bullet[1]
    nokey = "could not find expected ':'" in problem
    if nokey or "mapping values" in problem:
        if not nokey and re.search(r":\s", before):
            return "yaml-syntax <second", at, ""
        line = context if nokey else len(text[:start].rstrip())
        line = _line_of(text, line)
        if match := _GLUED.match(text, line):
            return "yaml-syntax <glued", match.end(1), match.group(1)
        if nokey:
            return "yaml-syntax <nokey", context, ""
    if re.search("<block end>|expected key|expected '-'", problem) and before.strip(" \t-?"):
        last = before.rstrip(" \t")[-1:]
        return f"yaml-syntax <{'shut' if last in _QUOTES else 'bracketed' if last in ']}' else 'after'}", at, ""
    for name in SAYINGS:
        _, syntax, pattern = name.partition("yaml-syntax ")
        early = pattern.startswith("<") and not pattern.startswith("<block end")
        if syntax and re.search(pattern[early:], problem):
            at = context if early else at
            return name, at, text[at : at + 1] if pattern else problem
    return "yaml-syntax ", at, problem


def _line_of(text: str, at: int) -> int:
    """Return where the line begins in which an offset lies."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _hard_blank(text: str, start: int) -> int:
    """Return where a blank that is none stands among the indentation of the line at `start`, or of the one before."""
    before = _line_of(text, max(0, start - 1))
    match = _INDENTED_HARD.match(text, before) or _INDENTED_HARD.match(text, start)
    return match.start(1) if match else 0


def legible(text: str) -> str:
    """Text of a file made fit for a message: short, and without anything invisible."""
    cut = text if len(text) <= 80 else text[:79] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in cut)
