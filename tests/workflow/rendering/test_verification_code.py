"""The code under the QR."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.rendering.verification_code import (
    ALPHABET,
    generate,
    grouped,
    is_well_formed,
    normalise,
)


def test_new_codes_are_well_formed_and_differ():
    codes = {generate() for _n in range(500)}
    assert len(codes) == 500
    assert all(is_well_formed(code) for code in codes)


def test_no_sign_looks_like_another():
    assert not set("ILOU") & set(ALPHABET)
    assert len(ALPHABET) == 32


def test_a_code_as_people_type_it_is_the_stored_one():
    code = generate()
    typed = f" {grouped(code).lower().replace('0', 'o').replace('1', 'l')} "
    assert normalise(typed) == code


@given(st.integers(0, 19), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_noticed(place, sign):
    code = generate()
    wrong = code[:place] + sign + code[place + 1 :]
    assert is_well_formed(wrong) == (wrong == code)


@given(st.integers(0, 19), st.integers(0, 19))
def test_two_swapped_signs_are_noticed(first, second):
    signs = list(code := generate())
    signs[first], signs[second] = signs[second], signs[first]
    swapped = "".join(signs)
    assert is_well_formed(swapped) == (swapped == code)


@pytest.mark.parametrize("code", ["", "A", "0" * 19, "0" * 21, "U" * 20, "é" * 20])
def test_what_is_no_code_is_refused(code):
    assert not is_well_formed(code)
