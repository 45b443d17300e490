"""Places: where they lie on the map."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from eop_tools.kinds.facility import Facility, Position
from eop_tools.plan import Plan
from eop_tools.rule import Verdict, rule
from eop_tools.text.phrases import counted, short

_FEWEST = 3
"""Places on the map. Of fewer nobody can say which of them lies apart."""
_FAR = 5
"""Degrees; at least 340 kilometers in the United States."""
_WIDE = 4
"""How many times as far from the middle as half of all places, in a plan for a whole state."""

_WEST = (
    "AG AI AR AS AW BB BL BM BO BQ BR BS BZ CA CK CL CO CR CU CV CW DM DO EC FK GD GF GP GS GT GY HN HT IS JM KN KY "
    "LC MF MQ MS MX NI NU PA PE PF PM PN PR PY SR SV SX TC TK TO TT US UY VC VE VG VI WF WS "
)
_EAST = (
    "AE AF AM AU AZ BD BG BH BI BN BT BW BY CC CN CX CY DJ EE EG ER ET FI FM GE GR GU HK ID IL IN IO IQ IR JO JP KE "
    "KG KH KM KP KR KW KZ LA LB LK LS LT LV MD MG MK MM MN MO MP MU MV MW MY MZ NP OM PG PH PK PL PS PW QA RE RO RS "
    "RW SA SB SC SD SG SO SS SY SZ TF TH TJ TL TM TR TW TZ UA UG UZ VN YE YT ZA ZM ZW "
)
_NORTH = (
    "AD AE AF AG AI AL AM AT AX AZ BA BD BE BG BH BL BM BS BT BY BZ CA CH CN CU CY CZ DE DK DM DO DZ EE EG EH ER ES "
    "FI FO FR GB GE GG GI GL GP GR HK HR HT HU IE IL IM IN IQ IR IS IT JE JM JO JP KG KN KP KR KW KY KZ LA LB LI LT "
    "LU LV LY MA MC MD ME MF MK MM MN MO MP MR MS MT MX NL NO NP OM PK PL PM PR PS PT QA RO RS RU SA SD SE SI SJ SK "
    "SM SX SY TC TJ TM TN TR TW UA UM US UZ VA VG VI "
)
_SOUTH = "AQ AR BO BW CK CL FJ FK GS LS MG MU MW MZ NA NC NF NU NZ PN PY RE SH SZ TF TO UY VU ZA ZM ZW "
"""Countries that lie wholly in one half of the globe, by the first two letters, as all places of their time zones do
(IANA tz database, zone.tab): more than 20 degrees west or east of Greenwich, 15 north or south of the equator."""
_DATE_LINE = 165
"""Degrees. Beyond them islands of the west have eastern longitudes."""
_HALVES = (
    ("lon", _WEST, -1, "west"),
    ("lon", _EAST, 1, "east"),
    ("lat", _NORTH, 1, "north"),
    ("lat", _SOUTH, -1, "south"),
)


@rule("EOP110", "warning")
def far_off_place(plan: Plan) -> Iterator[Verdict]:
    """A place lies far from all other places of the plan.

    Why it matters: whoever follows the map ends up in another country. Most often a sign or a digit was mistyped.

    What to do: correct the position; west is negative, and so is south. If the place is really there, waive this.

    ```yaml flagged
    facilities/a: {name: A, type: depot, agency: example-city, position: {lat: 39.95, lon: -100.21}}
    facilities/b: {name: B, type: depot, agency: example-city, position: {lat: 39.97, lon: -100.24}}
    facilities/c: {name: C, type: depot, agency: example-city, position: {lat: 40.01, lon: -100.27}}
    facilities/d: {name: D, type: depot, agency: example-city, position: {lat: 40.02, lon: -100.28}}
    facilities/e: {name: E, type: depot, agency: example-city, position: {lat: 40.03, lon: -10.029}}
    ```

    ```yaml clean
    facilities/a: {name: A, type: depot, agency: example-city, position: {lat: 39.95, lon: -100.21}}
    facilities/b: {name: B, type: depot, agency: example-city, position: {lat: 39.97, lon: -100.24}}
    facilities/c: {name: C, type: depot, agency: example-city, position: {lat: 40.01, lon: -100.27}}
    facilities/d: {name: D, type: depot, agency: example-city, position: {lat: 40.02, lon: -100.28}}
    facilities/e: {name: E, type: depot, agency: example-city, position: {lat: 40.03, lon: -100.29}}
    ```
    """
    placed = _placed(plan)
    if len(placed) < _FEWEST:
        return
    told = {(place.id, field) for field, _, _, wrong in _mirrored(plan) for place, _ in wrong}
    for field in ("lat", "lon"):
        middle = median(getattr(position, field) for _, position in placed)
        spread = median(abs(getattr(position, field) - middle) for _, position in placed)
        for place, position in placed:
            degrees = getattr(position, field)
            if abs(degrees - middle) > max(_FAR, _WIDE * spread) and (place.id, field) not in told:
                yield Verdict(
                    place.at("position", field),
                    f"{short(place.name)} lies far from all other places of the plan, which lie around {middle:.4g}",
                    _slip(degrees, middle, spread),
                )


def _slip(degrees: float, middle: float, spread: float) -> str:
    """Return what was probably mistyped."""
    if abs(-degrees - middle) <= max(_FAR, _WIDE * spread):
        return f"write {-degrees:g}; west and south are negative"
    return "look for a sign or a digit that was mistyped, and whether lat and lon are exchanged"


@rule("EOP111", "warning")
def mirrored_place(plan: Plan) -> Iterator[Verdict]:
    """A place lies in the wrong half of the globe for the country of the plan.

    Why it matters: the map shows a spot in China for a depot in Minnesota. The sign was lost, most often with the W.

    What to do: west is negative, and so is south: write `lon: -93.26`. The country is the cover's `phone_region`.

    ```yaml flagged
    facilities/depot: {name: Depot, type: depot, agency: example-city, position: {lat: 38.5, lon: 98.5}}
    ```

    ```yaml clean
    facilities/depot: {name: Depot, type: depot, agency: example-city, position: {lat: 38.5, lon: -98.5}}
    ```
    """
    is_said = plan.cover is not None and "phone_region" in plan.cover.model_fields_set
    country = "" if is_said else "; or write the country's two letters on the cover, as phone_region"
    region = plan.cover.phone_region if plan.cover else ""
    total = len(_placed(plan))
    for field, sign, half, wrong in _mirrored(plan):
        place, degrees = wrong[0]
        who = f"{short(place.name)} does" if len(wrong) == 1 else f"{len(wrong)} of {counted(total, 'place')} do"
        negative = {-1: f"{half} is negative: "}.get(sign, "")
        yield Verdict(
            place.at("position", field),
            f"{who} not lie in the {half}, as all of {region} does",
            f"{negative}write {-degrees:g}{country}",
            tuple((other.at("position", field), short(other.name)) for other, _ in wrong[1:5]),
        )


def _mirrored(plan: Plan) -> list[tuple[str, int, str, list[tuple[Facility, float]]]]:
    """Return what lies in the wrong half: the field, sign and name of the right half, and the places with degrees."""
    region = plan.cover.phone_region if plan.cover else ""
    found = []
    for field, countries, sign, half in _HALVES:
        degrees = [(place, getattr(at, field)) for place, at in _placed(plan) if region in countries.split()]
        wrong = [(place, value) for place, value in degrees if value * sign < 0 and abs(value) < _DATE_LINE]
        if wrong:
            found.append((field, sign, half, wrong))
    return found


def _placed(plan: Plan) -> list[tuple[Facility, Position]]:
    """Return the places with a position that somebody has filled in."""
    places = plan.of(Facility)
    return [(place, place.position) for place in places if place.position and _is_somewhere(place.position)]


@rule("EOP112", "error")
def place_nowhere(facility: Facility) -> Iterator[Verdict]:
    """A place has the position 0/0, which lies in the sea off Africa: nobody has filled it in.

    Why it matters: whoever follows the map is sent to nowhere.

    What to do: write the position, or delete it: a place without one is shown by its address.

    ```yaml flagged
    facilities/depot: {name: Depot, type: depot, agency: example-city, position: {lat: 0, lon: 0}}
    ```

    ```yaml clean
    facilities/depot: {name: Depot, type: depot, agency: example-city, address: 1 Main Street}
    ```
    """
    if facility.position and not _is_somewhere(facility.position):
        yield Verdict(
            facility.at("position"),
            f"{short(facility.name)} has the position 0/0, which lies in the sea off Africa",
            "write where it lies, or delete the position",
        )


def _is_somewhere(position: Position) -> bool:
    return bool(position.lat or position.lon)
