"""What the query of an address may say."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from common.api.parameters import (
    COUNT,
    LIMIT,
    Choice,
    Day,
    Instant,
    Parameter,
    PublicId,
    Slug,
    WholeNumber,
    read_parameters,
)
from common.api.problems import ParameterProblem
from common.public_ids import public_id

DECLARED: tuple[Parameter, ...] = (
    Slug("proposition", "One proposition."),
    Choice("stance", "One stance.", choices=("favor", "against")),
    Day("since", "From this day."),
    Instant("known_at", "As known then."),
    PublicId("position", "One position.", kind="position"),
    WholeNumber("after", "After this one."),
    LIMIT,
    COUNT,
)


def read(query: str) -> dict[str, object]:
    return read_parameters(QueryDict(query), DECLARED)


def faults(query: str) -> list[dict[str, str]]:
    with pytest.raises(ParameterProblem) as caught:
        read(query)
    return [fault.as_json() for fault in caught.value.faults]


def test_what_is_given_is_read_into_values() -> None:
    query = (
        "proposition=havneby-harbour&stance=against&since=2025-03-03&known_at=2025-03-03T12:00:00Z"
        f"&position={public_id('position', 7)}&after=17&limit=200&count=true"
    )

    assert read(query) == {
        "proposition": "havneby-harbour",
        "stance": "against",
        "since": date(2025, 3, 3),
        "known_at": datetime(2025, 3, 3, 12, tzinfo=UTC),
        "position": 7,
        "after": 17,
        "limit": 200,
        "count": True,
    }


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-03-03", datetime(2025, 3, 3, 23, 59, 59, 999999, tzinfo=UTC)),
        ("2025-03-03T14:00:00%2B02:00", datetime(2025, 3, 3, 12, tzinfo=UTC)),
        ("2025-03-03T14:00:00+02:00", datetime(2025, 3, 3, 12, tzinfo=UTC)),
        ("2025-03-03T12:00Z", datetime(2025, 3, 3, 12, tzinfo=UTC)),
        ("2025-03-03T12:00:00.25Z", datetime(2025, 3, 3, 12, 0, 0, 250000, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_with_its_offset_and_a_bare_date_is_the_end_of_its_day(
    text: str, instant: datetime
) -> None:
    assert read(f"known_at={text}") == {"known_at": instant}


def test_a_misspelt_parameter_names_the_nearest_right_one() -> None:
    assert faults("propostion=x") == [
        {
            "parameter": "propostion",
            "detail": "There is no parameter “propostion”. Did you mean “proposition”?",
        }
    ]


def test_a_parameter_that_is_near_nothing_lists_what_there_is() -> None:
    assert faults("zzzzzz=1") == [
        {
            "parameter": "zzzzzz",
            "detail": (
                "There is no parameter “zzzzzz”. Possible here: after, count, known_at, limit,"
                " position, proposition, since, stance."
            ),
        }
    ]


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("stance=favour", "“favour” is not one of favor, against. Did you mean “favor”?"),
        ("since=2025-02-30", "“2025-02-30” is not a date; write it as 2025-05-15."),
        ("since=20250303", "“20250303” is not a date; write it as 2025-05-15."),
        (
            "known_at=2025-03-03T12:00:00",
            (
                "“2025-03-03T12:00:00” is not an instant; write it as 2025-05-15T12:00:00Z,"
                " or as a date for the end of that day (UTC)."
            ),
        ),
        ("position=sta_whatever", "“sta_whatever” is not the id of a record of this kind."),
        ("limit=0", "“0” is not a whole number from 1 to 200."),
        ("limit=201", "“201” is not a whole number from 1 to 200."),
        ("limit=٣", "“٣” is not a whole number from 1 to 200."),
        ("count=1", "“1” is not true or false."),
        (
            "proposition=a%00b",
            "letters, digits and hyphens are expected, as in an address.",
        ),
        ("limit=3&limit=4", "given more than once; give it once."),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(query: str, detail: str) -> None:
    name = query.partition("=")[0]

    assert faults(query) == [{"parameter": name, "detail": f"{name}: {detail}"}]


def test_every_fault_is_told_at_once() -> None:
    assert [fault["parameter"] for fault in faults("limit=x&stance=y&sincce=z")] == [
        "limit",
        "stance",
        "sincce",
    ]


@given(st.sampled_from([parameter.name for parameter in DECLARED]), st.text(max_size=40))
def test_any_text_is_a_value_or_a_fault_of_that_parameter(name: str, text: str) -> None:
    query = QueryDict(mutable=True)
    query[name] = text

    try:
        named = list(read_parameters(query, DECLARED))
    except ParameterProblem as problem:
        named = [fault.parameter for fault in problem.faults]

    assert named == [name]
