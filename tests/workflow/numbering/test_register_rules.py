"""Which register numbers which letter: by type and signatory, as data."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.organisation.models import PositionKind, Unit, UnitKind
from tests.office.days import clock_at, moment
from tests.office.kabupaten import actor, make_person
from tests.office.outgoing import make_draft, submitted
from tests.office.visitors import client_of, post, program_of
from workflow.letters.checks import letter_faults
from workflow.letters.number_request import number_request
from workflow.letters.queries.number_patterns import type_patterns
from workflow.models import LedgerNumber, LetterType, Register, RegisterRule
from workflow.numbering.changing import RuleInput, change_register_rule
from workflow.numbering.errors import RegisterClosed
from workflow.numbering.operations import (
    mark_used,
    reserve_letter_number,
    take_agenda_number,
)
from workflow.numbering.places import place_for
from workflow.numbering.proof import prove_registers
from workflow.reference_data import load_register_rules

pytestmark = pytest.mark.django_db
DEFAULT = "{klasifikasi}/{urut}/{unit}/{tahun}"


def make_unit(office, code: str, name: str, parent: Unit) -> Unit:
    unit = Unit(code=code, name=name, kind=UnitKind.DIVISION, parent=parent)
    unit.path = [*parent.path, unit.pk]
    unit.save()
    return unit


@pytest.fixture
def office(office):
    """The office with its Bagian Umum and Bagian Hukum, a wakil and an asisten."""
    office.umum = make_unit(office, "SETDA-UM", "Bagian Umum", office.setda)
    office.hukum = make_unit(office, "SETDA-HK", "Bagian Hukum", office.setda)
    office.wakil = make_person(
        "wakil", "Sri Wahyuni", "Wakil Bupati", office.government,
        kind=PositionKind.DEPUTY_HEAD,
    )  # fmt: skip
    office.asisten = make_person(
        "asisten", "Bambang S.", "Asisten Administrasi Umum", office.setda,
        kind=PositionKind.STRUCTURAL,
    )  # fmt: skip
    return office


def request_of(office, signer, type_code="surat_dinas"):
    letter = make_draft(office)
    letter.letter_type = LetterType.objects.get(code=type_code)
    letter.signatory_position = signer.position
    return number_request(letter)


def number_of(office, signer, type_code="surat_dinas") -> LedgerNumber:
    wanted = request_of(office, signer, type_code)
    number = reserve_letter_number(wanted, actor=actor(office.sekda))
    mark_used(number, office.sekda.official)
    return number


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
    bare = {code for code, pattern in patterns.items() if not pattern}
    assert bare == {"lembar_disposisi", "notula", "daftar_hadir"}
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


def rule(code: str) -> RegisterRule:
    return RegisterRule.objects.get(code=code, valid_to_on=None)


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
        given=RuleInput(**(values | changes)),
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


def numbered_office(office) -> None:
    for who in (office.sekda, office.kadis, office.kabid):
        number_of(office, who)
        number_of(office, who, "nota_dinas")
    for code in ("perda", "perbup", "keputusan_bupati"):
        number_of(office, office.bupati, code)
    take_agenda_number(office.setda, office.sekda.official.pk, None)


def test_proof_holds_over_all_registers(office):
    numbered_office(office)

    proof = prove_registers()

    assert proof.registers == Register.objects.count() > 6
    assert proof.holds


def test_proof_names_what_is_wrong(office):
    numbered_office(office)
    [register] = Register.objects.filter(unit=office.kominfo, series="outgoing")
    Register.objects.filter(pk=register.pk).update(last_value=9)
    LedgerNumber.objects.create(
        register=register, value=5, purpose_id=register.pk, dated_on=date(2020, 1, 1),
        text=LedgerNumber.objects.filter(register__unit=office.umum).first().text,
    )  # fmt: skip

    proof = prove_registers()

    assert [one["missing"] for one in proof.gaps] == [[3, 4, 6, 7, 8, 9]]
    assert [one["times"] for one in proof.duplicates] == [2]
    assert [one["date"] for one in proof.out_of_order] == ["2020-01-01"]


def test_programs_read_registers_ledger_and_proof(office):
    numbered_office(office)
    admin = program_of(office.admin)

    listed = admin.get("/api/v1/number-registers").json()
    wanted = {"owner": "SETDA-UM", "series": "outgoing"}
    [one] = [
        item
        for item in listed["items"]
        if (item["owner"]["code"], item["series"]) == tuple(wanted.values())
    ]
    ledger = admin.get(f"/api/v1/number-registers/{one['id']}/numbers").json()
    proof = admin.get("/api/v1/number-registers/proof").json()

    year = timezone.localdate().year
    assert one["pattern"] == DEFAULT
    assert one["next"] == f"000.1.5/2/SETDA-UM/{year}"
    assert [row["state"] for row in ledger["items"]] == ["used"]
    assert proof["registers"] == listed["total"]
    assert (proof["gaps"], proof["duplicates"], proof["out_of_order"]) == ([], [], [])


def test_programs_change_a_rule(office):
    answer = post(
        program_of(office.admin),
        "/number-registers/rules/agencies",
        {
            "owner": "agency",
            "series": "outgoing",
            "pattern": "{urut}/{unit}/{tahun}",
            "reason": "Perbup 12/2026",
        },
    )

    assert answer.status_code == 200, answer.content
    assert answer.json()["pattern"] == "{urut}/{unit}/{tahun}"


def test_clerk_sees_the_registers_of_the_own_unit_alone(office):
    numbered_office(office)

    def seen(person) -> set[str]:
        items = program_of(person).get("/api/v1/number-registers").json()["items"]
        return {item["owner"]["code"] for item in items}

    assert seen(office.setda_clerk) == {"SETDA", "SETDA-UM", "SETDA-HK"}
    assert seen(office.kominfo_clerk) == {"DISKOMINFO", "DISKOMINFO-APL"}
    assert seen(office.stranger) == set()
    refused = program_of(office.setda_clerk).get("/api/v1/number-registers/proof")
    assert refused.status_code == 404


def test_pages_show_registers_rules_and_ledger(office):
    numbered_office(office)
    admin, clerk = client_of(office.admin), client_of(office.setda_clerk)
    [register] = Register.objects.filter(unit=office.umum, series="outgoing")

    page = admin.get("/pengaturan/nomor/").content.decode()
    for_clerk = clerk.get("/pengaturan/nomor/").content.decode()
    ledger = clerk.get(f"/pengaturan/nomor/{register.pk}/").content.decode()

    assert f"000.1.5/2/SETDA-UM/{timezone.localdate().year}" in page
    assert "/pengaturan/nomor/aturan/leaders/" in page
    assert "/pengaturan/nomor/aturan/" not in for_clerk
    assert register.numbers.get().text in ledger
    assert client_of(office.stranger).get("/pengaturan/nomor/").status_code == 404


def test_page_previews_and_saves_a_change(office):
    admin = client_of(office.admin)
    form = {
        "owner": "agency", "owner_unit": "", "series": "outgoing",
        "pattern": "{urut:4}/{unit}/{bulan_romawi}/{tahun}", "reason": "Perbup 12/2026",
        "from_on": "2030-05-09", "read": rule("agencies").pk,
    }  # fmt: skip
    address = "/pengaturan/nomor/aturan/agencies/"

    looked = admin.post(address, {**form, "act": "preview"})
    assert RegisterRule.objects.filter(code="agencies").count() == 1
    broken = admin.post(address, {**form, "pattern": "{unit}", "act": "save"})
    saved = admin.post(address, {**form, "act": "save"})

    assert "0001/UNIT/V/2030" in looked.content.decode()
    assert broken.status_code == 200
    assert saved.status_code == 302, saved.content.decode()
    assert RegisterRule.objects.filter(code="agencies").count() == 2


def test_shipped_rules_may_begin_with_the_coming_year(office):
    RegisterRule.objects.all().delete()
    begins = date(2031, 1, 1)

    load_register_rules(RegisterRule, from_on=begins)

    assert set(RegisterRule.objects.values_list("valid_from_on", flat=True)) == {begins}
