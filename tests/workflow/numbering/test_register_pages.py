"""Registers on their pages and for programs, and the proof over all of them."""

from datetime import date

import pytest
from django.utils import timezone

from tests.office.visitors import client_of, post, program_of
from tests.workflow.numbering.registers import numbered_office, rule, with_bagian
from workflow.models import LedgerNumber, Register, RegisterRule
from workflow.numbering.proof import prove_registers

pytestmark = pytest.mark.django_db
DEFAULT = "{klasifikasi}/{urut}/{unit}/{tahun}"


@pytest.fixture
def office(office):
    """The office with its Bagian Umum and Bagian Hukum."""
    return with_bagian(office)


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
