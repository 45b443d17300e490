"""What YAML takes from a text without a word is found; what people write beside a text is left alone."""

# ruff: noqa: E501 - tables are read across
from __future__ import annotations

import pytest

from eop_tools.source import parse

# -- a text cut off at a number sign, and a remark ----------------------------------------------------------------------

CUT = """\
1710 Alabama Ave., #247, Jasper
1710 Alabama Ave. #247
1710 Alabama Ave.,  #247
12 Main Street, Suite #A12
12 Main Street Suite #A-12
12 Main Street, Ste #½
Ave. #B
Ave.  #B
Dial *70, #1, then the code
Dial #*9
Dial *70 then #
Press #
Press # to speak to a person
Press the # key
Enter the code, then # to finish
Dial 9 # key, wait
the 'Annex' #2
the "Annex" #2
the “Annex” #2
Box [4] #5
Box {4} #5
Box (4) #5
Lot A/B #7
Call #EOC on the radio
Post under #ExampleCityStrong
Post under #Überflutung
ICS 213RR, #14
ICS 213RR #14
Apt #12
Engine #1
Engine #1 and Engine #2
Station no. #4
Room # 12
Suite # 12, second floor
100 Main St # 3
100 Main St. # 4B, Springfield
2100 Oak Ave NW Blvd # 3
PO # 12345
American Legion Post # 12
Depot # 3
612-555-0100 # 12
612-555-0100,,1234 #
1,200 #
the # of beds
Total # of beds is 12
5 # of ice
P.O. Box # 44
Phone # 612-555-0100
Lift # 4B
Engine # 3 and Engine # 4
Unit # 2 at the north gate
612-555-0100 #5
+16125550100 #22
12 #4
24/7 #2
Depot (formerly #3)
Depot (formerly # 3)
Depot ( #3 )
the "Annex # 2" door
Gate #“B”
Gate #'B'
Gate #(B)
Locker #-2
Locker #.5
Site #2nd from left
Channel #ops-1
Fee is 5 #
north &  #2 south
"""

REMARK = """\
Depot  # the old one
Depot # the old one
Depot   # 12 beds
Depot # 12 beds
Depot # 2 of 3
Depot # 24/7
Depot # 2026-01-01: confirmed
Depot # see No. 4
Depot # (moved in 2024)
Depot # "the barn"
Depot # press * first
Room 12 # the key is at the desk
Room # ask the desk
Suite # to be confirmed
Station  # 12 people, two engines
Depot  #the old one
Depot  #2 of 3 sites
Depot ## the old one ##
Depot #-------
Depot #======
Depot #!
Depot #TODO ask the county
Depot #FIXME
Depot (north) # the (old) one
Depot (north) # moved (2024)
Turn it on # by eight
What it is for # tell them
Come in # it is open
true #people
12 #people
2026-11-23 #confirmed
role:mayor #acting
24/7 # answered
3 days # 12 with the trailer
612-555-0100 # 5 lines
612-555-0100 # 2nd line
200 # 150
24/7 # 12
100 Main St # moved in 2024
Acct # on file
350 South 5th Street # 4th floor is closed
"Depot" # the old one
"Depot" #the old one
'Depot'  # 2
[a, b] # two
[a, b]  #2
{a: b} # one
# to be filled in
 # 2 of 3
| # kept as typed
> # a paragraph
"""


@pytest.fixture(params=[False, True], ids=["libyaml", "pure"])
def pure(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def names(text: str, *, pure: bool) -> list[str]:
    return [fault.name for fault in parse(text, "x.yaml", pure=pure).faults]


@pytest.mark.parametrize("text", CUT.splitlines())
def test_a_text_cut_off_at_a_number_sign_is_found_at_the_sign(text: str, pure: bool) -> None:
    for shape in ("a: {}", "a: {}\nb: 1\n", "a:\n- b\n- {}\n- c\n", "a:\n  {}  \nb: 1\n", "a: it is\n  {}\nb: 1\n"):
        typed = shape.replace("{}", text)
        document = parse(typed, "x.yaml", pure=pure)
        assert [fault.name for fault in document.faults] == ["cut-off-text"], typed
        span = document.faults[0].span
        assert span
        assert typed.splitlines()[span.line - 1][span.column - 1] == "#"


@pytest.mark.parametrize("text", REMARK.splitlines())
def test_a_remark_is_no_cut_text(text: str, pure: bool) -> None:
    below = "\n  b" if text[0] in "|>" else ""
    for shape in ("a: {}", "a: {}\nb: 1\n", "a:\n- b\n- {}\n- c\n", "a:\n  {}  \nb: 1\n"):
        if below and "\n  {}" in shape:
            continue
        typed = shape.replace("{}", text + below)
        assert names(typed, pure=pure) == [], typed


# -- lines read as one --------------------------------------------------------------------------------------------------

TOGETHER: dict[str, list[tuple[int, int]]] = {
    "a: >\n  - x\n  - y\n": [(3, 3)],
    "a: >-\n  Text:\n  - x\n": [(3, 3)],
    "a:\n  - >\n    1) x\n    2) y\n": [(4, 5)],
    "a: >\n  (1) x\n  and more\n  (2) y\n": [(4, 3)],
    "a: >\n  Phone: 1\n  Fax: 2\n": [(3, 3)],
    "a: >\n  x  \n  y\n": [(3, 3)],
    "a: >\n  x\\\n  y\n": [(3, 3)],
    "a: >\n  | x |\n  | y |\n": [(3, 3)],
    "a: >\n  x\n  ## y\n": [(3, 3)],
    "a: >\n  [ ] x\n  [x] y\n": [(3, 3)],
    "a: Bridges\n  - Locks\nb: 1\n": [(2, 3)],
    "a: Bridges\n  • Locks\n": [(2, 3)],
    "a: 1. Bridges\n  2. Locks\n": [(2, 3)],
    "a: 'x\n  - y\n  - z'\n": [(2, 3), (3, 3)],
    'a: "1. x\n\n  2. y\n  3. z"\n': [(4, 3)],
    # what may well be one paragraph
    "a: >\n  Bridge - the\n  - old one\n  of two\n": [],
    "a: >\n  See Annex\n  4. Then call\n": [],
    "a: >\n  x\n    - y\n    - z\n": [],
    "a: >\n  x\n\n  - y\n\n  - z\n": [],
    "a: |\n  - x\n  - y  \n  1. z\n  2. z\n": [],
    "a: >\n  x \n  y\n": [],
    "a: >\n  Note: it is\n  so\n": [],
    "a: two\n  lines\n": [],
    'a: "two \\\n  lines"\n': [],
}


@pytest.mark.parametrize("text", TOGETHER)
def test_lines_that_are_meant_to_stand_apart_are_found(text: str, pure: bool) -> None:
    faults = parse(text, "x.yaml", pure=pure).faults
    assert [(fault.name, fault.span.line, fault.span.column) for fault in faults if fault.span] == [
        ("swallowed-break", *place) for place in TOGETHER[text]
    ]


OTHERS = {
    "a: [1,000, 2]\n": ["split-number"],
    "a: [x, 12,500 gal]\n": ["split-number"],
    "a: [1, 200, 3,20]\n": [],
    "a:\n- 1,000\n- 2\nb: 1,000\n": [],
    'a: "S:\\templates\\new"\n': ["eaten-backslash"],
    'a: "\\\\server\\new"\n': ["eaten-backslash"],
    'a: "S:\\\\templates\\\\new"\n': [],
    'a: "one\\ttwo\\n"\n': [],
    "a: 'S:\\templates\\new'\n": [],
    'a: "Annex" #2\n': ["cut-off-text"],
    'a: "Annex"#2\n': ["cut-off-text"],
    "a: #EOC\n": ["cut-off-text"],
    "a: #2\nb: 1\n": ["cut-off-text"],
    "a:\n  - #2\n  - b\n": ["cut-off-text"],
    "a: #TODO\nb:\n  #c: 1\n  d: 1\n": [],
    "a: x\n  #2 at the corner\nb: 1\n": ["cut-off-text"],
    "a:\n  - x\n  #- 2\n  #2 was there\n  - b\n": [],
    "a: x\n  #b: 2\n#2\nb: 1\n": [],
    "a: no\nb: Yes\nc: 012\nd: 1_000\ne: 12:30\nf: 1e3\n": [],
}


@pytest.mark.parametrize("text", OTHERS)
def test_other_losses_are_found(text: str, pure: bool) -> None:
    assert names(text, pure=pure) == OTHERS[text]
