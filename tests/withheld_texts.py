"""What no artefact of an edition may contain: the withheld texts that stand nowhere in what its audience may see."""

from __future__ import annotations

from eop_tools.plan.edition import Edition, telling_texts

SHORTEST = 5


def secrets_of(edition: Edition) -> tuple[str, ...]:
    """Return the withheld texts that appear nowhere in what may be seen, those of a few letters aside."""
    seen = "\n".join(text for entity in edition.plan for text in (entity.ref, *telling_texts(entity))).casefold()
    said = {value for item in edition.withheld for value in item.values if len(value) >= SHORTEST}
    starts = {seen[at : at + SHORTEST] for at in range(len(seen))}  # looking for each alone takes far longer
    return tuple(
        sorted(value for value in said if value.casefold()[:SHORTEST] not in starts or value.casefold() not in seen)
    )
