"""A link opens one letter, by its code, for one sitting; nothing else opens it."""

import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from eoffice.objects import store
from tests.office.kabupaten import actor
from tests.office.sending import dispatch_of, sent_by, to_outside
from workflow.dispatches.errors import NotThisWay
from workflow.dispatches.links import secret_of
from workflow.dispatches.models import SecureLink
from workflow.dispatches.operations.sending import (
    SendingInput,
    resend_dispatch,
    revoke_dispatch,
    send_dispatch,
)
from workflow.letters.operations.revoking import revoke_letter
from workflow.models import Dispatch

pytestmark = pytest.mark.django_db
WRONG = "tidak membuka naskah apa pun"
MOST_BYTES = 60_000


@pytest.fixture
def letter(office):
    """A letter to the rector, not sent yet."""
    return to_outside(office)


@pytest.fixture
def link(office, letter):
    """Its link, handed out."""
    return sent_by(office, dispatch_of(letter), "link").links.get()


def address_of(link) -> str:
    return f"/v/naskah/{secret_of(link).token}/"


def press(link, code=None, *, act="open", address=""):
    code = secret_of(link).code if code is None else code
    return Client().post(address or address_of(link), {"code": code, "act": act})


def words(answer) -> str:
    return answer.content.decode()


def whole(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_right_code_shows_the_letter_and_gives_what_was_signed(letter, link):
    shown = press(link)

    assert letter.subject in words(shown)
    assert len(shown.content) <= MOST_BYTES
    assert not shown.cookies
    file = press(link, act="file")
    signed = store.get_bytes(letter.signatures.get().stored)
    assert hashlib.sha256(whole(file)).digest() == hashlib.sha256(signed).digest()
    dispatch = dispatch_of(letter)
    assert dispatch.state == "opened"
    assert dispatch.opened_at is not None


def test_code_is_taken_as_people_type_it(link):
    code = secret_of(link).code

    assert press(link, f" {code[:4]}-{code[4:]} ").status_code == 200


def test_receipt_is_kept_once(letter, link):
    press(link)

    first = press(link, act="receipt")
    at = dispatch_of(letter).received_at
    press(link, act="receipt")

    assert "Tanda terima diberikan" in words(first)
    assert at is not None
    assert dispatch_of(letter).received_at == at


def test_looking_at_the_address_opens_nothing(letter, link):
    for method in ("get", "head"):
        answer = getattr(Client(), method)(address_of(link))
        assert answer.status_code == 200
        assert letter.subject not in words(answer)
    # A scanner may also press what it finds, without the code.
    press(link, "")

    link.refresh_from_db()
    assert link.code_used_at is None
    assert dispatch_of(letter).state == "sent"
    assert press(link).status_code == 200


def test_forwarded_link_without_the_code_shows_nothing(letter, link):
    answer = press(link, "12345678" if secret_of(link).code != "12345678" else "1")

    assert WRONG in words(answer)
    assert letter.subject not in words(answer)
    assert letter.number not in words(answer)


def test_guessed_address_looks_like_a_real_one_and_like_an_ended_one(link):
    guessed = "/v/naskah/AAAAAAAAAAAAAAAAAAAAAAAA/"
    asked = Client().get(address_of(link)), Client().get(guessed)
    refused = press(link, "00000000"), press(link, "00000000", address=guessed)
    SecureLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    ended = Client().get(address_of(link)), press(link, "00000001")

    assert len({one.content for one in (*asked, ended[0])}) == 1
    assert len({one.content for one in (*refused, ended[1])}) == 1
    assert {one.status_code for one in (*refused, ended[1])} == {422}


def test_expired_link_says_so_to_who_knows_the_code(letter, link):
    SecureLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))

    answer = press(link)

    assert answer.status_code == 410
    assert "kedaluwarsa sejak" in words(answer)
    assert letter.subject not in words(answer)
    assert press(link, act="file").status_code == 410


def test_some_wrong_codes_close_the_link(letter, link):
    for number in range(5):
        assert press(link, f"9999999{number}").status_code == 422

    assert press(link).status_code == 422
    assert dispatch_of(letter).state == "sent"


def test_code_serves_one_sitting(link):
    press(link)
    used = timezone.now() - timedelta(hours=2)
    SecureLink.objects.update(code_used_at=used)

    answer = press(link)

    assert answer.status_code == 410
    assert "sudah dipakai" in words(answer)


def test_taken_back_it_says_so(office, letter, link):
    revoke_dispatch(
        actor=actor(office.setda_clerk),
        dispatch_id=link.dispatch_id,
        reason="Salah tujuan",
    )

    answer = press(link)

    assert answer.status_code == 410
    assert "ditarik oleh pengirim" in words(answer)
    assert letter.subject not in words(answer)


def test_revoked_letter_is_given_to_nobody(office, letter, link):
    revoke_letter(actor=actor(office.sekda), letter_id=letter.pk, reason="Keliru")

    answer = press(link)

    assert answer.status_code == 410
    assert "dicabut" in words(answer)


def test_sent_again_the_older_link_opens_no_more(office, letter, link):
    resend_dispatch(actor=actor(office.setda_clerk), dispatch_id=link.dispatch_id)
    newer = dispatch_of(letter).links.get(revoked_at=None)

    assert press(link).status_code == 410
    assert press(link, secret_of(newer).code).status_code == 422
    assert press(newer).status_code == 200


def test_database_keeps_neither_address_nor_code(link):
    secret = secret_of(link)
    kept = [str(value) for value in SecureLink.objects.values_list().get()]

    assert not [one for one in kept if secret.token in one or secret.code in one]


def test_classed_letter_goes_by_no_mail_and_names_the_remedy(office):
    letter = to_outside(office, security_class="terbatas")
    dispatch = dispatch_of(letter)
    clerk = actor(office.setda_clerk)

    with pytest.raises(NotThisWay) as refusal:
        send_dispatch(
            actor=clerk,
            dispatch_id=dispatch.pk,
            how=SendingInput(way="email", email="tu@provinsi.go.id"),
        )

    assert "kurir" in str(refusal.value)
    dispatch.refresh_from_db()
    assert dispatch.state == "waiting"
    assert not dispatch.mails.exists()


def test_link_to_a_classed_letter_is_made_by_who_may_read_it(office):
    dispatch = dispatch_of(to_outside(office, security_class="rahasia"))
    by_link = SendingInput(way="link")

    with pytest.raises(NotThisWay):
        send_dispatch(
            actor=actor(office.setda_clerk), dispatch_id=dispatch.pk, how=by_link
        )
    send_dispatch(actor=actor(office.drafter), dispatch_id=dispatch.pk, how=by_link)

    link = Dispatch.objects.get(pk=dispatch.pk).links.get()
    assert whole(press(link, act="file")).startswith(b"%PDF-")
