"""Channels: radio talkgroups, frequencies, bridges and systems on which people talk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from eop_tools.kind import Entity, kind, public, relation
from eop_tools.text.catalog import to_say
from eop_tools.values import Audience, Label, Megahertz, Ref


@kind("channel", "channels", title="Channels", section="With what", losable=True, for_use=True, gravity=50, kit="Radio")
class Channel(Entity):
    """A way to talk that is not one person's number (ICS 205). A radio channel has a talkgroup or a frequency.

    ```yaml
    name: Statewide interoperability
    type: conventional
    rx_mhz: 150.000
    use: Talking with agencies of the whole state
    operated_by: dispatch-center
    notify_on_use: [contact:dispatch-supervisor]
    ```
    """

    type: Literal["talkgroup", "conventional", "telephone", "satellite", "web", "broadcast", "runner"] = public(
        "What it is technically."
    )
    use: str = public("What it is for.", "")
    talkgroup: Label = public("The talkgroup's name or number on a trunked system.", "")
    rx_mhz: Megahertz = public("Receive frequency in megahertz, for example 155.3700 or 3.985.", "")
    tx_mhz: Megahertz = public("Transmit frequency in megahertz, where it is not the same.", "")
    tone: Label = public(
        "What opens the receiver: CTCSS tone in hertz (127.3), DCS code (D023N), P25 network access code ($293) or DMR "
        "color code (CC 1).",
        "",
    )
    zone: Label = public("Zone and position in the portable radio.", "")
    mobile_mode: str = public("Mode or zone in the mobile radio.", "")
    mode: Literal["analog", "digital", "mixed"] | None = public("Analogue, digital or mixed (ICS 205).", None)
    value: Label = public("The number or address, for a telephone bridge or a web system.", "")
    outside_users: str = public("How users of other radio systems get on it.", "")
    languages: list[str] = public("Languages in which a warning goes out on it.", list)
    reaches: list[Ref] = relation(
        "population",
        says=("reaches", "is reached by"),
        description="People whom a warning on it reaches although other ways miss them.",
        default=list,
    )
    sent_by: list[Ref] = relation(
        "role",
        says=("may be sent by", "may send on"),
        description="Who may send to the public on it without asking.",
        default=list,
    )
    operated_by: Ref | None = relation(
        "agency", says=("is operated by", "operates"), description="Who runs it.", default=None
    )
    over: list[Ref] = relation(
        "agency",
        "resource",
        "facility",
        says=("runs over", "carries"),
        description="The networks and systems it needs.",
        default=list,
        lack=to_say("runs over {it}"),
        audience=Audience.responder,
    )
    notify_on_use: list[Ref] = relation(
        "role",
        "agency",
        "contact",
        says=("is announced to", "is told of the use of"),
        description="Who must be told when it is used.",
        default=list,
        counts=True,
    )

    def other_names(self) -> Iterator[str]:
        """Yield its other names, its talkgroup, its frequencies and its number."""
        yield from super().other_names()
        yield from (self.talkgroup, self.rx_mhz, self.tx_mhz, self.value)
