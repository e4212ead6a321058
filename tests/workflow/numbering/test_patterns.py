"""The pattern engine: every form in use, and what is no pattern."""

from datetime import date

import pytest

from workflow.numbering.patterns import (
    NumberFacts,
    may_print_alike,
    pattern_faults,
    printed,
)
from workflow.security_class import SecurityClass

FACTS = NumberFacts(
    klasifikasi="000.1.5",
    urut=12,
    unit="SETDA-UM",
    day=date(2026, 11, 9),
    sifat="R",
    jabatan="D-IV",
)
GOLDEN = [
    ("{klasifikasi}/{urut}/{unit}", "000.1.5/12/SETDA-UM"),
    ("{klasifikasi}/{urut}/{unit}/{tahun}", "000.1.5/12/SETDA-UM/2026"),
    ("{sifat}.{klasifikasi}/{urut}/{unit}/{tahun}", "R.000.1.5/12/SETDA-UM/2026"),
    ("{urut}/{klasifikasi}/{unit}", "12/000.1.5/SETDA-UM"),
    ("100.3.3.2/{urut:4}/{tahun}", "100.3.3.2/0012/2026"),
    ("NOMOR {urut} TAHUN {tahun}", "NOMOR 12 TAHUN 2026"),
    ("{urut}/{jabatan}/{klasifikasi}/{bulan}/{tahun}", "12/D-IV/000.1.5/11/2026"),
    ("{sifat}-{urut}/{unit}/{bulan_romawi}/{tahun}", "R-12/SETDA-UM/XI/2026"),
    ("{klasifikasi}/{urut}{suffix}/{unit}", "000.1.5/12/SETDA-UM"),
]
BROKEN = [
    "",
    "{klasifikasi}/{unit}/{tahun}",
    "{urut}/{urut}/{tahun}",
    "{urut}{tahun}",
    "{tahun}{urut}",
    "1{urut}/{tahun}",
    "{urut}7/{tahun}",
    "{urut:9}/{tahun}",
    "{urut:04d}/{tahun}",
    "{tahun:4}/{urut}",
    "{nomor}/{urut}",
    "{urut.__class__}/{tahun}",
    "{urut!r}/{tahun}",
    "{urut/{tahun}",
    "{urut}/<b>/{tahun}",
    "{urut}/" + "A" * 120,
]


@pytest.mark.parametrize(("pattern", "number"), GOLDEN)
def test_a_pattern_prints_as_the_office_writes(pattern, number):
    assert list(pattern_faults(pattern)) == []
    assert printed(pattern, FACTS) == number


@pytest.mark.parametrize("pattern", BROKEN)
def test_what_is_no_pattern_is_refused(pattern):
    assert list(pattern_faults(pattern))


@pytest.mark.parametrize(
    ("first", "unit", "other", "other_unit", "alike"),
    [
        ("{klasifikasi}/{urut}/{tahun}", None, "100.3.3.2/{urut}/{tahun}", None, True),
        ("{klasifikasi}/{urut}/{unit}", "A", "{klasifikasi}/{urut}/{unit}", "B", False),
        ("{klasifikasi}/{urut}/{unit}", "A", "{klasifikasi}/{urut}/{unit}", "A", True),
        (
            "{klasifikasi}/{urut}/{unit}",
            None,
            "{klasifikasi}/{urut}/{tahun}",
            "A",
            True,
        ),
        ("{urut}/{unit}/ND/{tahun}", None, "{urut}/{unit}/{tahun}", None, False),
        ("{urut:4}/{unit}", "A", "{urut}/{unit}", "A", True),
    ],
)
def test_patterns_that_might_print_one_number_are_known(
    first, unit, other, other_unit, alike
):
    assert may_print_alike(first, unit, other, other_unit) is alike


def test_letters_of_the_security_classes():
    letters = [one.letter for one in SecurityClass]

    assert letters == ["B", "T", "R", "SR"]
