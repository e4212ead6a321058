"""An initial can be taken back until the next person opens the letter."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from eoffice.audit.models import AuditEvent
from eoffice.errors import NotFound, OfficeError
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, submitted
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of, token_client
from workflow.approval.errors import NotWithdrawable
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.withdrawing import note_letter_seen, withdraw_initial
from workflow.models import Decision, Letter, LetterStatus, Signature, StepState
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def given(letter: Letter):
    return letter.steps.get(state=StepState.APPROVED)


def take_back(office, letter):
    return withdraw_initial(
        actor=actor(office.kabag), letter_id=letter.pk, step_id=given(letter).pk
    )


def test_taken_back_the_letter_lies_with_its_verifier_again(office):
    letter = initialled(office)

    again = take_back(office, letter)

    letter.refresh_from_db()
    assert letter.status == LetterStatus.IN_VERIFICATION
    assert again.state == StepState.OPEN
    assert again.position == office.kabag.position
    signature = letter.steps.get(kind="signature")
    assert (signature.state, signature.opened_at) == (StepState.WAITING, None)


def test_the_initial_taken_back_stays_in_the_trail(office):
    letter = initialled(office)

    take_back(office, letter)

    kept = letter.steps.get(state=StepState.WITHDRAWN)
    assert Decision.objects.get(step=kept).official == office.kabag.official
    assert AuditEvent.objects.filter(action="letter.step_withdrawn").count() == 1
    path = f"/api/v1/letters/{letter.pk}/timeline"
    told = token_client(office.drafter.official).get(path).json()["items"]
    assert [m["kind"] for m in told].count("step_withdrawn") == 1


def test_the_next_person_loses_sight_of_it(office):
    letter = initialled(office)

    take_back(office, letter)

    page = client_of(office.sekda).get(reverse("letter_read", args=[letter.pk]))
    assert page.status_code == 404


def test_after_it_was_taken_back_it_can_be_given_again_and_the_letter_signed(office):
    letter = initialled(office)
    again = take_back(office, letter)

    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=again.pk)
    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))

    assert Signature.objects.get().version.decisions.count() == 3


@pytest.mark.parametrize("opened", ["page", "reader", "return", "file", "api"])
def test_once_the_next_person_opened_it_the_initial_stands(office, opened):
    letter = initialled(office)
    browser, program = client_of(office.sekda), token_client(office.sekda.official)
    looks = {
        "page": lambda: browser.get(reverse("letter_read", args=[letter.pk])),
        "reader": lambda: browser.get(reverse("letters_sign")),
        "return": lambda: browser.get(reverse("letter_return", args=[letter.pk])),
        "file": lambda: browser.get(reverse("letter_download", args=[letter.pk])),
        "api": lambda: program.get(f"/api/v1/letters/{letter.pk}"),
    }
    assert looks[opened]().status_code == 200

    with pytest.raises(NotWithdrawable):
        take_back(office, letter)

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not letter.steps.filter(state=StepState.WITHDRAWN).exists()


def test_seeing_it_in_the_list_is_not_opening_it(office):
    letter = initialled(office)

    client_of(office.sekda).get("/naskah-keluar/?tab=menunggu")

    assert take_back(office, letter).state == StepState.OPEN


def test_nobody_takes_back_the_initial_of_another(office):
    letter = initialled(office)

    for person in (office.sekda, office.drafter, office.stranger):
        with pytest.raises(NotFound):
            withdraw_initial(
                actor=actor(person), letter_id=letter.pk, step_id=given(letter).pk
            )

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE


def test_the_page_offers_to_take_it_back_and_does_it(office):
    letter = submitted(office)
    client = client_of(office.kabag)
    step = letter.steps.get(state="open")

    page = client.post(
        reverse("letter_initial", args=[letter.pk, step.pk]), follow=True
    ).content.decode()
    undo = reverse("letter_initial_withdraw", args=[letter.pk, step.pk])
    answers = [client.post(undo) for _press in range(2)]

    assert f"Paraf tersimpan: {letter.subject}." in page
    assert page.count(f'action="{undo}"') == 2  # the toast and the act bar
    assert [a.status_code for a in answers] == [302, 302]
    letter.refresh_from_db()
    assert letter.status == LetterStatus.IN_VERIFICATION
    assert letter.steps.filter(state=StepState.WITHDRAWN).count() == 1


def test_the_api_takes_it_back_once(office):
    letter = initialled(office)
    kabag = token_client(office.kabag.official)
    path = f"/api/v1/letters/{letter.pk}/steps/{given(letter).pk}/withdraw"
    acts = kabag.get(f"/api/v1/letters/{letter.pk}").json()["allowed_acts"]

    done = kabag.post(path, {}, content_type="application/json")
    again = kabag.post(path, {}, content_type="application/json")

    assert "withdraw" in acts
    assert done.json()["status"] == "in_verification"
    assert [s["state"] for s in done.json()["steps"]] == ["open", "waiting"]
    assert (again.status_code, again.json()["code"]) == (409, "not_withdrawable")


@pytest.mark.django_db(transaction=True)
def test_of_a_look_and_a_withdrawal_at_once_exactly_one_comes_first(office):
    letter = initialled(office)
    step, both, refused = given(letter), threading.Barrier(2), []

    def at_once(act):
        try:
            both.wait()
            act()
        except OfficeError as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    sekda, kabag = actor(office.sekda), actor(office.kabag)
    acts = (
        lambda: note_letter_seen(actor=sekda, letter_id=letter.pk),
        lambda: withdraw_initial(actor=kabag, letter_id=letter.pk, step_id=step.pk),
    )
    threads = [threading.Thread(target=at_once, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    letter.refresh_from_db()
    seen = letter.steps.get(kind="signature").seen_at is not None
    assert seen == bool(refused)
    assert seen == (letter.status == LetterStatus.AWAITING_SIGNATURE)


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_take_it_back_once(office):
    letter = initialled(office)
    step, both, outcomes = given(letter), threading.Barrier(2), []

    def press():
        try:
            both.wait()
            withdraw_initial(
                actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk
            )
            outcomes.append("done")
        except NotWithdrawable as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "not_withdrawable"]
    assert letter.steps.filter(position=office.kabag.position).count() == 2
