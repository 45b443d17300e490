"""Shape: files in the wrong place, and fields that are missing, unknown or of the wrong sort."""

from __future__ import annotations

from eop_tools.finding import FaultName
from eop_tools.rule import rule


@rule("EOP101", "error", tells=FaultName.missing_cover)
def missing_cover() -> None:
    """The plan has no cover, the file `plan.yaml`.

    Why it matters: the cover says whose plan it is, who signed it and when it must be reviewed (CPG 101: introductory
    material).

    What to do: write `plan.yaml` with at least a name, the jurisdiction, the promulgation and the review clocks.

    ```yaml flagged
    plan: null
    ```

    ```yaml clean
    plan:
      name: Emergency Operations Plan of Example City
    ```
    """


@rule("EOP102", "error", tells=FaultName.misplaced_file)
def misplaced_file() -> None:
    """A file or a folder stands where no part of a plan is read.

    Why it matters: it looks as if it were part of the plan, but nothing of it is checked or published.

    What to do: keep each entity in `<kind>/<id>.yaml`, or all of a kind in `<kind>.yaml`; move the rest elsewhere.

    ```yaml flagged agency/harbor.yaml
    name: Harbor Office
    type: office
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    ```
    """


@rule("EOP103", "error", tells=FaultName.bad_id)
def bad_id() -> None:
    """A file's name, or a key, cannot be an id.

    Why it matters: ids are typed in references and stand in web addresses, so they must look the same everywhere.

    What to do: use small letters, digits and single hyphens. The `name` field takes any words.

    ```yaml flagged agencies/Harbor_Office.yaml
    name: Harbor Office
    type: office
    ```

    ```yaml clean agencies/harbor-office.yaml
    name: Harbor Office
    type: office
    parent: example-city
    ```
    """


@rule("EOP104", "error", tells=FaultName.defined_twice)
def defined_twice() -> None:
    """An entity is written in two files.

    Why it matters: two people would each keep one of the two up to date.

    What to do: keep one of the two, either `<kind>/<id>.yaml` or the entry in `<kind>.yaml`.

    ```yaml flagged agencies.yaml
    emergency-management: {name: Office of Emergency Management, type: office, parent: example-city}
    ```

    ```yaml clean agencies.yaml
    harbor-office: {name: Harbor Office, type: office, parent: example-city}
    ```
    """


@rule("EOP105", "error", tells=FaultName.not_a_mapping)
def not_a_mapping() -> None:
    """A file, or an entry in one, has no fields.

    Why it matters: there is nothing in it that could be used.

    What to do: write its fields, one `name: value` a line.

    ```yaml flagged agencies/harbor.yaml
    - Harbor Office
    - Bridge Office
    ```

    ```yaml clean agencies/harbor.yaml
    name: Harbor Office
    type: office
    parent: example-city
    ```
    """


@rule("EOP106", "error", tells=FaultName.unknown_field)
def unknown_field() -> None:
    """A field has a name that this kind does not know.

    Why it matters: what stands in it would be read by nobody; most often a letter is wrong.

    What to do: correct the name. The page of the kind lists its fields, and editors offer them.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      acronim: HO
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      acronym: HO
      parent: example-city
    ```
    """


@rule("EOP107", "error", tells=FaultName.missing_field)
def missing_field() -> None:
    """A field that must be there is not.

    Why it matters: the pages, lists and checks of the plan count on it.

    What to do: add the field; the message says what belongs in it.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
    ```
    """


@rule("EOP108", "error", tells=FaultName.wrong_type)
def wrong_type() -> None:
    """A field holds another sort of value than it takes.

    Why it matters: a list where one value belongs, or words where a number belongs, cannot be used.

    What to do: write it as the message says; a list has a dash before each entry.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: office
      aliases: Harbor
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: office
      parent: example-city
      aliases: [Harbor]
    ```
    """


@rule("EOP109", "error", tells=FaultName.wrong_value)
def wrong_value() -> None:
    """A field holds a value that it does not take.

    Why it matters: a date that is no day, or a word outside the list, would be passed over in silence.

    What to do: choose one of the values, or write it in the form that the message names.

    ```yaml flagged
    agencies/harbor:
      name: Harbor Office
      type: departement
    ```

    ```yaml clean
    agencies/harbor:
      name: Harbor Office
      type: department
      parent: example-city
    ```
    """


@rule("EOP120", "error", tells=FaultName.newer_language)
def newer_language() -> None:
    """The plan is written in a newer version of the plan language than this tool knows.

    Why it matters: a field may have another name or another meaning there. So nothing of the plan is read, nothing else
    is said of it, and no answer, site or release is made from it.

    What to do: update eop-tools. The version stands on the cover, under `plan_language`. Plans in older versions are
    read; `eop check --fix` gives a field that was renamed its new name.

    ```yaml flagged
    plan:
      plan_language: 99
    ```

    ```yaml clean
    plan:
      plan_language: 1
    ```
    """
