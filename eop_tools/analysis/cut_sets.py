"""All single losses, and all pairs, of a system at once: one bit a scenario in a Python integer, AND and OR as & and |.

`down(v)` is the set of scenarios in which v does not work: its own loss, OR over its needs, AND over the members of a
need that any one of several can meet. Components of things that need each other are iterated to their least fixed
point. A need that several can meet (a gate) is a scenario of its own, so what one gate takes down is known as well; a
pair of losses that stops something which neither stops alone does so by taking down a gate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from eop_tools.analysis.and_or_system import System
from eop_tools.analysis.compiled_system import shape_of
from eop_tools.need import ITSELF

Pairs = tuple[int, int]
"""Pairs of losses as two sets of bits: any one of the first together with any one of the second."""


class Sweep:
    """Every scenario in which one of `losable` is lost, over and above what `lost` is lost in all of them."""

    def __init__(self, system: System, losable: Collection[str], lost: Iterable[str] = ()) -> None:
        self.system = system
        self._shape = shape_of(system)
        self._most, self._order, self._children = self._shape.most, self._shape.order, self._shape.children
        gone = frozenset(lost)
        self._give_bits(set(losable) - gone)
        self._settle(gone)

    # -- Singles -----------------------------------------------------------------------------------------------------

    def singles(self, key: str) -> frozenset[str]:
        """Return the losses each of which takes a key down: nothing where it is down in any case."""
        row = self._row(key)
        return frozenset() if row == self._all else frozenset(self._named(row & self._losses))

    def shared(self, keys: Iterable[str]) -> frozenset[str]:
        """Return the losses each of which takes down all of these keys, of which at least one stands otherwise."""
        rows = [row for row in map(self._row, keys) if row != self._all]
        if not rows:
            return frozenset()
        together = self._losses
        for row in rows:
            together &= row
        return frozenset(self._named(together))

    def is_down(self, key: str) -> bool:
        """Whether a key is down in every scenario."""
        return self._row(key) == self._all

    def counts(self, keys: Iterable[str]) -> dict[str, int]:
        """Return for each loss how many of these keys it takes down that were not down anyway; none is left out."""
        return self._summed(row & self._losses for row in map(self._row, keys) if row != self._all)

    def behind(self, keys: Iterable[str]) -> dict[str, int]:
        """Return for each loss how many of these keys lean on it at any remove, whether or not something stands in."""
        return self._summed(self._leaning[self._shape.number[key]] for key in keys if not self.is_down(key))

    def _summed(self, rows: Iterable[int]) -> dict[str, int]:
        summed = dict.fromkeys(self._bits, 0)
        for weight, plane in enumerate(_added(list(rows))):
            for bit in _bits_of(plane):
                summed[self._names[bit]] += 1 << weight
        return summed

    # -- Pairs -------------------------------------------------------------------------------------------------------

    def pairs(self, key: str) -> list[Pairs]:
        """Return the pairs of losses that take a key down although neither does alone; boxes may overlap."""
        row = self._row(key)
        return [] if row == self._all else _without(self._boxes_of(row & self._gates), row & self._losses)

    def named(self, bits: int) -> tuple[str, ...]:
        """Return the keys of a set of bits, what others need first."""
        return tuple(self._named(bits))

    # -- How it is worked out ----------------------------------------------------------------------------------------

    def _give_bits(self, wanted: Collection[str]) -> None:
        """Give every loss and every gate a bit, what others need first: so the numbers that travel far are short."""
        keys = self._shape.keys
        self._bits: dict[str, int] = {}
        self._own = [0] * len(self._children)
        next_bit = 0
        self._gates = 0
        for group in self._order:
            for node in group:
                if node in self._most:
                    self._own[node] = 1 << next_bit
                    self._gates |= 1 << next_bit
                    next_bit += 1
                elif (key := keys[node].removeprefix(ITSELF)) in wanted:
                    if key not in self._bits:
                        self._bits[key] = next_bit
                        next_bit += 1
                    self._own[node] = 1 << self._bits[key]
        self._all = (2 << next_bit) - 1  # the last bit is the scenario in which nothing more is lost
        self._names = {bit: key for key, bit in self._bits.items()}
        self._losses = self._all // 2 & ~self._gates

    def _settle(self, lost: Iterable[str]) -> None:
        """Work out `down` of every node, in order."""
        self._down = down = [0] * len(self._children)
        number = self._shape.number
        gone = (number[key] for each in lost for key in (each, f"{ITSELF}{each}") if key in number)
        for node in (*self._shape.hopeless, *gone):
            down[node] = self._all
        for group in self._order:
            node = group[0]
            if len(group) == 1 and node not in self._children[node]:
                down[node] = down[node] or self._once(node)
                continue
            moved = True
            while moved:
                moved = False
                for node in reversed(group):
                    row = down[node] | self._once(node)
                    if row != down[node]:
                        down[node] = row
                        moved = True

    @cached_property
    def _leaning(self) -> list[int]:
        """Of each node the losses behind it: as `down`, with every alternative that works as a must."""
        behind = [0] * len(self._children)
        for group in self._order:
            standing = [node for node in reversed(group) if self._down[node] != self._all]
            moved = True
            while moved:
                moved = False
                for node in standing:
                    own = 0 if node in self._most else self._own[node]
                    row = _joined(own, [behind[child] for child in self._children[node]])
                    if row != behind[node]:
                        behind[node] = row
                        moved = len(standing) > 1
        return behind

    def _once(self, node: int) -> int:
        row, down = self._own[node], self._down
        if node not in self._most:
            return _joined(row, [down[child] for child in self._children[node]])
        members, most = self._most[node]
        if most < len(members):
            return row | _at_least([down[member] for member in members], most)
        shared = self._all
        for member in members:
            shared &= down[member]
            if not shared:
                break
        return row | shared

    def _row(self, key: str) -> int:
        number = self._shape.number.get(key)
        if number is not None:
            return self._down[number]
        return 1 << self._bits[key] if key in self._bits else 0

    def _named(self, bits: int) -> Iterator[str]:
        return (self._names[bit] for bit in _bits_of(bits))

    # -- The pairs of every gate -------------------------------------------------------------------------------------

    @cached_property
    def _boxes(self) -> dict[int, tuple[Pairs, ...]]:
        """The pairs that take down each gate, by its bit, without those that another gate below answers for."""
        found: dict[int, tuple[Pairs, ...]] = {}
        self._boxed = 0
        self._gathered: dict[int, list[Pairs]] = {}
        for group in self._order:
            gates = [node for node in group if node in self._most]
            moved = bool(gates)
            while moved:
                moved = False
                for node in gates:
                    boxes = self._pairs_of_gate(node, found)
                    bit = self._own[node].bit_length() - 1
                    if len(group) > 1:  # what it needs may need it: until nothing moves any more
                        boxes = _absorbed([*found.get(bit, ()), *boxes])
                        moved |= boxes != list(found.get(bit, ()))
                        self._gathered.clear()
                    if boxes:
                        found[bit] = tuple(boxes)
                        self._boxed |= self._own[node]
        return found

    def _pairs_of_gate(self, node: int, known: Mapping[int, tuple[Pairs, ...]]) -> list[Pairs]:
        """Return the pairs that take down a gate, of which neither does alone."""
        members, most = self._most[node]
        row = self._down[node]
        if row == self._all:
            return []
        rest = ~row
        rows = [self._down[member] & rest for member in members]
        parts = [(row & self._losses, self._gathered_boxes(row & self._boxed, known)) for row in rows]
        if most < len(members):
            return _without(_some(parts, most), row)
        alone, boxes = parts[0]
        if len(parts) == 2 and not boxes and not parts[1][1]:
            return [(alone, parts[1][0])] if alone and parts[1][0] else []
        for single, more in parts[1:]:
            boxes = _both(alone, boxes, single, more)
            alone &= single
            if not alone and not boxes:
                return []
        return _without(boxes, row)

    def _gathered_boxes(self, gates: int, known: Mapping[int, tuple[Pairs, ...]]) -> list[Pairs]:
        if not gates:
            return []
        if gates not in self._gathered:
            self._gathered[gates] = _absorbed([box for bit in _bits_of(gates) for box in known[bit]])
        return self._gathered[gates]

    def _boxes_of(self, gates: int) -> list[Pairs]:
        known = self._boxes
        return _absorbed([box for bit in _bits_of(gates) for box in known.get(bit, ())])


def _joined(row: int, rows: Iterable[int]) -> int:
    """Return the bits that are set in any row; where one row has them all, it is not copied."""
    for other in rows:
        if other:
            row = row | other if row else other
    return row


def _both(alone: int, boxes: list[Pairs], single: int, more: list[Pairs]) -> list[Pairs]:
    """Return the pairs, none of them a loss that is enough alone, by which both of two things are down."""
    shared = alone & single
    found = [(alone ^ shared, single ^ shared)] if alone != shared and single != shared else []
    for pairs, enough in ((boxes, single), (more, alone)):
        for one, other in pairs:
            if met := one & enough:
                found.append((met, other))
            if met := other & enough:
                found.append((one, met))
    for one, other in boxes:
        for first, second in more:
            found += [(one & first, other & second), (one & second, other & first)]
    return _absorbed(found)


def _some(parts: list[tuple[int, list[Pairs]]], most: int) -> list[Pairs]:
    """Return the pairs by which at least `most` of several things are down."""
    singles, boxes = [0] * (most + 1), [list[Pairs]() for _ in range(most + 1)]
    for part, (single, more) in enumerate(parts):
        for count in range(min(part + 1, most), 0, -1):
            if count == 1:
                singles[1] |= single
                boxes[1] = _absorbed(boxes[1] + more)
            else:
                met = _both(singles[count - 1], boxes[count - 1], single, more)
                singles[count] |= singles[count - 1] & single
                boxes[count] = _absorbed(boxes[count] + met)
    return boxes[most]


def _without(boxes: Iterable[Pairs], singles: int) -> list[Pairs]:
    """Return the boxes without losses that are enough alone, and without empty ones."""
    rest = ~singles
    return [(left, right) for one, other in boxes if (left := one & rest) and (right := other & rest)]


def _absorbed(boxes: list[Pairs]) -> list[Pairs]:
    """Return the boxes that no other one holds, each once."""
    ordered = {(one, other) if one < other else (other, one) for one, other in boxes if one and other}
    if len(ordered) < 2:
        return list(ordered)
    kept: list[Pairs] = []
    for box in sorted(ordered, key=lambda box: (-box[0].bit_count() * box[1].bit_count(), box)):
        for larger in kept:
            if _holds(larger, box):
                break
        else:
            kept.append(box)
    return kept


def _holds(larger: Pairs, box: Pairs) -> bool:
    (wide, broad), (one, other) = larger, box
    return (one | wide == wide and other | broad == broad) or (one | broad == broad and other | wide == wide)


def _at_least(rows: list[int], most: int) -> int:
    """Return the bits that are set in at least `most` of the rows."""
    held = [0] * (most + 1)
    for part, row in enumerate(rows):
        for count in range(min(part + 1, most), 1, -1):
            held[count] |= held[count - 1] & row
        held[1] |= row
    return held[most]


def _added(rows: list[int]) -> list[int]:
    """Return the sums of each bit over all rows as binary planes, the lowest first: full adders on whole rows."""
    planes: list[int] = []
    while rows:
        carried: list[int] = []
        while len(rows) > 1:
            one, two, three = rows.pop(), rows.pop(), rows.pop() if rows else 0
            half = one ^ two
            rows.append(half ^ three)
            carried.append((one & two) | (half & three))
        planes.append(rows[0])
        rows = [row for row in carried if row]
    return planes


def _bits_of(number: int) -> Iterator[int]:
    """Yield the places of the bits that are set, the lowest first."""
    if number.bit_count() * 64 < number.bit_length():
        while number:
            low = number & -number
            yield low.bit_length() - 1
            number ^= low
        return
    text = format(number, "b")[::-1]
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)
