"""Correcting a registered entry: page, kept values, stale and double presses."""

import pytest
from django.db import DatabaseError, connection, transaction

from eoffice.audit.models import AuditEvent
from tests.office.incoming import registered
from tests.office.visitors import client_of, patch, program_of
from workflow.models import AgendaEvent, IncomingLetter

pytestmark = pytest.mark.django_db


def form_of(incoming, **changes):
    """What the page sends when nothing but `changes` is touched."""
    return {
        "row_version": str(incoming.row_version),
        "sender": incoming.sender,
        "number": incoming.number,
        "letter_date": incoming.letter_date or "",
        "subject": incoming.subject,
        "routed_to": str(incoming.routed_to_id),
        "letter_type": incoming.letter_type,
        "classification_code": incoming.classification_code,
        "urgency": incoming.urgency,
        "security_class": incoming.security_class,
        "due_on": incoming.due_on or "",
        "reason": "Salah ketik",
        **changes,
    }


def amend(office, incoming, person=None, **changes):
    client = client_of(person or office.setda_clerk)
    address = f"/naskah-masuk/{incoming.pk}/perbaiki/"
    return client.post(address, form_of(incoming, **changes))


def entry_of(incoming):
    return IncomingLetter.objects.values().get(pk=incoming.pk)


def test_correction_keeps_old_and_new_value_and_shows_them(office):
    incoming = registered(office)

    answer = amend(office, incoming, subject="Permohonan data yang benar")

    assert answer.status_code == 302
    event = AgendaEvent.objects.get(incoming=incoming)
    assert (event.kind, event.reason) == ("amended", "Salah ketik")
    assert event.official == office.setda_clerk.official
    assert event.changes == [
        {
            "field": "subject",
            "before": "Permohonan data penerima bantuan",
            "after": "Permohonan data yang benar",
        }
    ]
    shown = client_of(office.sekda).get(f"/naskah-masuk/{incoming.pk}/")
    page = shown.content.decode()
    assert "<del>Permohonan data penerima bantuan</del>" in page
    assert "Salah ketik" in page
    number = entry_of(incoming)["agenda_number"]
    assert number == incoming.agenda_number


def test_classed_letter_keeps_its_values_beside_it_and_not_in_the_trail(office):
    incoming = registered(office, security_class="rahasia")

    amend(office, incoming, sender="Pengirim yang benar")

    event = AgendaEvent.objects.get(incoming=incoming)
    assert event.changes[0]["after"] == "Pengirim yang benar"
    trail = AuditEvent.objects.get(
        action="incoming.amended", object_id=str(incoming.pk)
    )
    assert "Pengirim yang benar" not in trail.payload


def test_who_keeps_the_agenda_of_a_classed_letter_neither_reads_nor_writes_its_subject(
    office,
):
    incoming = registered(office, security_class="rahasia")
    address = f"/naskah-masuk/{incoming.pk}/perbaiki/"

    page = client_of(office.setda_clerk).get(address).content.decode()
    amend(office, incoming, subject="Lain", sender="Pengirim yang benar")

    assert incoming.subject not in page
    assert 'name="subject"' not in page
    entry = entry_of(incoming)
    assert entry["subject"] == incoming.subject
    assert entry["sender"] == "Pengirim yang benar"


def test_desk_and_choices_are_kept_in_words(office):
    incoming = registered(office)

    answer = amend(
        office,
        incoming,
        routed_to=str(office.bupati.position.pk),
        urgency="segera",
        due_on="2099-03-01",
    )

    assert answer.status_code == 302
    kept = {
        one["field"]: (one["before"], one["after"])
        for one in AgendaEvent.objects.get(incoming=incoming).changes
    }
    assert kept["routed_to_id"] == ("Sekretaris Daerah", "Bupati Wanasari")
    assert kept["due_on"] == ("", "1 Maret 2099")
    assert set(kept) == {"routed_to_id", "urgency", "due_on"}


@pytest.mark.parametrize(
    "changes",
    [{"reason": " "}, {"subject": ""}, {"letter_date": "2099-01-01"}],
    ids=["no reason", "no subject", "date ahead"],
)
def test_a_broken_rule_is_shown_and_nothing_changes(office, changes):
    incoming = registered(office)
    before = entry_of(incoming)

    answer = amend(office, incoming, **{"sender": "Lain", **changes})

    assert answer.status_code == 200
    assert 'class="eo-fault"' in answer.content.decode()
    assert entry_of(incoming) == before
    assert not AgendaEvent.objects.exists()


def test_class_is_not_lowered_here(office):
    incoming = registered(office, security_class="rahasia")
    before = entry_of(incoming)

    answer = amend(office, incoming, security_class="biasa")

    assert answer.status_code == 200
    assert entry_of(incoming) == before


def test_second_press_is_the_first(office):
    incoming = registered(office)

    first = amend(office, incoming, subject="Yang benar")
    second = amend(office, incoming, subject="Yang benar")

    assert (first.status_code, second.status_code) == (302, 302)
    assert AgendaEvent.objects.count() == 1
    assert AuditEvent.objects.filter(action="incoming.amended").count() == 1


def test_stale_correction_shows_both_and_overwrites_nothing(office):
    incoming = registered(office)
    amend(office, incoming, subject="Perihal dari rekan")
    kept = entry_of(incoming)

    answer = amend(office, incoming, subject="Perihal saya")

    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Perihal dari rekan" in page
    assert "Perihal saya" in page
    assert entry_of(incoming) == kept
    assert answer.context["form"]["row_version"].value() == str(kept["row_version"])


def test_nothing_changed_makes_no_event(office):
    incoming = registered(office)

    answer = amend(office, incoming)

    assert answer.status_code == 302
    assert not AgendaEvent.objects.exists()
    assert entry_of(incoming)["row_version"] == incoming.row_version


@pytest.mark.parametrize("person", ["stranger", "kominfo_clerk", "sekda", "bupati"])
def test_only_clerks_of_the_register_correct(office, person):
    incoming = registered(office)
    before = entry_of(incoming)

    answer = amend(office, incoming, getattr(office, person), subject="Lain")

    assert answer.status_code == 404
    assert entry_of(incoming) == before


def test_program_sees_what_was_corrected(office):
    incoming = registered(office)
    client = program_of(office.setda_clerk)
    path = f"/incoming-letters/{incoming.pk}"
    etag = client.get(f"/api/v1{path}").headers["ETag"]

    answer = patch(
        client, path, {"reason": "Salah", "subject": "Benar"}, **{"If-Match": etag}
    )

    assert answer.status_code == 200, answer.content
    (event,) = answer.json()["events"]
    assert event["kind"] == "amended"
    assert event["changes"][0]["after"] == "Benar"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: rows.update(reason="dipoles"),
        lambda rows: rows._raw_delete(connection.alias),
    ],
    ids=["change", "delete"],
)
def test_events_are_never_changed(office, spoil):
    incoming = registered(office)
    amend(office, incoming, subject="Yang benar")
    rows = AgendaEvent.objects.filter(incoming=incoming)

    def act():
        with transaction.atomic():
            spoil(rows)

    with pytest.raises(DatabaseError):
        act()

    assert rows.get().reason == "Salah ketik"
