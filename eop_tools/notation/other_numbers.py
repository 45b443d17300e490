"""Frequencies and degrees in the forms that people write elsewhere (`3985 kHz`, `93° 15.6' W`), and what they mean."""

from __future__ import annotations

import re

from eop_tools.notation.other_forms import Usual

MEGAHERTZ_FORM = "write the frequency alone, in megahertz: 155.3700, 3.985, 462.55"
_UNITS = {"": 1, "mhz": 1, "m": 1, "khz": 0.001, "k": 0.001, "ghz": 1000, "g": 1000, "hz": 0.000001}
_FREQUENCY = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(mhz|khz|ghz|hz|m|k|g)?\.?", re.I)
_PAIR = re.compile(r"(\d{1,5}\.\d{1,6})(?:\s*mhz)?\s*(?:/|,|;|\band\b|->|→)\s*(\d{1,5}\.\d{1,6})(?:\s*mhz)?", re.I)
_OFFSET = re.compile(r"(\d{1,5}\.\d{1,6})(?:\s*mhz)?\s*\(?([+-])\s*(\d{0,2}(?:\.\d{1,3})?)\s*(?:mhz)?\)?", re.I)
_WITH_TONE = re.compile(
    r"(\d{1,5}\.\d{1,6})(?:\s*mhz)?\s*[,(]?\s*((?:pl|dpl|ctcss|dcs|nac|tone|cc)\b[ :]*[$\w.]+)\)?", re.I
)
_USNG = re.compile(r"\d{1,2}\s*[C-HJ-NP-X]\s*[A-HJ-NP-Z]{2}(?:\s*\d{2,10}){1,2}", re.I)
_DEGREES = re.compile(
    r"""(?P<before>[nsew])?\s*(?P<sign>[-+])?\s*(?P<degrees>\d{1,3}(?:\.\d+)?)\s*(?:°|º|deg(?:rees?)?\b|(?=[\s:nsew-]|$))
    (?:[\s:-]*(?P<minutes>\d{1,2}(?:\.\d+)?)\s*(?:'|’|′|min\b|(?=[\s:nsew-]|$))
    (?:[\s:-]*(?P<seconds>\d{1,2}(?:\.\d+)?)\s*(?:"|”|″|''|’’|sec\b)?)?)?\s*(?P<after>[nsew]|north|south|east|west)?""",
    re.I | re.X,
)
_TWO = re.compile(r"\s*[,;/]\s*|(?<=[nsewNSEW°])\s+(?=[-\d])|(?<=\d)\s+(?=-\d{1,3}\.)")
_SIDES = {"lat": ("n", "s"), "lon": ("e", "w")}
_NAMES = {"n": "north", "s": "south", "e": "east", "w": "west"}
_MOST = {"lat": 90, "lon": 180}


def near_megahertz(text: str) -> Usual:
    """Return what a frequency in another usual form means; where it is more than a frequency, what to write where."""
    text = " ".join(text.split())
    if (said := _FREQUENCY.fullmatch(text)) and said[2]:
        return Usual(_number(float(said[1]) * _UNITS[said[2].casefold()], said[1] if said[2][0] in "mM" else ""))
    if said := _PAIR.fullmatch(text):
        return Usual("", hint=f"write rx_mhz: {said[1]} and tx_mhz: {said[2]}, if the first is the one you hear")
    if said := _OFFSET.fullmatch(text):
        if not said[3]:
            return Usual("", hint=f"write rx_mhz: {said[1]}, and the frequency you send on as tx_mhz")
        sends = float(said[1]) + float(f"{said[2]}{said[3]}")
        return Usual("", hint=f"write rx_mhz: {said[1]} and tx_mhz: {_number(sends)}")
    if said := _WITH_TONE.fullmatch(text):
        return Usual("", hint=f"write {said[1]} here, and {said[2]} under tone")
    return Usual("", hint=MEGAHERTZ_FORM)


def _number(value: float, typed: str = "") -> str:
    return typed or (f"{value:.6f}".rstrip("0").rstrip(".") or "0")


def near_degrees(text: str, field: str) -> Usual:
    """Return what degrees in another usual form mean, for `lat` or `lon`, where the half of the globe is said."""
    text = " ".join(text.replace("\u2212", "-").replace("\u2013", "-").split())
    if _USNG.fullmatch(text):
        hint = "this is a place in the U.S. National Grid: write it under description, and decimal degrees here"
        return Usual("", hint=hint)
    if re.fullmatch(r"-?\d{1,3},\d+", text):
        return Usual(text.replace(",", "."), sure=False)
    if pair := near_position(text):
        return Usual("", hint=f"write lat: {pair[0]} and lon: {pair[1]}")
    said = _DEGREES.fullmatch(text)
    if said is None:
        return Usual("", hint=f"write decimal degrees, for example {'44.9778' if field == 'lat' else '-93.2650'}")
    side = (said["before"] or said["after"] or "")[:1].casefold()
    if side and side not in _SIDES[field]:
        other = "lat" if field == "lon" else "lon"
        return Usual("", hint=f"{_NAMES[side]} belongs to {other}: are lat and lon exchanged?")
    value = _decimal(said, side)
    if value is None or abs(float(value)) > _MOST[field] or (said["sign"] and side):
        return Usual("", hint="write decimal degrees; west and south are negative")
    if side in ("w", "s"):
        return Usual(value, hint=f"{_NAMES[side]} is negative: write “{value}”")
    if side or said["sign"]:
        return Usual(value)
    far = _NAMES[_SIDES[field][1]]
    return Usual("", hint=f"write {value}, or -{value} if it lies in the {far}: {far} is negative")


def near_position(text: str) -> tuple[str, str] | None:
    """Return latitude and longitude of a text that holds both, the latitude first unless letters say otherwise."""
    parts = _TWO.split(text.strip().strip("()[]"))
    found = [said for part in parts if (said := _DEGREES.fullmatch(part.strip()))]
    if len(parts) != 2 or len(found) != 2:
        return None
    sides = [(said["before"] or said["after"] or "")[:1].casefold() for said in found]
    values = [_decimal(said, side) for said, side in zip(found, sides, strict=True)]
    if sides[0] in _SIDES["lon"] or sides[1] in _SIDES["lat"]:
        values.reverse()
    lat, lon = values
    return (lat, lon) if lat and lon and abs(float(lat)) <= 90 and abs(float(lon)) <= 180 else None


def _decimal(said: re.Match[str], side: str) -> str | None:
    minutes, seconds = float(said["minutes"] or 0), float(said["seconds"] or 0)
    if minutes >= 60 or seconds >= 60 or (said["minutes"] and "." in said["degrees"]):
        return None
    negative = side in ("s", "w") or said["sign"] == "-"
    value = float(said["degrees"]) + minutes / 60 + seconds / 3600
    digits = said["degrees"] if not said["minutes"] else f"{value:.5f}".rstrip("0").rstrip(".")
    return f"{'-' * negative}{digits}"
