"""Prose: promises without a date, people's names, short forms that nobody explains, and texts that are hard to read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from eop_tools.finding import Place
from eop_tools.kind import Entity
from eop_tools.kinds.agency import Agency
from eop_tools.kinds.authority import Authority
from eop_tools.kinds.channel import Channel
from eop_tools.kinds.contact import Contact
from eop_tools.kinds.event import Event
from eop_tools.kinds.exercise import Exercise
from eop_tools.kinds.function import Function
from eop_tools.kinds.procedure import Procedure
from eop_tools.kinds.record import Record
from eop_tools.kinds.section import Section
from eop_tools.kinds.standard import Standard
from eop_tools.plan import Plan, once
from eop_tools.plan.disclosure import places_told
from eop_tools.plan.graph import all_prose, prose_of
from eop_tools.plan.queries import read_through, unfinished, without_marks
from eop_tools.rule import Verdict, rule
from eop_tools.text.name_index import NameIndex
from eop_tools.text.phrases import counted, short
from eop_tools.values import Audience

_DONE = r"(?:written|purchased|bought|updated|developed|drafted|replaced|acquired|installed|added|revised|completed)"
_PROMISE = re.compile(
    r"\b(?:coming soon|in the near future|at (?:a|some) later (?:date|time|point)|will soon (?:be|become|have|replace)"
    r"|(?:is|are) (?:now |still |currently )?(?:under development|being (?:developed|drafted|written|revised|updated))"
    r"|will (?:likely|probably|eventually|soon) become the (?:standard|norm|rule|default)"
    rf"|will be {_DONE})\b",
    re.I,
)
_SIGNS = ("soon", "near future", "later ", "being ", "under development", "become the", "will be ")
_TIED = re.compile(
    r"\b\d{4}\b|\b(?:every|each|daily|hourly|weekly|monthly|quarterly|yearly|annually|as|when|whenever|once|after|within"
    r"|before|until|during|by|if|while|upon|following|throughout|regularly|constantly|on (?:arrival|request|demand|\d+)"
    r"|at (?:noon|midnight|\d+|(?:the )?(?:end|start|beginning|next|same|time)))\b",
    re.I,
)
_STATED = re.compile(
    r"\b(?:[Bb]y|[Bb]efore|[Uu]ntil|[Ii]n|[Oo]n|[Ff]rom) (?:the end of )?"
    r"(?:\d{4}\b|\d{1,2} [A-Z]|[A-Z][a-z]+ (?:\d{1,2}, )?\d{4})"
)
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n\s*\n|\n\s*[-*] ")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
_LOG = (Event, Exercise, Record, Standard)
_LEAST_WORDS, _HARDEST = 100, 12
_MARKED = re.compile(
    r"(?ms)^(```|~~~).*?^\1|`[^`\n]+`|<?https?://\S+|\]\([^()\n]{0,500}\)|\[\[[^\[\]|]{0,200}(?=[\]|])"
)
_ACRONYM = re.compile(
    r"(?<![\w&/.-])(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z])[A-Z][A-Z0-9]{1,5}(?=s?\b)(?!['’]?[A-Za-z]{2})(?!-\d)"
)
_CAPITALS = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Z0-9]{2,}")
_COURSE = re.compile(r"\b(?:ICS|IS|AWR|MGT|PER|L|E|G|K|EMI)[- ]?\d{2,4}\b")
_ORDINARY = frozenset(
    {"AM", "PM", "US", "USA", "OK", "TV", "ID", "AA", "AAA", "NE", "NW", "SE", "SW"}
    | {"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"}
    | {"NOT", "AND", "OR", "NO", "DO", "ALL", "IF", "TO", "IN", "ON", "OFF", "STOP", "ONLY", "NEVER", "MUST", "ANY"}
)  # fmt: skip
_BRACKETED = re.compile(r"\(([A-Z][A-Z0-9]{1,5})s?\b")
_BEFORE_BRACKET = re.compile(r"\b([A-Z][A-Z0-9]{1,5})s? \(")
_SMALL_OR_CLOSED = re.compile(r"[a-z)]")
_PLAIN_PLACES = re.compile(r", [A-Z]{2}\b")


@rule("EOP407", "info")
def undated_promise(entity: Entity) -> Iterator[Verdict]:
    """A text promises something for some later time and gives no date.

    Why it matters: nobody knows whether it was kept, and readers do not know what holds today. One county's radio
    policy said for years that a talkgroup “will likely become the standard”.

    What to do: write what holds today; or give the day, and who sees to it. Work to be done belongs into an exercise's
    corrective actions, which have a day and an owner.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: A list of the locks is being developed.
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: The harbor master writes a list of the locks by March 2027, and updates it each spring.
    ```
    """
    if isinstance(entity, _LOG):
        return  # what was said on a day may have been true then
    texts = read_through(entity)
    if not any(sign in texts.small for sign in _SIGNS):
        return  # the quick way past nearly everything
    for path, text in texts.each:
        promise = _first_loose(_QUOTED.sub(_blank, _closed(text)))
        if promise:
            yield Verdict(
                entity.at(*path, offset=promise.start()),
                f"{short(promise[0])} is a promise without a date",
                "write what holds today, or by when and by whom",
            )


def _closed(text: str) -> str:
    """Return a text in which every “ has its ”: of a thousand that are never closed none looks for its end."""
    last = text.rfind("”") + 1
    return text[:last] + text[last:].replace("“", "‘")


def _first_loose(text: str) -> re.Match[str] | None:
    """Return the first promise of a text in whose sentence no date stands beside it."""
    ends: list[tuple[int, int]] = []
    held: dict[tuple[int, bool], list[tuple[int, int]]] = {}
    for match in _PROMISE.finditer(text):
        ends = ends or [(0, 0), *(end.span() for end in _SENTENCE_END.finditer(text)), (len(text), len(text))]
        at = bisect_right(ends, match.start(), key=lambda end: end[1])
        is_plan = match[0].lower().startswith("will be ")
        if (at, is_plan) not in held:
            dates = (_TIED if is_plan else _STATED).finditer(text, ends[at - 1][1], ends[at][0])
            held[at, is_plan] = [date.span() for date in dates]
        found = held[at, is_plan]
        if not found or (found[0][1] > match.start() and found[-1][0] < match.end()):
            return match
    return None


@rule("EOP805", "warning")
def name_in_prose(entity: Entity, plan: Plan) -> Iterator[Verdict]:
    """The name of a person who is a contact stands in a text, such as a step or a list of duties.

    Why it matters: it is published with the text, whoever may see the contact; and when somebody else takes over, the
    text sends people to the one who has left.

    What to do: name the role instead, as a link: `[[role:emergency-manager]]`. Desks do not count, nor do people who
    are public for a reason, such as an official who has signed the plan.

    ```yaml flagged
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      audience: responder
      description: Ask Avery Example before a bridge is opened.
    ```

    ```yaml clean
    contacts/avery:
      name: Avery Example
      type: person
      agency: emergency-management
      methods: [{type: voice, value: 222-555-0142, verified: 2026-05-01}]
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Ask the [[role:emergency-manager]] before a bridge is opened.
    ```
    """
    names = _people(plan)
    texts = read_through(entity)
    if names is None or not names.may_stand_in(texts.whole):
        return  # the quick way past nearly everything
    for path, text in texts.each:
        if path[0] == "sources" or (isinstance(entity, Contact) and path[0] != "description"):
            continue
        reached = 0
        for at, found in names.within(text):
            if at < reached:
                continue
            (_, contact), reached = min((named, end) for end, named in found)
            told = places_told(plan).get((entity.ref, path), ())  # there it is worse than a name: it is withheld
            if entity is not contact and not any(start in range(at, reached) for start in told):
                yield Verdict(
                    entity.at(*path, offset=at),
                    f"{short(text[at:reached])} is a person's name in the text of {short(entity.name)}",
                    "name the role instead: [[role:…]]",
                    ((contact.at("name"), "the contact of that name"),),
                )


@once
def _people(plan: Plan) -> NameIndex[tuple[int, Contact]] | None:
    """Return the names of the people who are contacts; None where there are none."""
    people = {
        contact.name: contact
        for contact in plan.of(Contact)
        if contact.type == "person" and len(contact.name.split()) > 1 and not _is_published(contact)
    }
    return NameIndex((name, (order, people[name])) for order, name in enumerate(people)) if people else None


def _is_published(contact: Contact) -> bool:
    return contact.audience is Audience.public and bool(contact.audience_reason.strip())


@rule("EOP806", "info")
def unexplained_acronym(plan: Plan) -> Iterator[Verdict]:
    """A short form in prose is not in the glossary.

    Why it matters: helpers from outside, new staff and the public do not know it, and guess.

    What to do: write the words in full, or explain the short form in the glossary (the section whose id or name says
    so; a plan without one is left alone). The short forms of agencies, channels and laws, course numbers such as
    ICS-300, and one that its own text explains in brackets, need no entry.

    ```yaml flagged
    sections/glossary: {name: Glossary, part: appendix, number: 1, body: "EOC: emergency operations center"}
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Reports to the EOC through the MACC.
    ```

    ```yaml clean
    sections/glossary: {name: Glossary, part: appendix, number: 1, body: "EOC: emergency operations center"}
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      description: Reports to the EOC through the multi-agency coordination center (MACC).
    ```
    """
    glossaries = [each for each in plan.of(Section) if "glossary" in f"{each.id} {each.name}".casefold()]
    if not glossaries:
        return
    known = _ORDINARY | set(_CAPITALS.findall(" ".join([*(section.body for section in glossaries), *_named(plan)])))
    first: dict[str, Place] = {}
    last: dict[str, dict[str, Place]] = {}
    for entity, path, text in all_prose(plan):
        plain = _MARKED.sub(_blank, without_marks(text))
        plain = _PLAIN_PLACES.sub(_blank, _COURSE.sub(_blank, plain))
        ref = entity.ref
        unknown = [match for match in _ACRONYM.finditer(plain) if match[0] not in known]
        explained = _explained(plain) if unknown else set()
        for match in unknown:
            if match[0] not in explained and not unfinished(match[0]) and not _is_shouted(plain, match):
                place = Place(ref, path, match.start())
                first.setdefault(match[0], place)
                last.setdefault(match[0], {})[ref] = place
    for word, place in sorted(first.items()):
        others = [other for ref, other in last[word].items() if ref != place.ref]
        more = f"; it also stands in {counted(len(others), 'more text')}" if others else ""
        yield Verdict(
            place,
            f"{short(word)} is explained neither here nor in the glossary{more}",
            "write it in full, or explain it in the glossary",
            tuple((other, "here too") for other in others[:3]),
        )


def _named(plan: Plan) -> Iterator[str]:
    """Yield the words in which short forms explain themselves: names of agencies and channels, citations of laws."""
    for agency in plan.of(Agency):
        yield " ".join((agency.name, agency.acronym, *agency.aliases))
    for channel in plan.of(Channel):
        yield f"{channel.name} {channel.talkgroup} {channel.zone}"
    for authority in plan.of(Authority):
        yield f"{authority.name} {authority.citation}"


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _explained(text: str) -> set[str]:
    """Return the short forms that a text explains: “coordination center (CC)”, or “CC (coordination center)”."""
    last = text.rfind(")")
    words = {match[1] for match in _BRACKETED.finditer(text) if match.end() <= last}
    small = None
    for match in _BEFORE_BRACKET.finditer(text):
        if small is None or small.start() < match.end():
            small = _SMALL_OR_CLOSED.search(text, match.end())
        if small is None:
            break
        if small[0] != ")":
            words.add(match[1])
    return words


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether a word stands in capitals among others that do, as in a heading or a warning."""
    near = text[max(0, match.start() - 20) : match.start()].split()[-1:]
    near += text[match.end() : match.end() + 20].split()[:1]
    return any(len(word) > 1 and word.isalpha() and word.isupper() for word in near)


@rule("EOP807", "info")
def hard_to_read(entity: Entity) -> Iterator[Verdict]:
    """The text of a section, a function or a procedure is harder to read than the end of high school.

    Why it matters: it is read at night, under stress, and by people whose first language is another one. Federal plain
    language guidance asks for short sentences and everyday words; half of the adults in the country read at about
    grade eight. The measure is the Flesch-Kincaid grade (Kincaid and others, 1975); texts of less than 100 words are
    not judged.

    What to do: cut the sentences that hold two thoughts; say who does what; put the everyday word for the long one.

    ```yaml flagged
    sections/direction:
      name: Direction
      part: basic-plan
      number: 1
      body: >-
        Notwithstanding the aforementioned organizational responsibilities, jurisdictional representatives participating
        in multiagency coordination activities are responsible for the identification, prioritization and allocation of
        critical resources in accordance with established procedures, and for the dissemination of consolidated
        situational information to governmental and nongovernmental organizations participating in operational
        coordination, including but not limited to organizations with statutory responsibilities. Representatives
        designated by participating organizations maintain continuous communication with organizational leadership,
        facilitate implementation of interjurisdictional agreements, and provide recommendations regarding the
        establishment of operational priorities, the utilization of supplementary capabilities and the modification of
        organizational configurations necessitated by changing environmental conditions throughout the operational
        period, as determined by the coordinating entity.
    ```

    ```yaml clean
    sections/direction:
      name: Direction
      part: basic-plan
      number: 1
      body: >-
        The director leads the center. Each department sends one person, who may speak for it and may spend its money.
        They meet at the start of each shift. The director says what is known and what is not. Each person then says
        what their department has done, what it will do next, and what it needs. They agree on the three things that
        matter most for the next twelve hours. Where two want the same crew or truck, the director decides at once and
        says why. The planning chief writes it down. Everybody gets the page before they leave the room. When the power
        or the network is down, runners carry it.
    ```
    """
    if isinstance(entity, Section):
        text = entity.body
    elif isinstance(entity, Function):
        text = "\n\n".join([text for _, text in prose_of(entity)])
    elif isinstance(entity, Procedure):
        steps = [f"{step.do} {step.note}" for step in entity.steps]
        text = "\n\n".join([entity.description, entity.trigger, *steps, entity.done_when])
    else:
        return
    from eop_tools.text.readability import reading  # its patterns take time to make, and most texts are known

    found = reading(text)
    if found.words >= _LEAST_WORDS and found.grade > _HARDEST:
        yield Verdict(
            entity.at("body") if isinstance(entity, Section) else entity.at("name"),
            f"{short(entity.name)} reads like grade {round(found.grade)}; high school ends with grade {_HARDEST}",
            "cut long sentences in two, and put the everyday word for the long one",
        )
