import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Value
from hypothesis import given
from hypothesis import strategies as st

from workflow.number_form import (
    DASHES,
    SLASHES,
    number_key,
    number_key_of,
    one_dash,
    plain_number,
)

PARTS = st.lists(
    st.text("ABkx0123456789", min_size=1, max_size=6), min_size=1, max_size=5
)


@pytest.mark.parametrize("dash", DASHES)
def test_every_look_alike_dash_is_one(dash):
    assert plain_number(f"B{dash}718/99010/SS.400/2026") == "B-718/99010/SS.400/2026"


def test_entry_keeps_what_the_paper_says():
    assert plain_number(" 005 / 0087 / Setda-Um/2025 ") == "005 / 0087 / Setda-Um/2025"


def test_unseen_signs_are_no_part_of_a_number():
    assert plain_number("005\u200b/1\x00/2026\ufeff") == "005/1/2026"


def test_places_stay_where_they_were():
    assert len(one_dash("a\u2011b\u2014c")) == len("a-b-c")


@given(PARTS, st.sampled_from(DASHES), st.sampled_from("/" + SLASHES))
def test_spellings_of_one_number_have_one_key(parts, dash, slash):
    typed = f"{slash}".join([*parts, f"A{dash}1"])
    spaced = " / ".join([*parts, "a - 1"])

    assert number_key(typed) == number_key(spaced)


@given(PARTS)
def test_a_key_is_its_own_key(parts):
    key = number_key("/".join(parts))

    assert number_key(key) == key


@pytest.mark.django_db
@pytest.mark.parametrize(
    "number",
    [
        "B\u2011718/99010/SS.400/2026",
        "005 / 0087 / Setda\u2013Um/2025",
        "005/000/x",
        "25 /PMK.05/2012",
        "400.3.1\u2044012\uff0fdisdik",
        "",
    ],
)
def test_database_and_index_form_one_key(number):
    typed = Value(number, output_field=CharField())
    rows = ContentType.objects.annotate(typed=typed).annotate(
        key=number_key_of("typed")
    )

    assert rows.values_list("key", flat=True)[0] == number_key(number)
