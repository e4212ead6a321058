"""The fields beside the text: the wished day, and in whose name it is signed."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from eoffice.outbox.relay import drain
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of, token_client
from workflow.approval.operations.submitting import submit_letter
from workflow.contacts.models import Contact
from workflow.contacts.operations import remember_contact
from workflow.drafting.starting import start_letter
from workflow.models import Letter, SigningMandate

pytestmark = pytest.mark.django_db
RECTOR = "Rektor Universitas Diponegoro"
TYPED = f"external:{RECTOR}\nJalan Prof. Soedarto 13\nSemarang\nmailto:tu@undip.ac.id"


def url(name, letter):
    return reverse(name, args=[letter.pk])


def form_of(letter, **changes):
    """Return what the page sends, without the text, which stays as it is."""
    return {
        "row_version": str(letter.row_version),
        "subject": letter.subject,
        "classification_code": letter.classification_code,
        "signatory": str(letter.signatory_position_id),
        "authority": letter.authority,
        "to": [f"position:{one.position_id}" for one in letter.recipients.all()[:1]],
        **changes,
    }


def test_a_wished_day_typed_in_words_is_kept_and_shown_again(office):
    letter = make_draft(office)
    client = client_of(office.drafter)

    saved = client.post(
        url("letter_save", letter), form_of(letter, letter_date="3 Januari 2030")
    )
    page = client.get(url("letter_edit", letter)).content.decode()

    assert saved.status_code == 200
    letter.refresh_from_db()
    assert letter.letter_date == date(2030, 1, 3)
    assert 'value="3 Januari 2030"' in page
    assert 'id="tidak-sebelum"' in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [({"letter_date": ""}, None), ({"letter_date": "tiga Jan"}, 1), ({}, 1)],
    ids=["emptied", "not-read-yet", "not-in-the-form"],
)
def test_what_names_no_day_leaves_the_kept_one_and_saves_the_rest(office, typed, kept):
    ahead = timezone.localdate() + timedelta(days=9)
    letter = make_draft(office, letter_date=ahead)

    client_of(office.drafter).post(
        url("letter_save", letter), form_of(letter, subject="Hal baru", **typed)
    )

    letter.refresh_from_db()
    assert letter.subject == "Hal baru"
    assert letter.letter_date == (ahead if kept else None)


@pytest.mark.parametrize(
    ("typed", "code"), [("tiga Jan", "no_day"), ("1-1-2020", "date_past")]
)
def test_a_day_that_cannot_be_is_a_fault_at_its_box_and_submits_nothing(
    office, typed, code
):
    letter = make_draft(office)
    client = client_of(office.drafter)
    form = form_of(letter, letter_date=typed)

    told = client.post(url("letter_preview", letter), form).json()["faults"]
    client.post(url("letter_submit", letter), form)

    assert [(one["anchor"], one["code"]) for one in told] == [("tidak-sebelum", code)]
    assert Letter.objects.get(pk=letter.pk).status == "draft"


def test_the_form_of_authority_stands_in_the_open_part_as_it_prints(office):
    letter = make_draft(office, authority="an")

    page = client_of(office.drafter).get(url("letter_edit", letter)).content.decode()

    opened, _summary, _closed = page.partition('<details class="wf-more"')
    assert 'id="wewenang"' in opened
    assert "a.n. BUPATI WANASARI / SEKRETARIS DAERAH" in opened


def test_a_draft_begins_with_the_form_that_the_mandates_propose(office):
    first = start_letter(actor(office.drafter), "surat_dinas")
    SigningMandate.objects.filter(receiver=first.signatory_position).update(
        forms=["an"]
    )

    second = start_letter(actor(office.drafter), "surat_dinas")

    assert (first.authority, second.authority) == ("own", "an")


def by_page(office, letter, **changes):
    form = form_of(letter, to=[TYPED], **changes)
    client_of(office.drafter).post(url("letter_save", letter), form)


def by_program(office, letter):
    party = {
        "name": f" {RECTOR}",
        "address": "Jalan Prof. Soedarto 13\n\n Semarang ",
        "email": "tu@undip.ac.id",
    }
    token_client(office.drafter).patch(
        f"/api/v1/letters/{letter.pk}",
        json.dumps({"recipients": [{"external": party}]}),
        content_type="application/json",
        headers={"If-Match": f'"{letter.row_version}"'},
    )


@pytest.mark.parametrize("door", [by_page, by_program], ids=["page", "program"])
def test_somebody_outside_typed_by_hand_is_one_party_by_either_door(office, door):
    letter = make_draft(office)

    door(office, letter)
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    drain(raising=False)

    party = letter.recipients.get(kind="to")
    assert (party.external, party.email) == (RECTOR, "tu@undip.ac.id")
    assert party.address == "Jalan Prof. Soedarto 13\nSemarang"
    learned = Contact.objects.get(name=RECTOR)
    assert learned.address_lines == ["Jalan Prof. Soedarto 13", "Semarang"]
    assert learned.email == "tu@undip.ac.id"


def test_the_register_keeps_the_e_mail_it_has(office):
    known = remember_contact(RECTOR, email="rektor@undip.ac.id")

    by_page(office, letter := make_draft(office))
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    drain(raising=False)

    known.refresh_from_db()
    assert known.email == "rektor@undip.ac.id"
    assert known.address_lines == ["Jalan Prof. Soedarto 13", "Semarang"]


def test_a_program_that_does_not_say_the_e_mail_leaves_it(office):
    letter = make_draft(office)
    by_page(office, letter)
    letter.refresh_from_db()
    answer = token_client(office.drafter).get(f"/api/v1/letters/{letter.pk}").json()

    token_client(office.drafter).patch(
        f"/api/v1/letters/{letter.pk}",
        json.dumps({"recipients": answer["recipients"]}),
        content_type="application/json",
        headers={"If-Match": f'"{letter.row_version}"'},
    )

    assert "email" not in answer["recipients"][0]["external"]
    assert letter.recipients.get(kind="to").email == "tu@undip.ac.id"


def test_an_address_that_is_none_is_a_fault_at_the_addressee(office):
    letter = make_draft(office)
    form = form_of(letter, to=[f"external:{RECTOR}\nmailto:tu@undip"])

    told = client_of(office.drafter).post(url("letter_preview", letter), form).json()

    found = [(one["anchor"], one["code"]) for one in told["faults"]]
    assert found == [("tujuan", "wrong_form")]


def test_whom_the_register_has_is_offered_however_it_is_spelled(office):
    remember_contact("Kepala Dinas Sosial Kab. Demak", "Jalan A")
    remember_contact("Kepala Balai", "Jalan B")

    answer = client_of(office.drafter).get(
        reverse("letter_lookup", args=["kontak"]), {"q": "Yth. Kadis Sosial Kabupaten"}
    )

    [offer] = answer.json()["options"]
    assert offer["value"] == "external:Kepala Dinas Sosial Kab. Demak\nJalan A"


def test_the_page_tells_before_submitting_what_the_check_refuses(office):
    letter = make_draft(office, classification_code="000.1", subject="")
    SigningMandate.objects.update(forms=["own"])
    Letter.objects.filter(pk=letter.pk).update(authority="an")

    page = client_of(office.drafter).get(url("letter_edit", letter))
    answer = token_client(office.drafter).get(f"/api/v1/letters/{letter.pk}/check")

    checked = [(one["code"], one["message"]) for one in answer.json()["faults"]]
    shown = [(one["code"], one["message"]) for one in page.context["faults"]]
    assert shown == checked
    assert {"required", "heading_code", "mandate"} <= {code for code, _told in shown}
