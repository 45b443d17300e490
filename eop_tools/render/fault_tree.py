"""The fault tree of a weak point: read from the top, why a thing stops when some others are lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import product

from eop_tools.analysis.and_or_system import Fall, System
from eop_tools.analysis.explain import because
from eop_tools.analysis.needs import IT, lacking, titled
from eop_tools.analysis.weak_points import CutSet, WeakPoints
from eop_tools.document import Figure, bullets
from eop_tools.need import Need
from eop_tools.plan import Plan
from eop_tools.render.diagrams import Arrow, Node, Stack, diagram, picture
from eop_tools.render.needs_picture import THIS, legend_of, plain_key, tone_of
from eop_tools.render.presenter import Presenter
from eop_tools.text.catalog import say, to_say
from eop_tools.text.phrases import counted, first_up, listed, sentence

_PASSED = ("/methods/", "/holders", "/contacts")
"""Parts that only pass a loss on: the tree names what took them down instead."""
_NOTE = 34
_ALONE = 20
_CUTS = 6
"""How many single losses a picture shows, and up to how many losses it shows pairs too."""
READING = to_say(
    "Read from the top: each arrow leads to why a thing stops, down to what is lost. “All of these” stops only with "
    "all that its arrows lead to, “any of these” with one of them."
)


def fault_tree(presenter: Presenter, key: str, target: str, cuts: Iterable[Sequence[str]]) -> Figure | None:
    """Return the figure of why a thing stops with each of some sets of losses; nothing where none of them stops it."""
    tree = _FaultTree(presenter.plan, presenter.system, target, cuts, presenter.view.path)
    name = presenter.plan.label(target)
    return diagram(
        key,
        say("Why {name} stops", name=name),
        tree.boxes,
        tree.arrows,
        across=False,
        legend=[(THIS, say("Lost")), *legend_of(key for key in tree.whole if key not in tree.lost)],
        equivalent=bullets(sentence(say("{name} {why}", name=name, why=why)) for why in tree.why),
        caption=say(READING),
    )


def worst(found: WeakPoints, target: str) -> list[list[str]]:
    """Return the losses that stop a thing, to be drawn: those that are enough alone, then a few of several together."""
    alone, more = _stopping(found, target)
    alone = alone[:_ALONE]
    return [[group[0] for group in cut.groups] for cut in (*alone, *more[: max(_CUTS - len(alone), 0)])]


def undrawn(found: WeakPoints, target: str) -> str:
    """Say how many of the losses that stop a thing its picture leaves out; an empty text where it has all."""
    drawn = Counter(map(len, set(map(frozenset[str], worst(found, target)))))
    sets = {frozenset(each) for cuts in _stopping(found, target) for cut in cuts for each in product(*cut.groups)}
    left = Counter(map(len, sets)) - drawn
    said = [
        counted(left[1], "single loss", "single losses") if left[1] else "",
        counted(left[2], "pair") if left[2] else "",
        counted(left[3], "set of three", "sets of three") if left[3] else "",
    ]
    return say("not drawn: {losses}", losses=listed(filter(None, said))) if any(said) else ""


def _stopping(found: WeakPoints, target: str) -> tuple[list[CutSet], list[CutSet]]:
    """Return the cuts that stop a thing: those of one loss, and those of several."""
    cuts = [cut for order in sorted(found.cuts) for cut in found.cuts[order] if target in cut.stops]
    return [cut for cut in cuts if len(cut.groups) == 1], [cut for cut in cuts if len(cut.groups) > 1]


def fault_tree_file(plan: Plan, system: System, target: str, cuts: Iterable[Sequence[str]], left: str = "") -> str:
    """Return the same as an SVG file that stands alone, with a box that says what is left out.

    An empty text where none of the losses stops the thing.
    """
    tree = _FaultTree(plan, system, target, cuts, lambda ref: "")
    boxes = [*tree.boxes, Node("left", first_up(left), gate=True)] if left and tree.boxes else tree.boxes
    drawn = picture(
        "tree", say("Why {name} stops", name=plan.label(target)), boxes, tree.arrows, across=False, alone=True
    )
    return f"{drawn}\n" if drawn else ""


class _FaultTree:
    """The boxes and arrows: of each thing every reason once, whichever of the cuts gives it; equal gates are shared."""

    def __init__(
        self, plan: Plan, system: System, target: str, cuts: Iterable[Sequence[str]], path: Callable[[str], str]
    ) -> None:
        self.plan = plan
        self.path = path
        self.why: list[str] = []
        self.lost: dict[str, None] = {}
        self.reasons: dict[str, dict[tuple[str, ...], Need]] = {}
        for cut in cuts:
            fall = system.fall(cut)
            if target in fall.why:
                self.why.append(because(plan, fall, target))
                self._follow(fall, target)
        self.whole = [*self.reasons]
        self.nodes: list[Node] = []
        self.lines: list[Arrow] = []
        for key in self.whole:
            self._draw(key)
        self.boxes, self.arrows = _stacked(self.nodes, self.lines)

    def _follow(self, fall: Fall, target: str) -> None:
        """Note why a thing fell, and all that took it down; a thing falls after its causes, so this ends."""
        waiting = [target]
        seen = set(waiting)
        while waiting:
            key = waiting.pop(0)
            reasons = self.reasons.setdefault(key, {})
            need = fall.why[key]
            if need is None:
                self.lost[key] = None
                continue
            causes = list(dict.fromkeys(_passed_on(fall, cause) for cause in _causes(fall, key)))
            reasons[tuple(causes)] = need
            waiting += [cause for cause in causes if cause not in seen]
            seen.update(causes)

    def _draw(self, key: str) -> None:
        reasons = self.reasons[key]
        lacks = {lacking(need): need for need in reasons.values()}
        note, need = lacks.popitem() if len(lacks) == 1 else ("", None)
        lost = key in self.lost
        if (need and IT in need.lack) or len(note) > _NOTE:
            note = ""
        if lost:
            note = say("is lost")
        words = titled(self.plan, key)
        self.nodes.append(
            Node(key, words, self.path(key.partition("/")[0]), THIS if lost else tone_of(key), lost, note)
        )
        start = key
        if len(reasons) > 1:
            start = f"any {key}"
            self._gate(key, start, say("any of these"))
        for causes in reasons:
            here = start
            if len(causes) > 1:
                here = f"all {' '.join(sorted(causes))}"
                self._gate(start, here, say("all of these"))
            self.lines += [Arrow(here, cause) for cause in causes]

    def _gate(self, start: str, key: str, words: str) -> None:
        self.nodes.append(Node(key, words, gate=True))
        self.lines.append(Arrow(start, key))


def _stacked(nodes: Sequence[Node], lines: Sequence[Arrow]) -> tuple[list[Node | Stack], list[Arrow]]:
    """Return boxes and arrows with what stops for the same things and by the same things in one stack."""
    into: dict[str, set[str]] = {}
    out: dict[str, set[str]] = {}
    for line in lines:
        into.setdefault(line.target, set()).add(line.source)
        out.setdefault(line.source, set()).add(line.target)
    alike: dict[tuple[frozenset[str], frozenset[str]], list[Node]] = {}
    for node in {node.key: node for node in nodes}.values():
        above, below = frozenset(into.get(node.key, ())), frozenset(out.get(node.key, ()))
        alone = node.gate or not above or not below
        alike.setdefault((frozenset({node.key}), below) if alone else (above, below), []).append(node)
    boxes = [held[0] if len(held) == 1 else Stack(f"stack {held[0].key}", tuple(held)) for held in alike.values()]
    place = {node.key: box.key for held, box in zip(alike.values(), boxes, strict=True) for node in held}
    return boxes, [Arrow(place[line.source], place[line.target]) for line in lines]


def _causes(fall: Fall, key: str) -> tuple[str, ...]:
    """Return the members whose fall took a key down, as few as were too many."""
    need = fall.why[key]
    return fall.causes(key)[: max(need.spare + 1, 0)] if need else ()


def _passed_on(fall: Fall, cause: str) -> str:
    """Return a cause, or in place of a part that only passes it on what took that down."""
    while any(part in cause for part in _PASSED) and fall.why[cause] is not None:
        causes = _causes(fall, cause)
        if len(causes) != 1:
            break
        cause = causes[0]
    return plain_key(cause)
