"""Agreements: mutual aid, memoranda and contracts, with their parties and their dates."""

from __future__ import annotations

from typing import Literal

from eop_tools.field_meaning import NotBefore
from eop_tools.kind import Entity, kind, public, relation, responder
from eop_tools.values import Day, Ref


@kind("agreement", "agreements", title="Agreements", section="With what", losable=True, for_use=True, gravity=20)
class Agreement(Entity):
    """A promise between agencies that the plan counts on. An expired one supplies nothing.

    ```yaml
    name: Shelter agreement with the Example Relief Society
    type: memorandum
    parties: [example-city, example-relief-society]
    scope: Opening and running shelters at the City's request.
    effective: 2025-01-01
    expires: 2028-12-31
    renewal: by-action
    custodian: emergency-manager
    illustrative: true
    ```
    """

    type: Literal["mutual-aid", "compact", "memorandum", "contract", "letter", "joint-powers"] = public("What it is.")
    parties: list[Ref] = relation(
        "agency", says=("is made with", "is party to"), description="Who has signed; at least two.", min_length=2
    )
    scope: str = public("What is promised.", "")
    effective: Day | None = public("The first day.", None)
    expires: Day | None = public(
        "The last day; leave it out where it has none.",
        None,
        not_before=NotBefore("effective", "the last day of the agreement, but it begins on"),
    )
    renewal: Literal["automatic", "by-action", "none"] | None = public("How it goes on after that.", None)
    custodian: Ref | None = relation(
        "role",
        says=("is kept by", "keeps"),
        description="The role that holds the paper and watches the dates.",
        default=None,
    )
    authorities: list[Ref] = relation(
        "authority", says=("rests on", "is cited by"), description="The law that allows it.", default=list
    )
    document: str = responder("Where the signed paper is kept.", "")
    costs: str = public("Who pays, and how money is claimed back.", "")
