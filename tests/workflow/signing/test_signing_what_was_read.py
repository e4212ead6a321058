"""A version that was not read is not signed; a seat that was lost signs nothing."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from eoffice.organisation.models import TermOfOffice
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import token_client
from tests.workflow.signing.bulk import wait_for_sessions
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.operations.drafting import LetterInput, edit_draft
from workflow.models import LedgerNumber, Letter, NumberState, Signature
from workflow.pades.ports import Secret
from workflow.signing.operations import signing
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import NoMandate

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("signs_in_a_thread"),
]
LETTERS = "/api/v1/letters"
SESSIONS = "/api/v1/signing-sessions"


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def sign(client, letter, *, match: str = "", **body):
    headers = {"if-match": match} if match else {}
    return client.post(
        f"{LETTERS}/{letter.pk}/sign",
        {"secret": SECRET, **body},
        content_type="application/json",
        headers=headers,
    )


def changed_since(office, letter) -> None:
    """Return the letter, change it, and bring it to the signatory again."""
    step = letter.current_version.steps.get(kind="signature")
    return_letter(
        actor=actor(office.sekda), letter_id=letter.pk, step_id=step.pk, note="Ubah."
    )
    content = LetterInput(given=frozenset({"subject"}), subject="Isi yang lain sekali")
    drafter = actor(office.drafter)
    edit_draft(actor=drafter, letter_id=letter.pk, row_version=None, content=content)
    submit_letter(actor=drafter, letter_id=letter.pk)
    letter.refresh_from_db()
    first = letter.current_version.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=first.pk)


def assert_unsigned(letter, answer, status: int, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    letter.refresh_from_db()
    assert letter.status == "awaiting_signature"
    assert not Signature.objects.exists()
    assert not LedgerNumber.objects.filter(state=NumberState.USED).exists()


@pytest.mark.parametrize("name", ["id", "content_hash"])
def test_the_version_that_was_read_is_signed(office, name):
    letter = initialled(office)
    client = token_client(office.sekda.official)

    answer = sign(client, letter, version=str(getattr(letter.current_version, name)))

    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize("name", ["id", "content_hash"])
def test_another_version_than_was_read_is_not_signed(office, name):
    letter = initialled(office)
    read = str(getattr(letter.current_version, name))
    changed_since(office, letter)

    answer = sign(token_client(office.sekda.official), letter, version=read)

    assert_unsigned(letter, answer, 409, "version_changed")


@pytest.mark.parametrize("name", ["x", "0" * 64, str(UUID(int=0))])
def test_a_name_of_no_version_signs_nothing(office, name):
    letter = initialled(office)

    answer = sign(token_client(office.sekda.official), letter, version=name)

    assert_unsigned(letter, answer, 409, "version_changed")


def test_a_name_of_a_version_tells_strangers_nothing(office):
    letter = initialled(office)
    read = str(letter.current_version_id)

    answer = sign(token_client(office.stranger.official), letter, version=read)

    assert_unsigned(letter, answer, 404, "not_found")


def test_a_stale_etag_signs_nothing_and_the_present_one_signs(office):
    letter = initialled(office)
    client = token_client(office.sekda.official)
    old = client.get(f"{LETTERS}/{letter.pk}").headers["ETag"]
    changed_since(office, letter)

    refused = sign(client, letter, match=old)
    assert_unsigned(letter, refused, 412, "stale")
    present = client.get(f"{LETTERS}/{letter.pk}").headers["ETag"]
    signed = sign(client, letter, match=present)

    assert signed.status_code == 200, signed.content


def test_a_letter_that_changed_after_it_was_opened_is_not_signed_blindly(office):
    letter = initialled(office)
    client = token_client(office.sekda.official)
    client.get(f"{LETTERS}/{letter.pk}")
    changed_since(office, letter)

    refused = sign(client, letter)
    assert_unsigned(letter, refused, 409, "version_changed")
    client.get(f"{LETTERS}/{letter.pk}")
    signed = sign(client, letter)

    assert signed.status_code == 200, signed.content


def test_a_letter_nobody_opened_is_signed_as_it_is(office):
    letter = initialled(office)
    changed_since(office, letter)

    answer = sign(token_client(office.sekda.official), letter)

    assert answer.status_code == 200, answer.content


def test_a_session_signs_only_the_versions_that_were_read(office):
    kept, changed = initialled(office), initialled(office)
    read = [
        {"id": str(one.pk), "version": one.current_version.content_hash}
        for one in (kept, changed)
    ]
    changed_since(office, changed)
    client = token_client(office.sekda.official)

    client.post(
        SESSIONS,
        {"letters": read, "secret": SECRET},
        content_type="application/json",
    )
    wait_for_sessions()

    assert Letter.objects.get(pk=kept.pk).is_issued
    assert Letter.objects.get(pk=changed.pk).status == "awaiting_signature"
    assert Signature.objects.count() == 1


def test_a_mandate_that_ends_while_the_page_is_drawn_signs_nothing(office, monkeypatch):
    letter = initialled(office)
    draw = signing._draw

    def draw_and_end_the_term(prepared):
        pdf = draw(prepared)
        yesterday = timezone.localdate() - timedelta(days=1)
        TermOfOffice.objects.filter(official=office.sekda.official).update(
            to_on=yesterday
        )
        return pdf

    monkeypatch.setattr(signing, "_draw", draw_and_end_the_term)
    with pytest.raises(NoMandate):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )

    letter.refresh_from_db()
    assert letter.status == "awaiting_signature"
    assert not Signature.objects.exists()
    assert LedgerNumber.objects.get().state == NumberState.RESERVED
