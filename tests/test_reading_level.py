"""The grade of a text: known texts have known grades, and marks of Markdown change nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eop_tools.text.readability import reading, sentences_of, syllables

GETTYSBURG = """
Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and
dedicated to the proposition that all men are created equal. Now we are engaged in a great civil war, testing whether
that nation, or any nation so conceived and so dedicated, can long endure. We are met on a great battle-field of that
war. We have come to dedicate a portion of that field, as a final resting place for those who here gave their lives that
that nation might live. It is altogether fitting and proper that we should do this.
"""
DECLARATION = """
When in the Course of human events, it becomes necessary for one people to dissolve the political bands which have
connected them with another, and to assume among the powers of the earth, the separate and equal station to which the
Laws of Nature and of Nature's God entitle them, a decent respect to the opinions of mankind requires that they should
declare the causes which impel them to the separation.
"""
MARY = """
Mary had a little lamb. Its fleece was white as snow. And everywhere that Mary went, the lamb was sure to go. It made
the children laugh and play to see a lamb at school.
"""


@pytest.mark.parametrize(
    ("text", "grade", "within"),
    [
        # The worked example of the formula: 13 words and 24 syllables in one sentence.
        ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 11.3, 0.1),
        (GETTYSBURG, 9.2, 0.8),  # counted by hand: 107 words, 5 sentences, 150 syllables
        (DECLARATION, 29.6, 1.0),  # one sentence of 71 words and 106 syllables
        (MARY, 2.3, 0.8),
    ],
)
def test_known_texts(text: str, grade: float, within: float) -> None:
    assert reading(text).grade == pytest.approx(grade, abs=within)


@pytest.mark.parametrize(
    ("count", "words"),
    {
        1: "the bridge closed asked streets fire safe lives helped through EOC's 911 35W",
        2: "people shelter water table agreed debris needed bridges notice radios's being every homeless mayor",
        3: "radio hospital agency decided telephone citywide area FBI committee's hydration telephones",
        4: "emergency recovery operations authority humanity community activation everybody utility activity",
        5: "communication evacuation cooperation continuity opportunity immediately",
    }.items(),
)
def test_syllables(count: int, words: str) -> None:
    counted = {word: syllables(word) for word in words.split()}
    assert sum(abs(found - count) for found in counted.values()) <= 2, counted


def test_marks_are_no_words() -> None:
    plain = "Call the duty officer. Open the center. Then go home."
    marked = """\
# A heading of a very considerable complexity

Call the [[role:oem-duty-officer|duty officer]]. **Open** the [center](https://example.org/a/very/long/address).

| Function | Responsibility |
| --- | --- |

```
code that nobody considers readable
```

1. Then go home
"""
    assert reading(marked).grade == pytest.approx(reading(plain).grade)
    assert reading(marked).words == reading(plain).words == 10


def test_a_list_item_is_a_sentence_and_a_short_form_does_not_end_one() -> None:
    assert sentences_of("First come\nthese:\n\n- one\n- two\n  of them\n") == [
        "First come\nthese:",
        "one",
        "two\n  of them",
    ]
    assert len(sentences_of("Minn. Stat. 12.29 and St. Paul, e.g. at 5 p.m. on the U.S. line. See No. 3.")) == 2


def test_nothing_has_no_grade() -> None:
    assert reading("") == reading("| a | b |") == (0, 0.0)


@given(st.text(max_size=300))
def test_any_text_has_a_grade(text: str) -> None:
    found = reading(text)
    assert found.words >= 0
    assert found.grade == found.grade  # no “not a number”


@given(
    st.lists(
        st.sampled_from(["the", "fire", "chief", "calls", "every", "hospital", "in", "time"]), min_size=2, max_size=40
    )
)
def test_one_long_sentence_is_no_easier_than_two(words: list[str]) -> None:
    middle = len(words) // 2
    one = reading(" ".join(words) + ".").grade
    assert one >= reading(f"{' '.join(words[:middle])}. {' '.join(words[middle:])}.").grade
