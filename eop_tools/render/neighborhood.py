"""The picture around one thing: what it needs, and what needs it, cut to what fits a phone and a sheet of paper."""

from __future__ import annotations

from eop_tools.analysis.and_or_system import System
from eop_tools.document import Figure
from eop_tools.kind import KINDS
from eop_tools.need import ITSELF
from eop_tools.render.diagrams import Arrow, Node, Stack, diagram
from eop_tools.render.needs_picture import NOT_ALL, READING, THIS, arrows, legend_of, plain_key, thing
from eop_tools.render.presenter import Presenter
from eop_tools.render.what_if_data import losable
from eop_tools.text.catalog import say
from eop_tools.text.labels import natural

_MOST = 10
_USERS = 5


def neighborhood(presenter: Presenter, ref: str) -> Figure | None:
    """Return the figure around one entity; nothing where it neither needs anything nor is needed."""
    system = presenter.system
    firm, others = _users(system, ref)
    keys, near = _needed(system, ref, _MOST - min(len(firm), _USERS) - min(len(others), _USERS))
    if not (firm or others or len(keys) > 1):
        return None
    name = presenter.plan.label(ref)
    stacks = [
        _stack(presenter, "firm", say("Need it"), firm),
        _stack(presenter, "others", say("Need it, or something else"), others),
    ]
    gates, lines = arrows(system, near, {key: key for key in keys})
    lines += [Arrow(stack.key, ref, stack.key == "others") for stack in stacks if stack.nodes]
    users = [node.key for stack in stacks for node in stack.nodes if node.key != f"{stack.key} more"]
    this = Node(ref, name, "", THIS, True)
    return diagram(
        "needs",
        say("What {name} depends on, and what depends on it", name=name),
        [*(stack for stack in stacks if stack.nodes), this, *(thing(presenter, key) for key in keys[1:]), *gates],
        lines,
        legend=[(THIS, say("This page")), *legend_of([*keys[1:], *users])],
        caption=" ".join([say(READING), *([say(NOT_ALL)] if presenter.view.edition.unseen else ())]),
        losable=losable(system, [ref, *keys[1:], *users], presenter.down),
    )


def _needed(system: System, ref: str, most: int) -> tuple[list[str], list[str]]:
    """Return the thing with what it needs and (need by need, as long as there is room) what these need in turn.

    The second are those whose own needs are drawn.
    """
    seen = {ref: None}
    near = [ref]
    for key in near:
        for need in system.nodes.get(key, ()):
            fresh = [member for member in dict.fromkeys(map(plain_key, need.members)) if member not in seen]
            if need.essential and (key == ref or len(seen) + len(fresh) <= most):
                seen.update(dict.fromkeys(fresh))
        if key == ref:
            near += list(seen)[1:]
    return list(seen), near


def _users(system: System, ref: str) -> tuple[list[str], list[str]]:
    """Return what needs a thing at once: that which cannot do without it, and that which has something else."""
    firm: dict[str, None] = {}
    others: dict[str, None] = {}
    for user in dict.fromkeys((*system.users(ref), *system.users(f"{ITSELF}{ref}"))):
        kind = KINDS[user.partition(":")[0]]
        if (
            user == ref or "/" in user or not kind.losable or kind.name == "contact"
        ):  # who works there is told elsewhere
            continue
        needs = [need for need in system.nodes[user] if need.essential and ref in map(plain_key, need.members)]
        if needs:
            (firm if any(need.spare == 0 for need in needs) else others)[user] = None
    return list(firm), list(others)


def _stack(presenter: Presenter, key: str, heading: str, users: list[str]) -> Stack:
    ordered = sorted(users, key=lambda user: (user.partition(":")[0], natural(presenter.plan.label(user))))
    most = _USERS if len(users) <= _USERS else _USERS - 1
    nodes = [thing(presenter, user) for user in ordered[:most]]
    if len(users) > most:
        nodes.append(Node(f"{key} more", say("and {number} more", number=len(users) - most), "dependencies.html"))
    return Stack(key, tuple(nodes), heading)
