"""One act leads to the next letter; short ones are initialled in their row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.office.kabupaten import actor
from tests.office.outgoing import sent, submitted
from tests.office.signers import make_signer
from tests.office.visitors import client_of, token_client
from workflow.admin.outgoing.journey import journey_beside
from workflow.approval.operations.submitting import recall_letter, submit_letter
from workflow.models import Letter, StepState

pytestmark = pytest.mark.django_db
SHORT = [{"type": "paragraph", "value": "Mohon hadir pada rapat Senin pukul 09.00."}]
LONG = [{"type": "paragraph", "value": "Mohon hadir pada rapat kita. " * 30}]


def initial(office, letter, query=""):
    step = letter.steps.get(state="open")
    address = reverse("letter_initial", args=[letter.pk, step.pk])
    return client_of(office.kabag).post(f"{address}{query}")


def test_after_an_initial_the_next_letter_opens_and_the_initial_can_be_undone(office):
    first, second = submitted(office, subject="Satu"), submitted(office)

    answer = initial(office, first)
    page = client_of(office.kabag).get(answer.url).content.decode()

    assert answer.url.startswith(reverse("letter_read", args=[second.pk]))
    assert "Paraf tersimpan: Satu." in page
    step = first.steps.get(state=StepState.APPROVED)
    assert reverse("letter_initial_withdraw", args=[first.pk, step.pk]) in page


def test_after_a_return_the_next_letter_opens(office):
    first, second = submitted(office), submitted(office)

    answer = client_of(office.kabag).post(
        reverse("letter_return", args=[first.pk]), {"note": "Perbaiki."}
    )

    assert answer.url == reverse("letter_read", args=[second.pk])


def test_a_short_letter_is_read_and_initialled_in_its_row(office):
    letter = submitted(office, body=SHORT)
    hidden = [
        submitted(office, body=LONG),
        submitted(office),  # with a grid of fields
        submitted(office, body=SHORT, security_class="terbatas"),
    ]
    browser = client_of(office.kabag)

    home = browser.get("/").content.decode()
    answer = initial(office, letter, "?antrean=1")

    assert SHORT[0]["value"] in home
    assert home.count("?antrean=1") == 1
    assert answer.url == reverse("wagtailadmin_home")
    assert letter.steps.get(kind="hierarchical").state == StepState.APPROVED
    assert all(one.steps.filter(state="open").exists() for one in hidden)


def test_a_step_of_text_that_was_taken_back_is_not_initialled(office):
    letter = submitted(office, body=SHORT)
    old = letter.steps.get(state="open")
    recall_letter(actor=actor(office.drafter), letter_id=letter.pk)
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    address = reverse("letter_initial", args=[letter.pk, old.pk])
    client_of(office.kabag).post(f"{address}?antrean=1")

    steps = Letter.objects.get(pk=letter.pk).steps
    assert not steps.filter(state=StepState.APPROVED).exists()


def test_the_journey_is_answered_by_its_tag_and_tells_how_long(office):
    make_signer(office.sekda)
    letter = sent(office)
    address = f"/api/v1/letters/{letter.pk}/timeline"
    program = token_client(office.drafter.official)

    first = program.get(address)
    again = program.get(address, headers={"If-None-Match": first.headers["ETag"]})
    page = client_of(office.drafter).get(reverse("letter_journey", args=[letter.pk]))
    same = client_of(office.drafter).get(
        reverse("letter_journey", args=[letter.pk]),
        headers={"If-None-Match": page.headers["ETag"]},
    )

    lasted = [
        m["lasted_s"] for m in first.json()["items"] if m["kind"] == "step_opened"
    ]
    assert lasted
    assert all(one is not None for one in lasted)
    assert (again.status_code, again.content) == (304, b"")
    assert (same.status_code, same.content) == (304, b"")


def test_the_receiver_sees_the_same_sending_and_not_the_route(office):
    make_signer(office.sekda)
    letter = sent(office)
    address = f"/api/v1/letters/{letter.pk}/timeline"

    ours = token_client(office.drafter.official).get(address).json()["items"]
    theirs = token_client(office.kadis.official).get(address).json()["items"]

    assert {"signed", "sent", "delivered"} <= {m["kind"] for m in theirs}
    assert not {"step_opened", "step_approved"} & {m["kind"] for m in theirs}
    told = {(m["kind"], m["at"]) for m in theirs}
    assert told <= {(m["kind"], m["at"]) for m in ours}


def test_an_addressee_is_told_the_journey_by_few_questions(office):
    make_signer(office.sekda)
    letter = sent(office)
    receiver = actor(office.kadis)

    with CaptureQueriesContext(connection) as asked:
        part = journey_beside(letter.pk, receiver)

    assert "Ditandatangani" in part["live"]
    assert len(asked) <= 11, [one["sql"][:90] for one in asked]
