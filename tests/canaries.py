"""Plans in which every text, number, day, place and id is a canary that knows for whom it is meant; and their search.

They are made from the kinds' definitions, so that a new kind or field is in them at once. For whom a canary is meant is
worked out here anew, from those definitions and from what the plan says, so that a fault of `edition` is seen.
"""

from __future__ import annotations

import gzip
import html
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from urllib.parse import unquote

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from eop_tools.kind import KINDS, Entity, Kind, Part, fields_by_name, parts_in
from eop_tools.values import Audience

CONSONANTS = "bcdfghjklmnpqrstvwxz"
REASONS = ("The City publishes it", "Printed in the directory")
NO_REASONS = ("", ".", "n/a", "\u200b")


class Canary(NamedTuple):
    """What is searched for, where it was put, and for whom it is meant."""

    needle: str
    where: str
    audience: Audience


class Grown(NamedTuple):
    """A value with the canaries in it."""

    value: Any
    canaries: list[Canary]


def narrower(one: Audience, other: Audience) -> Audience:
    return max(one, other, key=lambda audience: audience.order)


def counts(usual: Audience, said: Audience | None, reason: str) -> Audience:
    """Return whom something is meant for: a wider audience than usual needs a reason that has a word in it."""
    if said is None or (said.order < usual.order and reason in NO_REASONS):
        return usual
    return said


class Seeds:
    """Words, numbers and days, each of them made only once."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self._made: set[str] = set()

    def _new(self, make: Callable[[], str]) -> str:
        while (text := make()) in self._made:
            pass
        self._made.add(text)
        return text

    def word(self) -> tuple[str, str]:
        """Return a word that no language has, and its beginning, which is what is searched for."""
        start = self._new(lambda: "".join(self.rng.choices(CONSONANTS, k=6)))
        return start + "".join(self.rng.choices(CONSONANTS, k=2)), start

    def digits(self, length: int) -> str:
        """Return a number of a length; no year."""
        return self._new(lambda: self.rng.choice("3456789") + "".join(self.rng.choices("0123456789", k=length - 1)))

    def decimal(self, whole: int, part: int) -> tuple[str, str]:
        """Return a number with a point, and its digits; no other number is what stands behind the point."""
        lead = "".join(self.rng.choices("3456789", k=whole))
        tail = self.digits(part)
        return f"{lead}.{tail}", lead + tail

    def phone(self) -> str:
        return self._new(
            lambda: f"{self.rng.randint(200, 989)}{self.rng.randint(200, 989)}{self.rng.randint(0, 999):04}"
        )

    def day(self) -> str:
        return self._new(lambda: (date(1850, 1, 1) + timedelta(days=self.rng.randint(0, 30000))).isoformat())

    def minute(self) -> str:
        return f"{self.rng.randint(0, 23):02}:{self.rng.randint(0, 59):02}"


Text = tuple[str, list[str]]


def _name(seeds: Seeds) -> Text:
    one, two = seeds.word(), seeds.word()
    lead = seeds.rng.choice(("", "", "É", "Mc'"))
    return f"{lead}{one[0].capitalize()} {two[0].capitalize()}", [one[1], two[1]]


def _prose(seeds: Seeds) -> Text:
    one, two, phone = seeds.word(), seeds.word(), seeds.phone()
    said = f"When “{one[0]}” falls & nobody answers, call {phone[:3]}-{phone[3:6]}-{phone[6:]} and ask for {two[0]}."
    return said, [one[1], phone, two[1]]


def _number(seeds: Seeds) -> Text:
    number = seeds.digits(seeds.rng.choice((4, 4, 5, 6, 7, 8, 9)))
    return number, [number]


def _phone(seeds: Seeds) -> Text:
    number, more = seeds.phone(), seeds.digits(4)
    shape = seeds.rng.choice(("{}-{}-{}", "({}) {}-{}", "+1 {} {} {}", "{}.{}.{}", "+1{}{}{}"))
    said = shape.format(number[:3], number[3:6], number[6:])
    return (said, [number]) if seeds.rng.random() < 0.5 else (f"{said} ext. {more}", [number, more])


def _email(seeds: Seeds) -> Text:
    one = seeds.word()
    return f"{one[0]}@example.org", [one[1]]


def _address(seeds: Seeds) -> Text:
    number, street, unit = seeds.digits(4), seeds.word(), seeds.digits(5)
    return f"{number} {street[0].capitalize()} Lane, Unit {unit}", [number, street[1], unit]


def _coordinates(seeds: Seeds) -> Text:
    lat, lon = seeds.decimal(2, 5), seeds.decimal(2, 6)
    return f"{lat[0]}, -{lon[0]}", [lat[1], lon[1]]


def _file(seeds: Seeds) -> Text:
    one, number = seeds.word(), seeds.digits(5)
    return f"S:\\EOC\\{one[0]}_{number}.docx", [one[1]]


def _frequency(seeds: Seeds) -> Text:
    said, number = seeds.decimal(3, 4)
    return said, [number]


def _call_sign(seeds: Seeds) -> Text:
    one = seeds.word()
    return f"{one[0].upper()}-{seeds.rng.randint(1, 9)}", [one[1]]


def _id(seeds: Seeds) -> Text:
    one = seeds.word()
    return f"{one[0]}-{seeds.rng.randint(1, 9)}", [one[1]]


def _link(seeds: Seeds) -> Text:
    one = seeds.word()
    return f"https://{one[0]}.example.org/a?b=1&c=2", [one[1]]


def _hours(seeds: Seeds) -> Text:
    return f"daily {seeds.minute()}-{seeds.minute()}", []


def _language(seeds: Seeds) -> Text:
    return "es", []  # a tag says nothing that could be told from others


def _duration(seeds: Seeds) -> Text:
    number = seeds.digits(4)
    return f"{number} min", [number]


TEXTS = (_name, _prose, _prose, _number, _phone, _email, _address, _coordinates, _file, _frequency, _call_sign)
FORMS = (_id, _link, _frequency, _hours, _duration, _language)


class Planted(NamedTuple):
    """A plan folder and its canaries."""

    folder: Path
    canaries: list[Canary]
    ids: dict[tuple[str, Audience], str]

    def kept_from(self, audience: Audience) -> dict[str, Canary]:
        """What an audience may not read, by what is searched for."""
        return {each.needle: each for each in self.canaries if not audience.may_see(each.audience)}

    def ref(self, kind: str, audience: Audience) -> str:
        return f"{kind}:{self.ids[kind, audience]}"


class Planter:
    """Makes a plan: of each kind one entity for each audience, pointing at all others."""

    def __init__(self, seed: int, ids: dict[tuple[str, Audience], str] | None = None) -> None:
        self.rng = random.Random(seed)
        self.seeds = Seeds(self.rng)
        self.canaries: list[Canary] = []
        self.ids = ids if ids is not None else self._ids()
        self.sparse = seed % 4 * 0.1  # how many fields that may be left out are

    def _ids(self) -> dict[tuple[str, Audience], str]:
        ids = {}
        for kind in KINDS:
            for audience in Audience:
                ids[kind.name, audience] = "plan" if kind.is_single else _id(self.seeds)[0]
        return ids

    def plant(self, folder: Path, shifted: bool = False) -> Planted:
        """Write the plan. Where it is shifted, some entities are for others than their ids were made for."""
        for kind in KINDS:
            for audience in (Audience.public,) if kind.is_single else Audience:
                meant = self.rng.choice(list(Audience)) if shifted and not kind.is_single else audience
                self._entity(folder, kind, self.ids[kind.name, audience], meant)
        return Planted(folder, self.canaries, self.ids)

    def _entity(self, folder: Path, kind: Kind, ident: str, meant: Audience) -> None:
        said = meant if meant is not kind.audience or self.rng.random() < 0.3 else None
        if meant is kind.audience and kind.audience is not Audience.public and self.rng.random() < 0.5:
            said = Audience.public  # which does not count, without a reason
        widens = said is not None and said.order < kind.audience.order and meant is said
        reason = self.rng.choice(REASONS if widens else NO_REASONS)
        assert counts(kind.audience, said, reason) is meant
        grown = self._part(kind.model, meant, f"{kind.name}:{ident}")
        data, canaries = grown
        if not kind.is_single:
            data |= {"audience": said.value, "audience_reason": reason} if said else {}
            canaries.append(Canary(ident.split("-")[0][:6], f"{kind.name}:{ident} id", meant))
        else:
            data |= {"severity": {"EOP": "info"}, "classification": "public"}
            data["waivers"] = [*data.get("waivers", []), *self._waivers(canaries)]
        kind.model.model_validate({**data, "id": ident})
        self.canaries += canaries
        file = f"{kind.plural}/{ident}.md" if kind.prose else f"{kind.plural}/{ident}.yaml"
        path = folder / ("plan.yaml" if kind.is_single else file)
        path.parent.mkdir(parents=True, exist_ok=True)
        body = data.pop("body", "") if kind.prose else ""
        remark, needle = self.seeds.word()
        self.canaries.append(Canary(needle, f"{kind.name}:{ident} remark", Audience.command))
        excuse, needle = self.seeds.word()
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        text = f"# {remark}\n{text}"
        if meant is not Audience.public:
            self.canaries.append(Canary(needle, f"{kind.name}:{ident} waiver in a remark", meant))
            text = f"# eop: allow EOP601 until 2099-01-01, {excuse} said so\n{text}"
        path.write_text(
            f"---\n{text}---\n# {_name(self.seeds)[0]}\n\n{body}\n" if kind.prose else text, encoding="utf-8"
        )

    def _waivers(self, canaries: list[Canary]) -> Iterator[dict[str, str]]:
        for (kind, audience), ident in self.ids.items():
            if audience is not Audience.public:
                excuse, needle = self.seeds.word()
                canaries.append(Canary(needle, f"plan:plan waiver of {kind}:{ident}", Audience.public))
                yield {"rule": self.rng.choice(("EOP601", "EOP504")), "of": f"{kind}:{ident}",
                       "reason": f"{excuse} accepts it", "until": "2099-01-01"}  # fmt: skip

    def _part(self, model: type[Part], meant: Audience, where: str, own: str = "", reason: str = "") -> Grown:
        """Return the fields of a part that the kind accepts, with their canaries."""
        said = Audience(own) if own else None
        fields: dict[str, Grown] = {}
        for name, info in model.model_fields.items():
            if name in ("id", "audience", "audience_reason", "severity", "classification") and issubclass(
                model, Entity
            ):
                continue
            if name == "audience":
                continue
            usual = fields_by_name(model)[name].audience
            here = narrower(meant, counts(usual, said, reason) if says_for_whom(model) else usual)
            grown = Grown(reason, []) if name == "audience_reason" else self._field(model, name, info, here, where)
            if grown is not None:
                fields[name] = grown
        if own:
            fields["audience"] = Grown(own, [])
        return self._accepted(model, fields)

    def _accepted(self, model: type[Part], fields: dict[str, Grown]) -> Grown:
        """Leave out fields, until the class takes it: some take only one of several."""
        loose = [name for name, info in model.model_fields.items() if not info.is_required() and name in fields]
        loose = [name for name in loose if not name.startswith("audience")]
        for tried in range(200):
            gone = {name for name in loose if self.rng.random() < self.sparse} if tried == 0 else set()
            gone |= set(self.rng.sample(loose, min(len(loose), tried // 40 + 1))) if tried > 1 else set()
            kept = {name: grown for name, grown in fields.items() if name not in gone}
            data = {name: grown.value for name, grown in kept.items()}
            try:
                model.model_validate({**data, "id": "x"} if issubclass(model, Entity) else data)
            except ValidationError as error:
                last = error
                continue
            return Grown(data, [canary for grown in kept.values() for canary in grown.canaries])
        raise last

    def _field(self, model: type[Part], name: str, info: FieldInfo, meant: Audience, where: str) -> Grown | None:
        here = f"{where} {name}"
        listed = is_list(info.annotation)
        if relation := fields_by_name(model)[name].relation:
            value: list[Any] = self._refs(relation.kinds, relation.single, where, listed)
            if value and listed and any(parts_in(info.annotation)):
                value.append({"any_of": self._refs(relation.kinds, relation.single, where, True)})
            if not value:
                return None
            return Grown(value if listed else value[0], [])
        if part := next(parts_in(info.annotation), None):
            if not says_for_whom(part):
                grown = [self._part(part, meant, f"{here} {at}") for at in range(2 if listed else 1)]
            else:
                own: list[tuple[str, str]] = [
                    ("", ""),
                    ("public", REASONS[0]),
                    ("public", "."),
                    ("responder", ""),
                    ("command", ""),
                ]
                self.rng.shuffle(own)
                grown = [
                    self._part(part, narrower(meant, Audience(said)) if said else meant, f"{here} {at}", said, reason)
                    for at, (said, reason) in enumerate(own)
                ]
            values = [each.value for each in grown]
            return Grown(values if listed else values[0], [canary for each in grown for canary in each.canaries])
        return self._leaf(model, name, info, meant, here, listed)

    def _refs(self, kinds: tuple[str, ...], single: bool, where: str, listed: bool) -> list[Any]:
        names = [leaf.name for leaf in KINDS if not leaf.is_single] if kinds == ("*",) else list(kinds)
        chosen = self.rng.sample(names, min(len(names), 3))
        refs = [(name, self.ids[name, audience]) for name in chosen for audience in Audience if name != "plan"]
        refs = [(name, ident) for name, ident in refs if where.split()[0] != f"{name}:{ident}"]
        self.rng.shuffle(refs)
        return [ident if single else f"{name}:{ident}" for name, ident in refs[: 6 if listed else 1]]

    def _leaf(
        self, model: type[Part], name: str, info: FieldInfo, meant: Audience, here: str, listed: bool
    ) -> Grown | None:
        for among in (TEXTS, FORMS):
            if makers := [make for make in among if takes(model, name, make)]:
                made = [self.rng.choice(makers)(self.seeds) for _ in range(2 if listed else 1)]
                texts = [self._mentioning(text) if among is TEXTS and name != "after" else text for text, _ in made]
                found = [Canary(needle, here, meant) for _, needles in made for needle in needles]
                return Grown(texts if listed else texts[0], found)
        within = list(leaves(info.annotation))
        if date in within:
            day = self.seeds.day()
            return Grown([day] if listed else day, [Canary(day.replace("-", ""), here, meant)])
        if bool in within:
            return Grown(self.rng.random() < 0.5, [])
        if float in within:
            said, digits = self.seeds.decimal(1, 6)
            return Grown(float(f"{said}55"), [Canary(digits, here, meant)])
        if int in within:
            number = int(self.seeds.digits(5))
            if accepts(model, name, [number] if listed else number):
                return Grown([number] if listed else number, [Canary(str(number), here, meant)])
            return Grown([self.rng.randint(1, 9)] if listed else self.rng.randint(1, 9), [])
        choices = [each for each in within if isinstance(each, str)]
        if choices and get_origin(info.annotation) is not dict:
            return Grown([self.rng.choice(choices)] if listed else self.rng.choice(choices), [])
        return None

    def _mentioning(self, text: str) -> str:
        """Say something else in a text, too, that may be withheld."""
        if " " not in text or self.rng.random() < 0.5:
            return text
        (kind, _), ident = self.rng.choice(list(self.ids.items()))
        return f"{text} See [[{kind}:{ident}]]" + self.rng.choice((".", f" or [[{kind}:{ident}|the other]]."))


def says_for_whom(model: type[Part]) -> bool:
    return not issubclass(model, Entity) and "audience" in model.model_fields


@cache
def takes(model: type[Part], name: str, make: Callable[[Seeds], Text]) -> bool:
    """Whether a field takes what a maker makes; a number that is no text is made elsewhere."""
    info = model.model_fields[name]
    if str not in set(leaves(info.annotation)):
        return False
    made = [make(Seeds(random.Random(seed)))[0] for seed in range(5)]
    return all(accepts(model, name, [text] if is_list(info.annotation) else text) for text in made)


@cache
def adapter(model: type[Part], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    return TypeAdapter(Annotated[info.annotation, info])


def accepts(model: type[Part], name: str, value: Any) -> bool:
    try:
        adapter(model, name).validate_python(value)
    except ValidationError:
        return False
    return True


def is_list(annotation: Any) -> bool:
    if get_origin(annotation) in (Union, UnionType):
        return any(is_list(each) for each in get_args(annotation))
    return get_origin(annotation) is list


def leaves(annotation: Any) -> Iterator[Any]:
    """Yield the types and the literal values of an annotation."""
    if get_origin(annotation) is Annotated:
        yield from leaves(get_args(annotation)[0])
    elif get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif arguments := get_args(annotation):
        for argument in arguments:
            yield from leaves(argument)
    else:
        yield annotation


# -- the search --------------------------------------------------------------------------------------------------------

_APART = re.compile(r"(?<=\d)[\s().,\-\u2010-\u2015/+·\u00a0\u202f]+(?=\d)")
_STRANGE = re.compile(rf"(?=([{CONSONANTS}]{{6}}))")
_TOKEN = re.compile(r"(?<![0-9a-z.])\d{4,6}(?![0-9a-z])(?!\.\d)")
_RUN = re.compile(r"\d{7,}")
_CHANCE = re.compile(  # digits that say nothing: where a picture's lines run, and digests
    r'\b(?:d|points|viewBox|transform|[xyr][12xy]?|c[xy]|width|height)=\\?"[-\d\s.,a-zA-Z()%]*"|\b[0-9a-f]{40,64}\b'
)
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\x([0-9a-f]{2})", re.I)


def found_in(content: bytes, kept: dict[str, Canary]) -> list[Canary]:
    """Return the canaries that somebody could read out of some bytes."""
    return sorted({kept[needle] for text in _texts(content) for needle in _needles(text) if needle in kept})


def _needles(text: str) -> Iterator[str]:
    text = _CHANCE.sub(" ", text).casefold()
    yield from _STRANGE.findall(text)
    yield from _TOKEN.findall(text)
    for run in set(_RUN.findall(_APART.sub("", text))):
        yield from (run[at : at + length] for length in range(7, 11) for at in range(len(run) - length + 1))


def _texts(content: bytes, depth: int = 0) -> Iterator[str]:
    text = content.decode("utf-8", "replace")
    yield text
    plain = html.unescape(_ESCAPE.sub(lambda said: chr(int(said[1] or said[2], 16)), text))
    plain = unquote(plain) if "%" in plain else plain
    if plain != text:
        yield plain
    if depth < 3 and content.startswith(b"\x1f\x8b"):
        yield from _texts(gzip.decompress(content), depth + 1)
    elif depth < 3 and content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.infolist():
                yield entry.filename
                yield from _texts(archive.read(entry), depth + 1)
