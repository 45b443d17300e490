"""Links: whether the pages that the plan points at on the web still answer. Asked only on request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eop_tools.finding import Place
from eop_tools.plan import Plan
from eop_tools.plan.graph import prose_of
from eop_tools.plan.queries import texts_of
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import counted, short

_LINK_FIELDS = ("url", "link", "website")
_IN_PROSE = re.compile(r"\]\((https?://[^\s<>\"]*?)(?:\s+\"[^\"\n]*\")?\)|<(https?://[^\s<>]+)>")


@rule("EOP208", "warning", only_on_request=True)
def dead_link(plan: Plan) -> Iterator[Verdict]:
    """A link to the web leads to a page that does not answer.

    Why it matters: whoever follows it to check a law or a source finds nothing, and has to believe the plan.

    What to do: find where the page is now and correct the address; or, if it is gone, cite what stands on paper.

    The rule asks every server once, so it runs only on request: `eop check --online`, or `--select dead-link` for
    this rule alone. Its examples need a network and cannot be shown here. A page that is there but asks for a password
    counts as one that answers; private addresses are not asked.
    """
    from eop_tools.io.links import dead

    places: dict[str, list[Place]] = {}
    for place, address in _links(plan):
        places.setdefault(address, []).append(place)
    for address, why in dead(places).items():
        first, *others = places[address]
        more = f"; the address stands in {counted(len(others), 'more place')}" if others else ""
        yield Verdict(
            first,
            f"{short(address, 80)} leads nowhere: {why}{more}",
            "find where the page is now, or take the link out",
            tuple((place, "the same address") for place in others[:5]),
        )


def _links(plan: Plan) -> Iterator[tuple[Place, str]]:
    for entity in plan:
        for path, text in texts_of(entity):
            if path[-1] in _LINK_FIELDS and text.startswith(("http://", "https://")):
                yield entity.at(*path), text
        for path, text in prose_of(entity):
            for match in _IN_PROSE.finditer(text) if "http" in text else ():
                yield entity.at(*path, offset=match.start(1) if match[1] else match.start(2)), match[1] or match[2]
