"""Telephone numbers: every usual way to write one is read, told apart, dialled and found; no other is ever dialled."""

# ruff: noqa: E501 (the tables below are read across), RUF001 (they hold the hyphens and blanks that people paste)
from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eop_tools.cli import main
from eop_tools.notation.telephone import in_text, telephone
from eop_tools.testing import BASE, TODAY, findings, plan_of

DESK = "name: Duty desk\ntype: desk\nagency: emergency-management\nmethods:\n"

# ---- What a number is ------------------------------------------------------------------------------------------------

READ: dict[str, tuple[str, str]] = {
    "612-673-2000": ("+16126732000", "tel:+16126732000"),
    "(612)673-2000": ("+16126732000", "tel:+16126732000"),
    "612/673-2000": ("+16126732000", "tel:+16126732000"),
    "612 - 673 - 2000": ("+16126732000", "tel:+16126732000"),
    "+1.612.673.2000": ("+16126732000", "tel:+16126732000"),
    "612‑673–2000": ("+16126732000", "tel:+16126732000"),
    "６１２－６７３－２０００": ("+16126732000", "tel:+16126732000"),
    "\u202a+1 (612)\u00a0673‑2000\u202c": ("+16126732000", "tel:+16126732000"),
    "tel:+1-612-673-2000;ext=12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 x12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000x12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 X. 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 ext 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 Ext.12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000, ext. 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 extension: 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 extn 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 xt12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 int. 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 anexo 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000~12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 #12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 (ext. 12)": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 [x12]": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 ext #12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 local 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 exten. 12": ("+16126732000 x12", "tel:+16126732000;ext=12"),
    "612-673-2000 x4-1234": ("+16126732000 x41234", "tel:+16126732000;ext=41234"),
    "612-673-2000 x12,,1234#": ("+16126732000 x12,1234", "tel:+16126732000,12,,1234%23"),
    "612-673-2000,,123 456 789#": ("+16126732000 x123456789", "tel:+16126732000,,123456789%23"),
    "[612] 673-2000": ("+16126732000", "tel:+16126732000"),
    "612_673_2000": ("+16126732000", "tel:+16126732000"),
    "“612-673-2000”": ("+16126732000", "tel:+16126732000"),
    "<612-673-2000>": ("+16126732000", "tel:+16126732000"),
    "612-673-2000,": ("+16126732000", "tel:+16126732000"),
    "00 1 612 673 2000": ("+16126732000", "tel:+16126732000"),
    "0044 20 7946 0958": ("+442079460958", "tel:+442079460958"),
    "00 8816 7252 0732": ("+881672520732", "tel:+881672520732"),
    "1-800-O-CANADA": ("+18006226232", "tel:+18006226232"),
    "(911)": ("911", "tel:911"),
    "612-673-2000,12": ("+16126732000 x12", "tel:+16126732000,12"),
    "612-673-2000;12": ("+16126732000 x12", "tel:+16126732000;12"),
    "6126732000w12": ("+16126732000 x12", "tel:+16126732000;12"),
    "612-673-2000,,111111#": ("+16126732000 x111111", "tel:+16126732000,,111111%23"),
    "612-673-2000,,1234#,,1#": ("+16126732000 x1234#,1", "tel:+16126732000,,1234%23,,1%23"),
    "1-800-733-2767": ("+18007332767", "tel:+18007332767"),
    "1-800-RED-CROSS": ("+18007332767", "tel:+18007332767"),
    "1-800-RED-CROSS (1-800-733-2767)": ("+18007332767", "tel:+18007332767"),
    "1-800-733-2767 (1-800-RED-CROSS)": ("+18007332767", "tel:+18007332767"),
    "1-800-733-2767 (RED-CROSS)": ("+18007332767", "tel:+18007332767"),
    "1-800-621-FEMA (3362)": ("+18006213362", "tel:+18006213362"),
    "1-800-GoFedEx": ("+18004633339", "tel:+18004633339"),
    "1-800-4MY-XBOX": ("+18004699269", "tel:+18004699269"),
    "1-866-4-USWARN": ("+18664879276", "tel:+18664879276"),
    "612-333-TIPS": ("+16123338477", "tel:+16123338477"),
    "+44 20 7946 0958": ("+442079460958", "tel:+442079460958"),
    "+44 (0)20 7946 0958 x12": ("+442079460958 x12", "tel:+442079460958;ext=12"),
    "011 44 20 7946 0958": ("+442079460958", "tel:+442079460958"),
    "+8816 7252 0732": ("+881672520732", "tel:+881672520732"),
    "8816 7252 0732": ("+881672520732", "tel:+881672520732"),
    "911": ("911", "tel:911"),
    "9-1-1": ("911", "tel:911"),
    "9 1 1": ("911", "tel:911"),
    "2-1-1": ("211", "tel:211"),
    "1-1-2": ("112", "tel:112"),
    "988": ("988", "tel:988"),
    "*55": ("*55", "tel:*55"),
    "#77": ("#77", "tel:%2377"),
    "*FHP": ("*347", "tel:*347"),
    "x5678": (" x5678", ""),
    "Ext. 5678": (" x5678", ""),
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_it_is_read_compared_and_dialled(text: str) -> None:
    number = telephone(text, "US")
    assert number is not None
    assert (number.line, number.href()) == READ[text]
    assert number.href("sms") == (f"sms:{number.number}".replace("#", "%23") if number.number else "")


def told(tmp_path: Path, capsys: pytest.CaptureFixture[str], value: str, sort: str = "voice") -> str:
    for file, content in BASE.items():
        path = tmp_path / "plan" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content.lstrip("\n"))
    (tmp_path / "plan/contacts/duty-desk.yaml").write_text(
        f"{DESK}  - {{type: {sort}, value: '{value}', hours: 24/7, verified: 2026-05-01}}\n"
    )
    main(["check", str(tmp_path / "plan"), "--as-of", TODAY.isoformat()])
    return capsys.readouterr().out


def test_a_short_code_takes_messages_and_no_calls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for code in ("888777", "41234"):
        number = telephone(code, "US")
        assert number
        assert number.href("sms") == f"sms:{code}"
        assert told(tmp_path, capsys, code, "text").startswith("Nothing found")
        assert f"or x{code} for a line that only rings inside" in told(tmp_path, capsys, code)


REFUSED: dict[str, tuple[str, str]] = {
    "612-673-2OOO": ("has the letter O where a zero belongs", "write 612-673-2000"),
    "612-6O3-2OO0": ("has the letter O where a zero belongs", "write 612-603-2000"),
    "6l2-673-2000": ("has the letter l where a one belongs", "write 612-673-2000"),
    "612-673-ОООО": ("has the letter О where a zero belongs", "write 612-673-0000"),
    "612-673-TBD0": ("has letters among its digits: “TBD”", "write digits only"),
    "a53055a51212a": ("has letters among its digits: “aa”", "write digits only"),
    "+4072d3800439": ("has letters among its digits: “d”", "write digits only"),
    "C: 612-673-2000": ("is one telephone number with words before it", "write 612-673-2000 alone, and put “C” under note"),
    "TTY: 612-673-2157": ("is one telephone number with words before it", "put “TTY” under note"),
    "612-673-2157 (TTY)": ("is one telephone number with words behind it", "put “TTY” under note"),
    "711 (MN Relay)": ("is one telephone number with words behind it", "write 711 alone, and put “MN Relay” under note"),
    "Dial 911": ("is one telephone number with words before it", "write 911 alone"),
    "612-673-2000 ext.": ("is one telephone number with words behind it", "put “ext.” under note; an extension has its digits"),
    "612-673-2001 opt 2": ("is one telephone number with words behind it", "put “opt 2” under note"),
    "612-673-2002 (cell)": ("is one telephone number with words behind it", "put “cell” under note"),
    "800-673-2000 cell": ("is one telephone number with words behind it", "put “cell” under note"),
    "612-673-2000 24/7": ("is one telephone number with words behind it", "put “24/7” under hours"),
    "612-673-2000 (24 hrs)": ("is one telephone number with words behind it", "put “24 hrs” under hours"),
    "612-673-2000 PIN 1234#": ("is one telephone number with words behind it", "is written so: 612-673-2000,,1234#"),
    "612-673-2000 / 612-673-2001": ("is more than one telephone number", "other numbers are ways of their own"),
    "612-673-2000/2001": ("is more than one telephone number", "other numbers are ways of their own"),
    "612-673-2000 or 2001": ("is more than one telephone number", "other numbers are ways of their own"),
    "1-800-RED-CROSS (1-800-733-2768)": ("is more than one telephone number", "other numbers are ways of their own"),
    "4-1234": ("is no telephone number that can be dialled from outside", "or x41234 for a line that only rings inside"),
    "5678": ("is no telephone number that can be dialled from outside", "or x5678 for a line that only rings inside"),
    "567": ("cannot be a telephone number", "write the whole number"),
    "E911": ("is what one says and not what one dials", "write 911"),
    "9-612-673-2000": ("one house dials to get outside", "write 612-673-2000 alone"),
    "8, 1-612-673-2000": ("one house dials to get outside", "write 1-612-673-2000 alone"),
    "9-612-673": ("cannot be a telephone number", "write the whole number"),
    "*67 612-673-2000": ("is one telephone number with words before it", "put “*67” under note"),
    "6.126732E+09": ("is a number that a spreadsheet has rounded", "look the number up anew"),
    "6126732000.0": ("is written like an amount", "write 6126732000"),
    "6,126,732,000": ("is written like an amount", "write 6126732000"),
    "6,126,732": ("is written like an amount", "write the whole number"),
    "612-673-2000*": ("has signs behind its number", "write 612-673-2000 alone"),
    "~612-673-2000": ("has signs before its number", "write 612-673-2000 alone"),
    "612-673-2000x": ("is one telephone number with words behind it", "an extension has its digits behind it: 612-673-2000 x12"),
    "612-673-2000/13": ("is one telephone number with words behind it", "if it is an extension, write 612-673-2000 x13"),
    "612-673-2000 24x7": ("is one telephone number with words behind it", "put “24x7” under hours"),
    "612-673-2000 (M-F 8-5)": ("is one telephone number with words behind it", "put “M-F 8-5” under hours"),
    "612-673-2000 (x13) or x14": ("is more than one extension", "write 612-673-2000 (x13), and each other"),
    "612-673-2000 x13/14": ("is more than one extension", "write 612-673-2000 x13, and each other"),
    "612-673-2000 or 711": ("is more than one telephone number", "other numbers are ways of their own"),
    "612-673-2000,6126732001": ("is more than one telephone number", "other numbers are ways of their own"),
    "612-673-2000 meeting ID 123-456-789": ("is one telephone number with words behind it", "is written so: 612-673-2000,,1234#"),
    "612-FIX-ROAD": ("spells what cannot be dialled for certain", "write the digits that the letters stand for"),
    "612-673-fire": ("spells what cannot be dialled for certain", "write the digits that the letters stand for"),
    "673-2000": ("cannot be a telephone number", "write the whole number with its area code"),
    "+180020BOOIO": ("spells what cannot be dialled for certain", "write the digits that the letters stand for"),
    "1-800-621-OOOO": ("has the letter O where a zero belongs", "write 1-800-621-0000"),
    "612-673-2000 x12 " + "and more " * 20: ("is one telephone number with words behind it", "write 612-673-2000 x12 alone"),
}  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_told_what_to_write(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(tmp_path, capsys, text)
    assert telephone(text, "US") is None
    assert "EOP311" in said
    message, hint = REFUSED[text]
    assert message in said
    assert hint in said


@pytest.mark.parametrize("text", [text for text in READ if "\u202a" not in text])  # control-character tells of that
def test_what_is_right_is_not_spoken_of(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(tmp_path, capsys, text).startswith("Nothing found")


@pytest.mark.parametrize("text", ["8816 7252 0732", "+8816 7252 0732", "480-768-2500", "(8816) 7252-0732"])
def test_a_satellite_telephone(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(tmp_path, capsys, text, "satellite").startswith("Nothing found")


# ---- Whatever the number and the notation ----------------------------------------------------------------------------

NOTATIONS = (
    "{a}-{b}-{c}", "({a}) {b}-{c}", "({a}){b}-{c}", "{a}.{b}.{c}", "{a} {b} {c}", "{a}{b}{c}", "+1{a}{b}{c}", "1-{a}-{b}-{c}",
    "+1 {a} {b} {c}", "+1.{a}.{b}.{c}", "1 ({a}) {b}-{c}", "{a}/{b}-{c}", "{a} - {b} - {c}", "{a}\u2011{b}\u2011{c}",
    "{a}\u2010{b}\u2010{c}", "{a}\u2013{b}\u2013{c}", "{a}\u2212{b}\u2212{c}", "{a}\u00a0{b}\u00a0{c}", "{a}\u2009{b}\u2009{c}", "{a}\u202f{b}-{c}",
)  # fmt: skip
EXTENSIONS = (
    " x{}", "x{}", " ext {}", " ext. {}", " Ext.{}", " extn {}", " extension {}", " xt {}", " X. {}", ";ext={}", ",{}", ",,{}", ";{}", "~{}",
    " int {}", " anexo {}", "#{}", " #{}", ", ext. {}", ",,{}#",
)  # fmt: skip
AREAS = st.sampled_from(["612", "651", "202", "415", "800", "888"])
NUMBERS = st.tuples(
    AREAS, st.integers(200, 999).filter(lambda b: b % 100 != 11).map(str), st.integers(0, 9999).map("{:04}".format)
)


@settings(max_examples=300)
@given(NUMBERS, st.sampled_from(NOTATIONS), st.sampled_from(("", *EXTENSIONS)), st.integers(1, 99999))
def test_every_notation_is_one_line(number: tuple[str, str, str], form: str, behind: str, extension: int) -> None:
    a, b, c = number
    text = form.format(a=a, b=b, c=c) + behind.format(extension)
    plain = telephone(f"{a}-{b}-{c}", "US")
    found = telephone(text, "US")
    assert (plain is None) == (found is None)
    if plain and found:
        assert found.line == f"{plain.number} x{extension}" if behind else plain.number
        assert re.sub(r"\D", "", found.href()).startswith(f"1{a}{b}{c}")
    first = form.format(a=a, b=b, c=c)
    if plain:
        assert [text[at:end] for at, end in in_text(text)] in ([first], [text]), text


@settings(max_examples=300)
@given(NUMBERS, st.sampled_from(NOTATIONS), st.data())
def test_letters_in_place_of_digits_are_not_dialled(
    number: tuple[str, str, str], form: str, data: st.DataObject
) -> None:
    a, b, c = number
    text = list(form.format(a=a, b=b, c=c))
    places = [at for at, sign in enumerate(text) if sign.isdigit()]
    for at in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=5, unique=True)):
        text[at] = data.draw(st.sampled_from("OoIlBSZabT"))
    spoiled = "".join(text)
    spelled = re.search(r"(?:^|[^A-Za-z])[A-Z]{3,4}$", spoiled) and not re.search(r"[A-Za-z]", spoiled[:-4])
    if not spelled:
        assert telephone(spoiled, "US") is None, spoiled


def test_no_number_takes_long() -> None:
    """Values and texts that a stranger wrote: whatever they hold, reading ends at once."""
    chance = random.Random(5)
    for signs in ("0123456789", "12-", "1 ", "(1) ", "x1", ",1;#", "1.", "+1/", "8A-", "A1 ", "\u20111 "):
        text = "".join(chance.choice(signs) for _ in range(20_000))
        telephone(text, "US")
        telephone(text[:80], "US")
        list(in_text(text))
        findings(
            "EOP311",
            plan_of(
                {
                    "contacts/a": {
                        "name": "A",
                        "type": "desk",
                        "agency": "example-city",
                        "methods": [{"type": "voice", "value": text[:300]}],
                    }
                }
            ),
        )


# ---- The same number twice -------------------------------------------------------------------------------------------

TWICE: dict[str, tuple[str, bool]] = {
    "the same in two notations": ("{type: voice, value: 612-555-0140}, {type: voice, value: (612) 555-0140}", True),
    "two extensions behind commas": ("{type: voice, value: '612-555-0140,12'}, {type: voice, value: '612-555-0140,13'}", False),
    "one extension in two notations": ("{type: voice, value: '612-555-0140,12'}, {type: voice, value: 612-555-0140 ext. 12}", True),
    "two pins": ("{type: voice, value: '612-555-0140,,1111#'}, {type: voice, value: '612-555-0140,,2222#'}", False),
    "two spans of hours": ("{type: voice, value: 612-555-0140, hours: weekdays 08:00-12:00}, {type: voice, value: 612-555-0140, hours: weekdays 13:00-16:30}", False),
    "two choices of a menu": ("{type: voice, value: 612-555-0140, note: Press 1.}, {type: voice, value: 612-555-0140, note: Press 2.}", False),
    "two carriers": ("{type: voice, value: 612-555-0140, over: ['agency:example-city']}, {type: voice, value: 612-555-0140, over: ['agency:emergency-management']}", False),
    "the second says no hours": ("{type: voice, value: 612-555-0140, hours: weekdays 08:00-12:00}, {type: voice, value: 612-555-0140}", True),
    "the first says no note": ("{type: voice, value: 612-555-0140}, {type: voice, value: 612-555-0140, note: Press 2.}", True),
    "the third is the first": ("{type: voice, value: 612-555-0140, note: Press 1.}, {type: voice, value: 612-555-0140, note: Press 2.}, {type: voice, value: 612-555-0140, note: Press 1.}", True),
    "only the days of trying differ": ("{type: voice, value: 612-555-0140, verified: 2026-05-01}, {type: voice, value: 612-555-0140, verified: 2026-04-01}", True),
    "911 in two notations": ("{type: voice, value: 9-1-1}, {type: voice, value: '911'}", True),
    "two lines that ring inside": ("{type: voice, value: x5678}, {type: voice, value: x5679}", False),
}  # fmt: skip


@pytest.mark.parametrize("case", TWICE)
def test_a_line_twice(case: str) -> None:
    methods, is_told = TWICE[case]
    loaded = plan_of(f"contacts/a: {{name: A, type: desk, agency: example-city, methods: [{methods}]}}")
    assert bool(findings("EOP316", loaded)) is is_told


@pytest.mark.parametrize("case", TWICE)
def test_a_line_of_two_contacts(case: str) -> None:
    methods, is_told = TWICE[case]
    first, *others = re.findall(r"\{.*?\}(?=, \{|$)", methods)
    loaded = plan_of(
        f"contacts/a: {{name: A, type: desk, agency: example-city, methods: [{first}]}}\n"
        f"contacts/b: {{name: B, type: desk, agency: example-city, methods: [{', '.join(others)}]}}"
    )
    assert bool(findings("EOP313", loaded)) is (is_told and "911" not in case)


def test_two_houses_have_the_same_extensions() -> None:
    line = "type: desk, methods: [{type: voice, value: Ext. 12}]"
    two = "contacts/a: {name: A, agency: example-city, %s}\ncontacts/b: {name: B, agency: %s, %s}"
    assert not findings("EOP313", plan_of(two % (line, "emergency-management", line)))
    assert findings("EOP313", plan_of(two % (line, "example-city", line)))


# ---- Numbers and addresses in a text ---------------------------------------------------------------------------------

FOUND = (
    "612-555-0140", "(612)555-0140", "(612) 555‑0164", "612‐555‐0140", "612–555–0140", "612−555−0140", "612\u00a0555\u00a00140", "612\u2009555\u20090140",
    "6125550140", "+16125550140", "16125550140", "612/555-0140", "612 - 555 - 0140", "612-555-0140x12", "612-555-0140 ext. 12", "+1.612.555.0140",
    "８１２－５５５－０１４０", "8816 7252 0732", "881672520732", "1-800-RED-CROSS", "800-621-FEMA", "1-800-4-A-CHILD", "612-333-TIPS", "612-5550140",
    "1(612)555-0140", "+44 20 7946 0958", "011 44 20 7946 0958", "612_555_0140", "612-555-0140 (ext. 12)", "612-555-0140 ext #12", "+1 (612) 555 01 40", "612 555  0140",
    "( 612 ) 555-0140", "[612] 555-0140", "612­-555­-0140", "612&nbsp;555&nbsp;0140", "612&#8209;555&#8209;0140", "0044 20 7946 0958",
    "(800) 621-FEMA", "1-800-GO-FEDEX", "1-800-O-CANADA", "1-800-redcross", "1-800-Red-Cross", "612-CALL-NOW", "612-FIX-ROAD",
    "desk @ example.org", "desk@example.org", "desk＠example.org", "sam at example dot org", "sam (at) example.org", "sam[at]example[dot]org", "sam.lee at example.org",
)  # fmt: skip
ABSENT = (
    "case number 612-555-0140", "Permit No. 612-555-0140", "DUNS 612-555-0140", "Section 612.555-0140", "Resolution 612-555-0140", "§ 612.555.0140",
    "USD 6125550140", "$ 612 555 0140", "2125550140 gallons", "200-300-4000 gallons", "FIPS code 2743000000", "P.O. 2125550140", "pole 6125550140",
    "IBAN DE89 3704 0044 0532 0130 00", "IS-100, IS-200, IS-700", "FEMA Form FF-104-FY-21-123", "NSN 6515-01-123-4567", "CAS 7782-50-5",
    "15T VK 79000 80000", "151.1375-159.4725 MHz", "462.5500/467.5500", "44 CFR 206.223", "42 U.S.C. 5121-5207", "192.168.100.200", "20261123T1400Z",
    "2026-11-23", "11/23/2026 1400", "$6125550140", "case 6125550140", "parcel number 6125550140", "Case No. 6125550140", "44.9778, -93.2650",
    "853.2125 MHz", "1,200,000 gallons", "2,125,550,140 dollars", "42 U.S.C. 5121", "https://example.org/6125550140", "www.example.org/612-555-0140",
    "202-300-4000-12", "155.370 and 154.280", "800 MHZ radios", "800-MEGAHERTZ", "ISBN 0306406152", "978-0-306-40615-7", "rooms 200-300", "pages 200-1200",
    "talkgroups 400-4999", "911 and 311", "988", "FEMA-4442-DR", "1200-1600", "ZIP 55415-1234", "permit 312-2026-0001", "15TVK7900080000",
    "612.555.01401", "see the form at example.org", "at 8 p.m. at fire.org", "meet at city hall", "v1.612.555", "6125550140abc", "abc-612-555-0140",
)  # fmt: skip


def in_prose(text: str) -> list[str]:
    loaded = plan_of({"agencies/a": {"name": "A", "type": "office", "description": f"Sam knows: {text}, and so on."}})
    return [found.message for found in findings("EOP803", loaded)]


@pytest.mark.parametrize("text", FOUND)
def test_a_number_in_a_text(text: str) -> None:
    (message,) = in_prose(text)
    assert message.startswith(f"“{' '.join(text.split())}” is a")


@pytest.mark.parametrize("text", ["Call 555-0163.", "Dial us at 555.0163", "phone: 555 0163", "fax 5550163"])
def test_a_number_without_its_area_code(text: str) -> None:
    assert re.match(r"“555[-. ]?0163” is a telephone number", in_prose(text)[0])
    assert in_prose("call 200-3000 people") == []


@pytest.mark.parametrize("label", ["c", "C-", "phone=", "cell#", "-", "tel:", "(m)"])
def test_a_number_that_touches_its_label(label: str) -> None:
    assert in_prose(f"{label}612-555-0140")


@pytest.mark.parametrize("text", ABSENT)
def test_what_is_no_number(text: str) -> None:
    assert in_prose(text) == []


def test_each_number_of_a_text_stands_at_its_place() -> None:
    text = "Call 612‑555‑0140/0141, 6125550142 or sam (at) example.org."
    loaded = plan_of({"agencies/a": {"name": "A", "type": "office", "description": text}})
    assert [found.message.split("”")[0][1:] for found in findings("EOP803", loaded)] == [
        "612‑555‑0140",
        "6125550142",
        "sam (at) example.org",
    ]
