"""Which register numbers which letter: by type and signatory, as data."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.organisation.models import Unit
from tests.office.days import clock_at, moment
from tests.office.kabupaten import actor
from tests.office.outgoing import submitted
from tests.workflow.numbering.registers import number_of, request_of, rule, with_bagian
from workflow.letters.checks import letter_faults
from workflow.letters.number_request import number_request
from workflow.letters.queries.number_patterns import type_patterns
from workflow.models import LedgerNumber, RegisterRule
from workflow.numbering.changing import RegisterRuleInput, change_register_rule
from workflow.numbering.errors import RegisterClosed
from workflow.numbering.operations import (
    reserve_letter_number,
)
from workflow.numbering.places import place_for
from workflow.reference_data import load_register_rules

pytestmark = pytest.mark.django_db
DEFAULT = "{klasifikasi}/{urut}/{unit}/{tahun}"


@pytest.fixture
def office(office):
    """The office with its Bagian Umum and Bagian Hukum, a wakil and an asisten."""
    return with_bagian(office)


@pytest.mark.parametrize(
    ("signer", "type_code", "owner", "series"),
    [
        ("bupati", "surat_dinas", "SETDA-UM", "outgoing"),
        ("wakil", "surat_dinas", "SETDA-UM", "outgoing"),
        ("sekda", "surat_edaran", "SETDA-UM", "outgoing"),
        ("asisten", "surat_undangan", "SETDA-UM", "outgoing"),
        ("kabag", "surat_dinas", "SETDA-UM", "outgoing"),
        ("kadis", "surat_dinas", "DISKOMINFO", "outgoing"),
        ("kabid", "surat_dinas", "DISKOMINFO", "outgoing"),
        ("bupati", "keputusan_bupati", "SETDA-HK", "decree"),
        ("sekda", "keputusan_sekda", "SETDA-HK", "decree"),
        ("bupati", "perda", "SETDA-HK", "regulation"),
        ("bupati", "perbup", "SETDA-HK", "head_regulation"),
        ("kadis", "keputusan_kepala_pd", "DISKOMINFO", "decree"),
        ("kadis", "nota_dinas", "DISKOMINFO", "nota_dinas"),
        ("kabid", "nota_dinas", "DISKOMINFO-APL", "nota_dinas"),
        ("kabag", "telaahan_staf", "SETDA-ORG", "nota_dinas"),
        ("sekda", "nota_dinas", "SETDA", "nota_dinas"),
    ],
)
def test_register_follows_signatory_and_type(office, signer, type_code, owner, series):
    wanted = request_of(office, getattr(office, signer), type_code)

    place = place_for(wanted, timezone.localdate())

    assert (place.unit.code, place.series) == (owner, series)


def test_bupati_and_sekda_share_one_register(office):
    texts = [number_of(office, who).text for who in (office.bupati, office.sekda)]

    year = timezone.localdate().year
    assert texts == [f"000.1.5/1/SETDA-UM/{year}", f"000.1.5/2/SETDA-UM/{year}"]


def test_each_unit_has_its_own_series_of_nota_dinas(office):
    texts = [
        number_of(office, who, "nota_dinas").text
        for who in (office.kadis, office.kabid, office.kabid)
    ]

    year = timezone.localdate().year
    assert texts == [
        f"000.1.5/1/DISKOMINFO/ND/{year}",
        f"000.1.5/1/DISKOMINFO-APL/ND/{year}",
        f"000.1.5/2/DISKOMINFO-APL/ND/{year}",
    ]


def test_all_forty_types_have_their_pattern():
    patterns = type_patterns()

    assert len(patterns) == 40
    # What is signed has a number in a register: sheets and minutes as well.
    assert all(patterns.values())
    assert patterns["notula"] == "{klasifikasi}/{urut}/{unit}/NOT/{tahun}"
    assert patterns["surat_dinas"] == DEFAULT
    assert patterns["nota_dinas"] == "{klasifikasi}/{urut}/{unit}/ND/{tahun}"
    assert patterns["keputusan_bupati"] == "{klasifikasi}/{urut}/{tahun}"
    assert patterns["perda"] == "NOMOR {urut} TAHUN {tahun}"


def test_without_such_a_unit_the_secretariat_keeps_the_register(office):
    Unit.objects.filter(pk=office.umum.pk).update(name="Bagian Rumah Tangga")

    number = number_of(office, office.bupati)

    assert number.register.unit == office.setda


def test_the_unit_found_first_keeps_the_register_whatever_is_made_later(office):
    Unit.objects.filter(pk=office.umum.pk).update(name="Bagian Rumah Tangga")
    first = number_of(office, office.bupati)

    Unit.objects.filter(pk=office.umum.pk).update(name="Bagian Umum")
    second = number_of(office, office.bupati)

    assert first.register == second.register
    assert AuditEvent.objects.filter(action="number.owner_settled").count() == 1


def close(unit: Unit) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Unit.objects.filter(pk=unit.pk).update(closed_on=yesterday)


def test_closed_owner_is_told_with_the_remedy_before_signing(office):
    number_of(office, office.sekda)
    letter = submitted(office)
    close(office.umum)

    faults = letter_faults(letter)
    with pytest.raises(RegisterClosed):
        reserve_letter_number(number_request(letter), actor=actor(office.sekda))

    assert [fault.code for fault in faults] == ["register_closed"]
    assert "Bagian Umum" in str(faults[0].message)
    assert "Nomor surat" in str(faults[0].message)
    assert LedgerNumber.objects.filter(state="reserved").count() == 0


def change(office, code="agencies", *, who=None, read=None, **changes) -> RegisterRule:
    now = rule(code)
    values = {
        "owner": now.owner,
        "owner_unit_id": now.owner_unit_id,
        "series": now.series,
        "pattern": now.pattern,
        "letter_types": tuple(now.letter_types),
        "from_on": timezone.localdate(),
        "reason": "Perbup 12/2026",
    }
    return change_register_rule(
        actor=actor(who or office.admin),
        code=code,
        given=RegisterRuleInput(**(values | changes)),
        type_patterns=type_patterns(),
        read=read,
    )


def codes_of(refusal) -> set[str]:
    return {fault.code for fault in refusal.value.faults}


def test_a_new_pattern_holds_from_its_day_and_renumbers_nothing(office):
    today = timezone.localdate()
    begins = today + timedelta(days=2)
    before = number_of(office, office.kadis)

    change(office, pattern="{sifat}-{urut:3}/{unit}/{tahun}", from_on=begins)
    meanwhile = number_of(office, office.kadis)
    with clock_at(moment(begins.year, begins.month, begins.day, 9)):
        after = number_of(office, office.kadis)

    before.refresh_from_db()
    assert before.text == f"000.1.5/1/DISKOMINFO/{today.year}"
    assert meanwhile.text == f"000.1.5/2/DISKOMINFO/{today.year}"
    assert after.text == f"B-003/DISKOMINFO/{today.year}"
    former = RegisterRule.objects.get(code="agencies", valid_to_on__isnull=False)
    assert former.valid_to_on == begins - timedelta(days=1)
    assert AuditEvent.objects.filter(action="number.rule_changed").count() == 1


def test_owner_of_a_register_is_chosen(office):
    change(office, "leaders", owner_unit_id=office.setda.pk)

    number = number_of(office, office.bupati)

    assert number.register.unit == office.setda


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "required"),
        ({"pattern": "{klasifikasi}/{unit}"}, "pattern"),
        ({"pattern": "{klasifikasi}/{urut}/{tahun}"}, "unit_not_shown"),
        ({"pattern": "{klasifikasi}/{urut}/{unit}/KEP/{tahun}"}, "not_told_apart"),
        ({"owner": "named"}, "required"),
        ({"owner": "nobody"}, "unknown_choice"),
        ({"letter_types": ("surat_cinta",)}, "unknown_type"),
    ],
)
def test_a_rule_that_breaks_the_registers_is_refused(office, changes, code):
    with pytest.raises(Invalid) as refusal:
        change(office, **changes)

    assert code in codes_of(refusal)
    assert RegisterRule.objects.filter(code="agencies").count() == 1


def test_a_rule_does_not_begin_in_the_past(office):
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(Invalid) as refusal:
        change(office, from_on=yesterday)

    assert codes_of(refusal) == {"date_past"}


def test_closed_unit_is_not_made_an_owner(office):
    close(office.umum)

    with pytest.raises(Invalid) as refusal:
        change(office, "leaders", owner_unit_id=office.umum.pk)

    assert "unit_closed" in codes_of(refusal)


def test_a_register_that_shows_no_unit_changes_hands_on_new_year_alone(office):
    number_of(office, office.bupati, "keputusan_bupati")
    moved = {"owner_unit_id": office.umum.pk}

    with pytest.raises(Invalid) as refusal:
        change(office, "decrees", **moved)
    change(
        office, "decrees", from_on=date(timezone.localdate().year + 1, 1, 1), **moved
    )

    assert codes_of(refusal) == {"number_twice"}


def test_two_administrators_do_not_change_a_rule_unseen(office):
    seen = rule("agencies").pk
    change(office, pattern="{urut}/{unit}/{tahun}")

    with pytest.raises(Stale):
        change(office, read=seen)


def test_only_administrators_change_rules(office):
    with pytest.raises(NotFound):
        change(office, who=office.setda_clerk, pattern="{urut}/{unit}/{tahun}")


def test_a_letter_on_its_way_is_numbered_by_the_rules_of_its_day(office):
    letter = submitted(office)

    change(office, "leaders", owner_unit_id=office.setda.pk)
    number = reserve_letter_number(number_request(letter), actor=actor(office.sekda))

    assert number.register.unit == office.setda


def test_shipped_rules_may_begin_with_the_coming_year(office):
    RegisterRule.objects.all().delete()
    begins = date(2031, 1, 1)

    load_register_rules(RegisterRule, from_on=begins)

    assert set(RegisterRule.objects.values_list("valid_from_on", flat=True)) == {begins}
