"""Which field or word of the plan somebody meant who wrote another one."""

from __future__ import annotations

import re

from eop_tools.kind import Entity, Part, fields_by_name, fields_of
from eop_tools.text.suggest import did_you_mean

_ALSO = {**dict.fromkeys(("lng", "long", "longitude"), "lon"), "latitude": "lat"}
"""What people call fields here, where it is no slip of the pen."""
_CALLED = {
    **dict.fromkeys(("phone", "telephone", "tel", "mobile", "cell", "cellphone", "landline", "office_phone"), "voice"),
    **dict.fromkeys(("mail", "e-mail", "e_mail"), "email"),
    **dict.fromkeys(("sms", "texting"), "text"),
    "website": "web",
}
"""What people call the types that ways to reach somebody have here."""
_JOINED = re.compile(r"\s*[^\W_]+(?:[\s_-]+[^\W_]+)*\s*")
"""Words with nothing but blanks, hyphens and underscores between them: “office?” and “not: office” say more."""


def inside(name: str, model: type[Part]) -> str:
    """Return under which field an unknown one belongs, for it is a field of its parts, or a value in them."""
    word = _CALLED.get(name, name)
    for field in fields_of(model):
        for part in field.parts if field.name not in fields_by_name(Entity) else ():
            inner = fields_by_name(part)
            if name in inner:
                return f"write it under {field.name}, as {name}"
            if of := next((each.name for each in inner.values() if word in each.choices), ""):
                return f"write it under {field.name}: {{{of}: {word}, {'value: ' * ('value' in inner)}…}}"
    return ""


def likely(written: str, known: tuple[str, ...]) -> tuple[str, bool]:
    """Return "did you mean …?", and whether that is sure: nothing but capitals and the signs between words differ."""
    letters = _ALSO.get(letters_of(written), letters_of(written))
    same = [word for word in known if letters_of(word) == letters]
    if len(same) == 1 and _JOINED.fullmatch(written):
        return f"did you mean “{same[0]}”?", True
    return did_you_mean(written[:64], known), False


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, without capitals: what two spellings of one name share."""
    return "".join(filter(str.isalnum, text.casefold()))
