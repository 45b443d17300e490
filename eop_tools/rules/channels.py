"""Channels: what a radio has to be set to, or where to call in, said once and for all."""

from __future__ import annotations

from collections.abc import Iterator

from eop_tools.finding import Place
from eop_tools.kinds.channel import Channel
from eop_tools.plan import Plan
from eop_tools.rule import Verdict, rule
from eop_tools.words import short

_NEEDS = {
    "talkgroup": (("talkgroup",), "talkgroup"),
    "conventional": (("rx_mhz", "talkgroup"), "frequency"),
    "telephone": (("value",), "number"),
    "satellite": (("value", "talkgroup"), "number"),
    "web": (("value",), "address"),
}
_FIELDS = {"talkgroup": "talkgroup", "conventional": "rx_mhz"}
_HIGHEST = 1000
"""Megahertz. The radios of public safety, of aircraft, ships and businesses all work below."""


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
        if text and float(text) > _HIGHEST:
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
    taken: dict[tuple[str, ...], tuple[Channel, Place]] = {}
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


def _identities(channel: Channel) -> Iterator[tuple[tuple[str, ...], str, str]]:
    yield ("name", " ".join(channel.name.casefold().split())), "name", "name"
    if channel.talkgroup:
        yield ("talkgroup", channel.operated_by, channel.talkgroup.strip().casefold()), "talkgroup", "talkgroup"
    if channel.rx_mhz:
        receive, send = _hertz(channel.rx_mhz), _hertz(channel.tx_mhz or channel.rx_mhz)
        tone = channel.tone.strip().casefold()
        yield ("rx", str(receive), str(send), tone), "rx_mhz", "frequencies" + (" and tone" if tone else "")


def _hertz(megahertz: str) -> int:
    return round(float(megahertz) * 1_000_000)
