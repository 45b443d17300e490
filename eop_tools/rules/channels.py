"""Channels: what a radio has to be set to, or where to call in, said once and for all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eop_tools.finding import Place
from eop_tools.kinds.channel import Channel
from eop_tools.plan import Plan
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import short

_NEEDS = {
    "talkgroup": (("talkgroup",), "talkgroup"),
    "conventional": (("rx_mhz", "talkgroup"), "frequency"),
    "telephone": (("value",), "number"),
    "satellite": (("value", "talkgroup"), "number"),
    "web": (("value",), "address"),
}
_FIELDS = {"talkgroup": "talkgroup", "conventional": "rx_mhz"}
_BANDS = ((0.1, 1000), (1240, 1300), (2300, 2500), (4940, 4990), (5650, 5925))
"""Megahertz. The radios of public safety, of aircraft, ships and businesses work in the first; then those of amateurs
and of the 4.9 GHz public safety band (47 CFR 97.301 and 90.1203)."""
_TONES = (
    67.0, 69.3, 71.9, 74.4, 77.0, 79.7, 82.5, 85.4, 88.5, 91.5, 94.8, 97.4, 100.0, 103.5, 107.2, 110.9, 114.8, 118.8,
    123.0, 127.3, 131.8, 136.5, 141.3, 146.2, 150.0, 151.4, 156.7, 159.8, 162.2, 165.5, 167.9, 171.3, 173.8, 177.3,
    179.9, 183.5, 186.2, 189.9, 192.8, 196.6, 199.5, 203.5, 206.5, 210.7, 218.1, 225.7, 229.1, 233.6, 241.8, 250.3,
    254.1,
)  # fmt: skip
"""Hertz. The tones of TIA-603 (CTCSS), and those that makers have added."""
_TONE = re.compile(r"(?:(?:pl|ctcss|tpl|tone|tsq)\b[ :]*)?(\d{2,3}(?:\.\d)?)(?: ?hz)?", re.I)
_CODE = re.compile(r"(?:(?:dcs|dpl|dtcs|d)[ :]*)(\d{3})([ni]?)", re.I)
_ACCESS = re.compile(r"(?:nac[ :]*[$]?|[$]|0x)(?:0x)?([0-9a-f]{3})", re.I)
_COLOR = re.compile(r"(?:cc|color code|colour code)[ :]*(\d{1,2})", re.I)
_OTHER = re.compile(r"(?:ran[ :]*\d{1,2}|csq|carrier(?: squelch)?|none|no tone)", re.I)


@rule("EOP411", "error")
def channel_without_address(channel: Channel) -> Iterator[Verdict]:
    """A channel does not say what to set the radio to, which number to call, or where to log in.

    Why it matters: the name alone brings nobody onto the channel. A communications plan (ICS 205) lists a talkgroup or
    a frequency for each.

    What to do: give a radio channel its talkgroup or its frequency (`rx_mhz`), and a telephone or web channel its
    `value`. Its place in the radio (`zone`) tells nothing to those whose radios are set up otherwise. Runners and
    broadcasts need none.

    ```yaml flagged
    channels/bridge-call: {name: Bridge call, type: telephone, use: Calls of the leads., operated_by: example-city}
    ```

    ```yaml clean
    channels/bridge-call:
      name: Bridge call
      type: telephone
      use: Calls of the leads.
      value: 222-555-0150
      operated_by: example-city
    ```
    """
    fields, what = _NEEDS.get(channel.type, ((), ""))
    if fields and not any(getattr(channel, field) for field in fields):
        named = _FIELDS.get(channel.type, "value")
        yield Verdict(channel.at("name"), f"{short(channel.name)} has no {what}", f"write it under {named}")


@rule("EOP413", "warning")
def impossible_frequency(channel: Channel) -> Iterator[Verdict]:
    """A frequency is none that radios work on.

    Why it matters: whoever sets a radio by it hears nothing. Most often the point stands in the wrong place.

    What to do: write the frequency in megahertz, as the license has it: 155.3700.

    ```yaml flagged
    channels/fire: {name: Fire, type: conventional, rx_mhz: 1542.80, use: Fire., operated_by: example-city}
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: [channel:fire]}
    ```

    ```yaml clean
    channels/fire: {name: Fire, type: conventional, rx_mhz: 154.280, use: Fire., operated_by: example-city}
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: [channel:fire]}
    ```
    """
    for field, text in (("rx_mhz", channel.rx_mhz), ("tx_mhz", channel.tx_mhz)):
        if text and not any(low <= float(text) <= high for low, high in _BANDS):
            message = f"{text} MHz is no frequency that radios here use"
            yield Verdict(channel.at(field), message, "look where the point stands, as in 155.3700")


@rule("EOP412", "warning")
def repeated_channel(plan: Plan) -> Iterator[Verdict]:
    """Two channels have the same name, the same talkgroup, or the same frequencies and tone.

    Why it matters: two groups would talk over each other, or one would wait on the other's channel.

    What to do: correct the one that is wrong; if both mean the same channel, keep one.

    ```yaml flagged
    channels/fire-north:
      {name: Fire north, type: conventional, rx_mhz: 154.280, tone: 156.7, use: Fire., operated_by: example-city}
    channels/fire-south:
      {name: Fire south, type: conventional, rx_mhz: 154.28, tone: 156.7, use: Fire., operated_by: example-city}
    agencies/example-city:
      {name: Example City, type: jurisdiction, depends_on: [channel:fire-north, channel:fire-south]}
    ```

    ```yaml clean
    channels/fire-north:
      {name: Fire north, type: conventional, rx_mhz: 154.280, tone: 156.7, use: Fire., operated_by: example-city}
    channels/fire-south:
      {name: Fire south, type: conventional, rx_mhz: 154.265, tone: 156.7, use: Fire., operated_by: example-city}
    agencies/example-city:
      {name: Example City, type: jurisdiction, depends_on: [channel:fire-north, channel:fire-south]}
    ```
    """
    taken: dict[tuple[str | None, ...], tuple[Channel, Place]] = {}
    for channel in plan.of(Channel):
        found = dict[str, tuple[str, Place, str]]()
        for key, field, what in _identities(channel):
            other, place = taken.setdefault(key, (channel, channel.at(field)))
            if other is not channel and other.id not in found:
                found[other.id] = (what, place, field)
                yield Verdict(
                    channel.at(field),
                    f"{short(channel.name)} has the same {what} as {short(other.name)}"
                    + (f" ({other.ref})" if other.name == channel.name else ""),
                    "correct the one that is wrong, or keep one of the two",
                    ((place, "the other channel"),),
                )


def _identities(channel: Channel) -> Iterator[tuple[tuple[str | None, ...], str, str]]:
    yield ("name", " ".join(channel.name.casefold().split())), "name", "name"
    if channel.talkgroup:
        yield ("talkgroup", channel.operated_by, channel.talkgroup.strip().casefold()), "talkgroup", "talkgroup"
    if channel.rx_mhz:
        receive, send = _hertz(channel.rx_mhz), _hertz(channel.tx_mhz or channel.rx_mhz)
        tone = _opens(channel.tone)
        yield ("rx", str(receive), str(send), tone), "rx_mhz", "frequencies" + (" and tone" if tone else "")


@rule("EOP414", "warning")
def unknown_tone(channel: Channel) -> Iterator[Verdict]:
    """A tone is none that radios have, or stands in no form that can be set.

    Why it matters: with the wrong tone the radio stays silent, and nobody sees why.

    What to do: write the tone in hertz (127.3), a DCS code as D023N, a P25 network access code as $293, a DMR color
    code as CC 1. Where sending and receiving differ, write the one that is sent, and the other one in the use.

    ```yaml flagged
    channels/fire: {name: Fire, type: conventional, rx_mhz: 154.280, tone: 127.5, use: Fire., operated_by: example-city}
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: [channel:fire]}
    ```

    ```yaml clean
    channels/fire: {name: Fire, type: conventional, rx_mhz: 154.280, tone: 127.3, use: Fire., operated_by: example-city}
    agencies/example-city: {name: Example City, type: jurisdiction, depends_on: [channel:fire]}
    ```
    """
    if not channel.tone.strip() or _opens(channel.tone).startswith(_KNOWN):
        return
    tone = _TONE.fullmatch(channel.tone.strip())
    if tone:
        near = min(_TONES, key=lambda known: abs(known - float(tone[1])))
        told, hint = f"no radio has a tone of {tone[1]} Hz", f"the nearest one is {near}"
    else:
        told, hint = f"{short(channel.tone)} is no tone or code", "write for example 127.3, D023N, $293 or CC 1"
    yield Verdict(channel.at("tone"), told, hint)


_KNOWN = ("hz ", "dcs ", "nac ", "cc ", "other ")


def _opens(text: str) -> str:
    """Return a tone or code in one form, whichever way it is written; what is none of them as it is."""
    text = text.strip()
    if (said := _TONE.fullmatch(text)) and float(said[1]) in _TONES:
        return f"hz {float(said[1])}"
    if said := _CODE.fullmatch(text):
        return f"dcs {said[1]}{(said[2] or 'n').casefold()}"
    if said := _ACCESS.fullmatch(text):
        return f"nac {said[1].casefold()}"
    if said := _COLOR.fullmatch(text):
        return f"cc {int(said[1])}"
    return f"other {text.casefold()}" if _OTHER.fullmatch(text) else text.casefold()


def _hertz(megahertz: str) -> int:
    return round(float(megahertz) * 1_000_000)
