"""Mentions: links in prose, whether they are links, and whether they lead anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from eop_tools.finding import Place
from eop_tools.kind import KINDS, Entity
from eop_tools.plan import Plan, once
from eop_tools.plan.graph import MENTION, all_prose, prose_of, without_code
from eop_tools.plan.queries import means_only, read_through
from eop_tools.rule import Correction, Mend, Verdict, rule
from eop_tools.text.phrases import listed, short
from eop_tools.text.suggest import meant, nearest

_OPENING = re.compile(r"\[\[(?!\^)[^\[\]\n]{0,200}(?:\]\]?)?")
_SINGLE = re.compile(r"(?<![\[\]!\\])\[([a-z]+:[a-z0-9-]+)(?:\|[^\[\]\n]{1,200})?\](?![\](\[:])")
_GUESSES = 20


@rule("EOP206", "error")
def dead_mention(plan: Plan) -> Iterator[Verdict]:
    """A link in prose, such as `[[procedure:open-eoc]]`, leads to nothing.

    Why it matters: on the page the reader would find words where a link was meant.

    What to do: correct the reference between the brackets, or write what is missing.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Works under [[role:emergency-manger]].
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Works under the [[role:emergency-manager|Emergency Manager]].
    ```
    """
    hints: dict[str, str] = {}
    for entity, path, text in (held for held in all_prose(plan) if "[[" in held[2]):
        plain = without_code(text)
        for match in MENTION.finditer(plain):
            target = match[1]
            if plan.knows(target):
                continue
            kind, _, id = target.partition(":")
            place = entity.at(*path, offset=match.start())
            if kind not in KINDS:
                if kind not in hints:
                    hints[kind] = nearest(kind, KINDS.names() if len(hints) < _GUESSES else ())
                hint, other = hints[kind] or "drop the brackets", f"{meant(hints[kind])}:{id}"
                mend = _linked(entity.at(*path, offset=match.start(1)), target, other) if other in plan else None
                yield Verdict(place, f"there is no kind {short(kind)} to link to", hint, mend=mend)
                continue
            if target not in hints:
                known = [other.id for other in plan.of_kind(kind)] if len(hints) < _GUESSES else ()
                hints[target] = nearest(id, known) or "write it, or drop the brackets"
            near = meant(hints[target])
            mend = _linked(entity.at(*path, offset=match.start(1)), target, f"{kind}:{near}") if near else None
            yield Verdict(place, f"there is no {kind} {short(id)} to link to", hints[target], mend=mend)


def _linked(place: Place, old: str, new: str) -> Mend:
    return Mend(f"link to {new}", (Correction(place, new, len(old)),))


@rule("EOP207", "warning")
def malformed_mention(entity: Entity, plan: Plan) -> Iterator[Verdict]:
    """Double brackets in prose that are no link: the form is `[[kind:id]]` or `[[kind:id|words]]`.

    Why it matters: the brackets are printed as they stand, and the link is missing.

    What to do: write the kind, a colon and the id, without spaces or capitals; then, if you like, a bar and the words.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Works under the [[Emergency Manager]].
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Works under the [[role:emergency-manager|Emergency Manager]].
    ```
    """
    for path, text in prose_of(entity) if "[" in read_through(entity).whole else ():
        if "[" not in text:
            continue
        plain = without_code(text)
        single = (match for match in _SINGLE.finditer(plain) if match[1] in plan)
        for match in islice(chain(_OPENING.finditer(plain), single), _GUESSES):
            if MENTION.match(plain, match.start()) or plain[match.end() : match.end() + 1] == "(":
                continue  # a link to the web may have brackets around its words
            refs = _meant_by(plan, match[0])
            hint = "write [[kind:id]] or [[kind:id|words]]"
            if refs:
                hint = f"did you mean {listed([f'[[{ref}]]' for ref in refs[:3]], 'or')}?"
            place, message = entity.at(*path, offset=match.start()), f"{short(match[0], 40)} is no link"
            mend = _as_link(plan, place, match[0], refs[0]) if len(refs) == 1 and match[0].endswith("]") else None
            yield Verdict(place, message, hint, mend=mend)


@once
def _meant_by(plan: Plan, typed: str) -> list[str]:
    """Return the references that somebody may have meant by what stands between brackets."""
    wanted = _target(typed).lower().replace(" ", "-")
    whole = re.sub(r"-*:-*", ":", wanted)
    if whole in plan:
        return [whole]
    return [f"{kind.name}:{wanted}" for kind in KINDS if f"{kind.name}:{wanted}" in plan] if wanted in plan.ids else []


def _target(typed: str) -> str:
    return typed.strip("[] ").partition("|")[0].strip()


def _as_link(plan: Plan, place: Place, typed: str, ref: str) -> Mend:
    """Return the mend that makes a link of it, with the words that the reader sees now."""
    safe = ":" in _target(typed) or means_only(plan, _target(typed), ref)
    target, bar, words = (part.strip() for part in typed.strip("[] ").partition("|"))
    if not bar and ":" not in target and target != ref.partition(":")[2]:
        words = target
    link = f"[[{ref}|{words}]]" if words else f"[[{ref}]]"
    return Mend(f"write {link}", (Correction(place, link, len(typed)),), safe)
