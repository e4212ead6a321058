"""The code a letter probably has, and why; up to the record."""

import pytest

from archive.models import Record
from eoffice.outbox.relay import drain
from tests.office.incoming import received, registered, specimen
from tests.office.kabupaten import actor
from tests.office.letter_types import rewrite_type
from tests.office.visitors import client_of
from workflow.dispositions.operations.completing import complete_incoming
from workflow.incoming.queries.code_proposals import proposed_code
from workflow.models import IncomingLetter, LetterType

pytestmark = pytest.mark.django_db
SENDER = "Dinas Sosial Provinsi"


def proposal(office, **words):
    values = {"sender": SENDER, "subject": "", "letter_type": ""} | words
    return proposed_code(actor(office.setda_clerk), **values)


def test_code_of_a_like_subject_of_the_same_sender_is_proposed_with_its_reason(office):
    past = registered(
        office,
        subject="Data penerima bantuan pangan",
        classification_code="000.1.5",
    )

    found = proposal(office, subject="Permohonan data penerima bantuan tahun 2027")

    assert found.entry.code == "000.1.5"
    assert past.agenda_number in found.reason


def test_habit_of_a_sender_counts_and_a_single_letter_does_not(office):
    registered(office, subject="Satu", classification_code="000.1.5")
    assert proposal(office, subject="Lain sekali") is None

    registered(office, subject="Dua", number="2", classification_code="000.1.5")

    assert proposal(office, subject="Lain sekali").entry.code == "000.1.5"


def test_type_gives_its_usual_code_when_the_past_is_silent(office):
    kind = LetterType.objects.first()
    rewrite_type(kind.code, default_classification="000.1.5")

    assert proposal(office, letter_type=kind.name).entry.code == "000.1.5"
    assert proposal(office, letter_type="tidak ada") is None


def test_code_that_is_no_longer_in_force_is_not_proposed(office):
    incoming = registered(office, subject="Data penerima bantuan pangan")
    IncomingLetter.objects.filter(pk=incoming.pk).update(classification_code="x.y.z")

    assert proposal(office, subject="Data penerima bantuan pangan") is None


def test_letters_one_may_not_see_do_not_speak(office):
    registered(office, subject="Data penerima pangan", classification_code="000.1.5")

    hidden = proposed_code(
        actor(office.kominfo_clerk),
        sender=SENDER,
        subject="Data penerima pangan",
        letter_type="",
    )

    assert hidden is None


def test_code_goes_from_the_registration_page_to_the_record(office):
    incoming = received(office)
    client = client_of(office.setda_clerk)
    page = client.get(f"/naskah-masuk/{incoming.pk}/catat/")
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data["classification_code"] = "000.1.5"

    answer = client.post(f"/naskah-masuk/{incoming.pk}/catat/", data)

    assert answer.status_code == 302
    incoming.refresh_from_db()
    assert incoming.sender == specimen().expected.sender
    desk = next(
        p
        for p in vars(office).values()
        if getattr(p, "position", None) == incoming.routed_to
    )
    complete_incoming(actor=actor(desk), incoming_id=incoming.pk)
    drain()
    record = Record.objects.get(incoming=incoming)
    assert record.classification.code == "000.1.5"
