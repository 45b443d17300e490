"""The radio plan: every channel in the form of ICS 205."""

from __future__ import annotations

from eop_tools.document import Content, Document, Trail, table
from eop_tools.kinds.channel import Channel
from eop_tools.page import View, page
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted, humane, listed

_RADIO = ("talkgroup", "conventional")


@page("radio", title="Radio plan", section="With what", order=40, kit="Radio")
def radio(view: View) -> Document:
    """Every radio channel and other way to talk, as in ICS 205."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail((("Home", "@/index.html"), ("With what", ""))))
    sheet.heading("Radio plan", 1)
    channels = presenter.plan.of(Channel)
    radios = [channel for channel in channels if channel.type in _RADIO]
    others = [channel for channel in channels if channel.type not in _RADIO]
    if not channels:
        sheet.lead("This edition shows no channels.")
        return sheet.document
    sheet.lead(
        f"What to talk on, for whoever sets up communications: {counted(len(radios), 'radio channel')} in the form of "
        f"ICS 205, and {counted(len(others), 'other way', 'other ways')}."
    )
    sheet.section(
        "Radio channels",
        table(
            [
                "Channel",
                "Use",
                "Zone",
                "Mobile radio",
                "Talkgroup",
                "Receive MHz",
                "Transmit MHz",
                "Tone",
                "Mode",
                "Users of other systems",
                "Tell when used",
            ],
            [
                [
                    presenter.link(channel.ref),
                    channel.use,
                    channel.zone,
                    channel.mobile_mode,
                    channel.talkgroup,
                    channel.rx_mhz,
                    channel.tx_mhz,
                    channel.tone,
                    humane(channel.mode) if channel.mode else "",
                    channel.outside_users,
                    presenter.links(channel.notify_on_use),
                ]
                for channel in _by_zone(radios)
            ],
        ),
    )
    sheet.section(
        "Other ways to talk",
        table(
            ["Channel", "Sort", "Use", "Number or address", "Operated by", "Tell when used"],
            [
                [
                    presenter.link(channel.ref),
                    humane(channel.type),
                    channel.use,
                    _value(channel),
                    presenter.link(f"agency:{channel.operated_by}") if channel.operated_by else "not said",
                    presenter.links(channel.notify_on_use),
                ]
                for channel in others
            ],
        ),
    )
    sheet.section(
        "Warning the public",
        table(
            ["Way", "What it does", "Who may send", "Languages", "Reaches people whom others miss"],
            [
                [
                    presenter.link(channel.ref),
                    channel.use,
                    presenter.links(f"role:{id}" for id in channel.sent_by),
                    listed(channel.languages),
                    presenter.links(f"population:{id}" for id in channel.reaches),
                ]
                for channel in others
                if channel.sent_by
            ],
        ),
    )
    return sheet.document


def _value(channel: Channel) -> Content:
    return [channel.value]


def _by_zone(channels: list[Channel]) -> list[Channel]:
    return sorted(channels, key=lambda channel: (not channel.zone, natural(channel.zone), natural(channel.name)))
