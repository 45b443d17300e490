"""The radio plan: every channel in the form of ICS 205."""

from __future__ import annotations

from eop_tools.document import Content, Document, Trail, table
from eop_tools.kinds.channel import Channel
from eop_tools.page import View, page
from eop_tools.render.presenter import Presenter
from eop_tools.render.sheet import Sheet
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural
from eop_tools.text.phrases import counted, humane, listed

_RADIO = ("talkgroup", "conventional")


@page("radio", title="Radio plan", section="With what", order=40, kit="Radio")
def radio(view: View) -> Document:
    """Every radio channel and other way to talk, as in ICS 205."""
    presenter = Presenter(view)
    sheet = Sheet()
    sheet.add(Trail(((say("Home"), "@/index.html"), (say("With what"), ""))))
    sheet.heading(say("Radio plan"), 1)
    channels = presenter.plan.of(Channel)
    radios = [channel for channel in channels if channel.type in _RADIO]
    others = [channel for channel in channels if channel.type not in _RADIO]
    if not channels:
        sheet.lead(say("This edition shows no channels."))
        return sheet.document
    sheet.lead(
        say(
            "What to talk on, for whoever sets up communications: {channels} in the form of ICS 205, and {ways}.",
            channels=counted(len(radios), "radio channel"),
            ways=counted(len(others), "other way"),
        )
    )
    sheet.section(
        say("Radio channels"),
        table(
            [
                say("Channel"),
                say("Use"),
                say("Zone"),
                say("Mobile radio"),
                say("Talkgroup"),
                say("Receive MHz"),
                say("Transmit MHz"),
                say("Tone"),
                say("Mode"),
                say("Users of other systems"),
                say("Tell when used"),
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
        say("Other ways to talk"),
        table(
            [
                say("Channel"),
                say("Sort"),
                say("Use"),
                say("Number or address"),
                say("Operated by"),
                say("Tell when used"),
            ],
            [
                [
                    presenter.link(channel.ref),
                    humane(channel.type),
                    channel.use,
                    _value(channel),
                    presenter.link(f"agency:{channel.operated_by}") if channel.operated_by else say("not said"),
                    presenter.links(channel.notify_on_use),
                ]
                for channel in others
            ],
        ),
    )
    sheet.section(
        say("Warning the public"),
        table(
            [
                say("Way"),
                say("What it does"),
                say("Who may send"),
                say("Languages"),
                say("Reaches people whom others miss"),
            ],
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
