"""The register is filled by use, holds each party once, and tells no secrets."""

import io
import json

import pytest
from openpyxl import Workbook

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.outgoing import submitted
from tests.office.sending import RECTOR, dispatch_of, to_outside
from tests.office.signers import make_signer
from tests.office.visitors import client_of, patch, post, program_of
from workflow.contacts.importing import import_contacts
from workflow.contacts.keeping import (
    ContactInput,
    add_contact,
    change_contact,
    merge_contacts,
)
from workflow.contacts.normal_form import normal_name
from workflow.contacts.operations import remember_contact
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import Contact

pytestmark = pytest.mark.django_db


def sheet(*rows) -> bytes:
    book = Workbook()
    for row in (("Nama", "Jenis", "Alamat", "Surel", "Cara", "Klasifikasi"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def outside(name=RECTOR, **facts):
    return [RecipientInput(kind="to", external=name, **facts)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Gubernur Jawa Tengah", "yth. GUBERNUR  Jawa-Tengah"),
        ("Kepala Dinas Kesehatan Kab. Demak", "Kadis Kesehatan Kabupaten Demak"),
        ("Rektor Universitas Diponegoro,", "Rektor Universitas Diponegoro"),
    ],
)
def test_two_spellings_of_one_party_have_one_form(one, two):
    assert normal_name(one) == normal_name(two)


def test_the_trail_tells_what_use_added_and_what_it_learned(office):
    contact = remember_contact("Kepala Balai Besar")
    remember_contact("Kepala Balai Besar", "Jalan Arsip Nomor 3")
    remember_contact("Kepala Balai Besar", "Jalan Arsip Nomor 3")

    told = AuditEvent.objects.filter(object_id=str(contact.pk)).order_by("pk")

    assert [event.action for event in told] == ["contact.added", "contact.changed"]


def test_whom_a_submitted_letter_names_is_remembered(office):
    submitted(office, recipients=outside(address="Jalan Pahlawan 9\nSemarang"))
    submitted(office, recipients=outside(f"YTH. {RECTOR.upper()}"))

    drain(raising=False)

    contact = Contact.objects.get()
    assert contact.name == RECTOR
    assert contact.address_lines == ["Jalan Pahlawan 9", "Semarang"]


def test_other_address_is_another_party(office):
    here = remember_contact("Kepala Puskesmas", "Jalan A")
    there = remember_contact("Kepala Puskesmas", "Jalan B")

    assert here != there
    assert remember_contact("Kepala Puskesmas", "jalan b.") == there


def test_classed_letter_leaves_no_trace_in_the_register(office):
    make_signer(office.sekda)

    letter = to_outside(office, security_class="rahasia")
    drain(raising=False)

    assert not Contact.objects.exists()
    assert dispatch_of(letter).contact is None


def test_merged_contact_hands_over_what_was_sent_to_it(office):
    make_signer(office.sekda)
    letter = to_outside(office)
    double = dispatch_of(letter).contact
    clerk = actor(office.setda_clerk)
    kept = add_contact(
        actor=clerk, content=ContactInput(name=RECTOR, email="tu@jateng.go.id")
    )

    merge_contacts(actor=clerk, contact_id=kept.pk, duplicates=[double.pk])
    drain(raising=False)

    double.refresh_from_db()
    assert double.merged_into == kept
    assert dispatch_of(letter).contact == kept
    with pytest.raises(NotFound):
        merge_contacts(actor=clerk, contact_id=double.pk, duplicates=[kept.pk])


def test_merger_never_opens_what_was_closed(office):
    clerk = actor(office.setda_clerk)
    kept = add_contact(actor=clerk, content=ContactInput(name="A"))
    strict = add_contact(
        actor=clerk, content=ContactInput(name="a", highest_class="biasa")
    )

    merge_contacts(actor=clerk, contact_id=kept.pk, duplicates=[strict.pk])

    kept.refresh_from_db()
    assert kept.highest_class == "biasa"


def test_second_change_of_what_somebody_read_is_refused(office):
    clerk = actor(office.setda_clerk)
    contact = add_contact(actor=clerk, content=ContactInput(name="Satu"))
    change_contact(
        actor=clerk,
        contact_id=contact.pk,
        row_version=1,
        content=ContactInput(name="Dua"),
    )

    with pytest.raises(Stale):
        change_contact(
            actor=actor(office.admin),
            contact_id=contact.pk,
            row_version=1,
            content=ContactInput(name="Tiga"),
        )

    contact.refresh_from_db()
    assert contact.name == "Dua"


@pytest.mark.parametrize("person", ["drafter", "kadis", "setda_archivist", "auditor"])
def test_others_find_contacts_and_change_none(office, person):
    contact = remember_contact(RECTOR)
    contact.email = "tu@jateng.go.id"
    contact.save()
    program = program_of(getattr(office, person))

    listed = program.get("/api/v1/contacts?q=rektor").json()["items"]
    changed = patch(program, f"/contacts/{contact.pk}", {"name": "X"}, if_match='"1"')

    assert [(one["name"], one["email"]) for one in listed] == [(RECTOR, None)]
    assert changed.status_code == 404
    contact.refresh_from_db()
    assert contact.name == RECTOR


def test_api_keeps_the_register(office):
    program = program_of(office.setda_clerk)

    made = post(program, "/contacts", {"name": RECTOR, "email": "tu@jateng.go.id"})
    one = f"/contacts/{made.json()['id']}"
    missing = patch(program, one, {"name": "X"})
    stale = patch(program, one, {"name": "X"}, if_match='"9"')
    changed = patch(
        program, one, {"default_way": "email"}, if_match=made.headers["ETag"]
    )
    wrong = post(program, "/contacts", {"name": " ", "kind": "x", "email": "y"})

    assert made.status_code == 201
    assert (missing.status_code, stale.status_code) == (428, 412)
    assert changed.json()["default_way"] == "email"
    assert wrong.status_code == 422
    fields = {one["field"] for one in wrong.json()["errors"]}
    assert fields == {"name", "kind", "email"}


def test_spreadsheet_is_looked_at_before_anything_is_kept(office):
    clerk = actor(office.setda_clerk)
    remember_contact(RECTOR)
    content = sheet(
        (RECTOR.upper(), "", "Jalan Pahlawan 9|Semarang", "tu@jateng.go.id", "", ""),
        ("PT Sinar Jaya", "perusahaan", "", "", "pos", "biasa"),
    )

    looked = import_contacts(actor=clerk, content=content, dry_run=True)
    assert Contact.objects.count() == 1
    import_contacts(actor=clerk, content=content, dry_run=False)
    again = import_contacts(actor=clerk, content=content, dry_run=False)

    assert (looked.added, looked.changed) == (["PT Sinar Jaya"], [RECTOR])
    assert (again.added, again.changed, again.same) == ([], [], 2)
    rector = Contact.objects.get(normal_name=normal_name(RECTOR))
    assert rector.email == "tu@jateng.go.id"
    assert rector.name == RECTOR
    assert Contact.objects.get(name="PT Sinar Jaya").highest_class == "biasa"


def test_spreadsheet_with_bad_cells_is_refused_whole(office):
    content = sheet(
        ("Baik", "instansi", "", "", "", ""),
        ("Buruk", "kapal", "", "bukan surel", "merpati", "gelap"),
    )

    with pytest.raises(Invalid) as refusal:
        import_contacts(actor=actor(office.setda_clerk), content=content, dry_run=False)

    fields = {one.field for one in refusal.value.faults}
    assert fields == {"3.jenis", "3.email", "3.cara", "3.klasifikasi"}
    assert not Contact.objects.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7"])
def test_hostile_file_is_refused_and_keeps_nothing(office, content):
    with pytest.raises(Invalid):
        import_contacts(actor=actor(office.admin), content=content, dry_run=False)

    assert not Contact.objects.exists()


def test_drafter_is_offered_the_register_with_its_address(office):
    remember_contact(RECTOR, "Jalan Pahlawan 9\nSemarang")

    answer = client_of(office.drafter).get("/naskah-keluar/cari/tujuan/?q=rektor")

    values = [one["value"] for one in json.loads(answer.content)["options"]]
    assert f"external:{RECTOR}\nJalan Pahlawan 9\nSemarang" in values
