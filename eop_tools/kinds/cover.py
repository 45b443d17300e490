"""The cover of the plan: whose it is, who signed it, its clocks, its distribution, what is waived."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, field_validator

from eop_tools.field_meaning import NotBefore, Past
from eop_tools.kind import ANY, KINDS, PLAN_LANGUAGE, Entity, Part, kind, parts_in, public, relation, responder
from eop_tools.text.phrases import article
from eop_tools.text.suggest import did_you_mean
from eop_tools.values import Audience, Day, Duration, Language, Prose, Ref


class Signature(Part):
    """One signature under the promulgation."""

    role: Ref = relation("role", says=("is signed by", "signs"), description="The role that signs.")
    signed: Day | None = public("The day it was signed; leave it out until it is.", None, past=Past("of a signature"))


class Promulgation(Part):
    """What gives the plan its standing (CPG 101: promulgation document)."""

    text: Prose = public("The statement that puts the plan into force.")
    effective: Day | None = public("The day the plan takes effect; leave it out until that is decided.", None)
    supersedes: str = public("The plan it replaces.", "")
    authorities: list[Ref] = relation(
        "authority", says=("rests on", "is cited by"), description="The laws it rests on.", default=list
    )
    signed_by: list[Signature] = public("Who signs, in order.", list)


class Approval(Part):
    """Who may approve changes without the senior official signing again (CPG 101)."""

    role: Ref = relation("role", says=("has changes approved by", "approves changes to"), description="The role.")
    may_approve: str = public("Which changes this role may approve.")


Clock = Literal["review_every", "rewrite_every", "verify_contacts_every", "clear_copies_after"]
REVIEW: Clock = "review_every"
REWRITE: Clock = "rewrite_every"
_OURS: dict[Clock, str] = {
    "review_every": "12 months", "rewrite_every": "48 months", "verify_contacts_every": "180 days",
    "clear_copies_after": "30 days",
}  # fmt: skip
"""What the rules go by where the plan says nothing; never shown as the plan's own word."""


class Review(Part):
    """The clocks. They differ from state to state, so each plan states its own."""

    review_every: Duration | None = public("How often every part is reviewed.", None)
    rewrite_every: Duration | None = public("How often the plan is written anew and promulgated again.", None)
    verify_contacts_every: Duration | None = public("How often every way to reach somebody is tried.", None)
    clear_copies_after: Duration | None = public(
        "After how long without contact to its server a phone or computer clears a copy of the responder or command "
        "edition that it holds for use without a network. A copy of the public edition stays.",
        None,
    )
    reviewed: Day | None = public("The day the last full review ended.", None, past=Past("of the last review"))
    rewritten: Day | None = public("The day the last rewrite was promulgated.", None, past=Past("of the last rewrite"))

    def every(self, clock: Clock) -> str:
        """Return how often a clock rings: what the plan says, or else what we take."""
        return getattr(self, clock) or _OURS[clock]


class Delivery(Part):
    """One entry of the record of distribution."""

    to: Ref = relation("agency", says=("is distributed to", "receives"), description="The agency that holds a copy.")
    medium: Literal["site", "paper", "file", "kit"] = public("In which form.")
    version: str = public("Which version was delivered.", "")
    delivered: Day | None = public("The day it was delivered.", None, past=Past("of a delivery"))
    acknowledged: Day | None = public(
        "The day they said they have it.",
        None,
        past=Past("of an acknowledgment"),
        not_before=NotBefore("delivered", "the day of the acknowledgment, but the copy was delivered on"),
    )


class Change(Part):
    """One entry of the record of changes."""

    told_apart_by = ("date", "summary")

    date: Day = public("The day of the change.", past=Past("of a change that was made"))
    by: Ref = relation("role", says=("was changed by", "changed"), description="The role that made the change.")
    summary: str = public("What changed, in a sentence.")
    version: str = public("The version that carries it.", "")


class RelatedPlan(Part):
    """Another plan that this one has to fit with."""

    title: str = public("The plan's title.")
    agency: Ref = relation("agency", says=("fits with a plan of", "has a related plan"), description="Whose it is.")
    covers: list[Ref] = relation(
        "hazard",
        "function",
        says=("leaves to another plan", "is left to another plan by"),
        description="What is planned for there and not here: hazards whose annex stands in that plan, and functions.",
        default=list,
    )
    stands_for: list[Literal["hazards", "levels", "first-hours", "places", "numbers"]] = public(
        "What this plan leaves to that one as a whole: all hazards, all activation levels, the first hour of each "
        "hazard, all places, the numbers that answer at any hour.",
        list,
    )
    note: str = public("How the two fit together.", "")


class TeamMember(Part):
    """One seat of the planning team."""

    role: Ref = relation("role", says=("is planned by", "plans"), description="The role that takes part.")
    duty: str = public("What this seat is asked to do.", "")


class Waiver(Part):
    """Silence for a finding, for a reason and until a day. It is counted in every summary."""

    told_apart_by = ("rule", "of")

    rule: str = public("The code or the name of the rule, for example EOP203.")
    of: Ref | None = relation(
        ANY,
        says=("waives a rule for", "has a waiver on"),
        description="For which entity; without it, for all.",
        default=None,
    )
    reason: str = public("Why this is accepted.", min_length=10)
    until: Day = public("The last day of the waiver.")


def _named(what: str) -> str:
    """Refuse what names no kind, or no field of it."""
    first, *names = what.split(".")
    leaf = KINDS.get(first)
    if leaf is None:
        raise ValueError(
            f"there is no kind “{first}”; {did_you_mean(first, KINDS.names()) or 'write one as in contact'}"
        )
    models: list[type[Part]] = [leaf.model]
    for name in names:
        infos = [model.model_fields[name] for model in models if name in model.model_fields]
        if not infos:
            hint = did_you_mean(name, [known for model in models for known in model.model_fields])
            raise ValueError(f"{article(first)} has no field “{name}” there" + (f"; {hint}" if hint else ""))
        models = [part for info in infos for part in parts_in(info.annotation)]
    return what


class Withholding(Part):
    """A law under which editions leave something out, for the log of what is withheld."""

    under: Ref = relation(
        "authority", says=("withholds under", "is a ground to withhold in"), description="The law, as an authority."
    )
    what: list[Annotated[str, AfterValidator(_named)]] = public(
        "What is withheld under it: kinds, or fields of a kind, for example contact or facility.power; without it, "
        "whatever is.",
        list,
    )
    because: str = public("How the law comes to cover it, in a sentence.", "")

    def covers(self, kind: str, field: str) -> bool:
        """Whether a field of a kind (none: an entity as a whole) is withheld under it."""
        place = f"{kind}.{field}."
        return not self.what or any(place.startswith(f"{each}.") for each in self.what)


@kind("plan", "plan", title="Cover", section="The plan")
class Cover(Entity):
    """The plan as a whole: its jurisdiction, its standing in law, its clocks and its rules.

    ```yaml
    name: Emergency Operations Plan of Example City
    jurisdiction: Example City
    version: "2026.1"
    notice: A reference plan for demonstration.
    phone_region: US
    promulgation:
      text: This plan governs the response of the City to any emergency.
      effective: 2026-01-15
    review:
      review_every: 12 months
      rewrite_every: 48 months
      verify_contacts_every: 180 days
      reviewed: 2026-01-15
    ```
    """

    language: Language | None = public(
        "The language the plan is written in, by its tag; en where it says none. The site speaks it, where it has its "
        "words.",
        None,
    )
    jurisdiction: str = public("The city, county or tribe whose plan this is.")
    version: str = public("The version these files lead up to.", "")
    plan_language: int | None = public(
        "The version of the plan language that these files are written in. A tool that knows only older ones says so "
        "instead of misreading them.",
        None,
        ge=1,
        le=PLAN_LANGUAGE,
    )
    message_languages: list[Language] = public(
        "The languages in which each message to the public is required, by their tags: en, es, so.", list
    )
    notice: str = public("A line shown on every page, for example that this is a reference plan.", "")
    classification: Audience = public("Who may read the plan as a whole, before anything narrower.", Audience.public)
    promulgation: Promulgation = public("What gives the plan its standing.")
    approvals: list[Approval] = public("Who may approve which changes.", list)
    review: Review = public("The clocks of the plan.")
    phone_region: str = public(
        "The country of telephone numbers written without a country code.", "US", pattern=r"^[A-Z]{2}$"
    )
    distribution: list[Delivery] = responder("The record of distribution.", list)
    changes: list[Change] = public("The record of changes, oldest first.", list)
    related_plans: list[RelatedPlan] = public("Plans this one has to fit with.", list)
    planning_team: list[TeamMember] = public("Who takes part in planning.", list)
    severity: dict[str, Literal["error", "warning", "info", "off"]] = public(
        "Another severity for a rule or a family of rules, for example EOP612: info.", dict
    )
    waivers: list[Waiver] = public("Findings that are accepted, with a reason and an end.", list)
    withholding: list[Withholding] = public("The laws under which editions leave something out.", list)
    source_url: str = public(
        "Where a page's YAML can be edited; the file's path is added.", "", pattern=r"^(https://[^\s<>\x22]+)?$"
    )

    @field_validator("severity", mode="after")
    @classmethod
    def _known_shape(cls, value: dict[str, str]) -> dict[str, str]:
        for code in value:
            if not re.fullmatch(r"[A-Z]{3,5}\d{0,3}|[a-z]+(-[a-z]+)*", code):
                raise ValueError(f"“{code}” is no rule code; write EOP612, a family such as EOP6, or a rule's name")
        return value
