"""An answer begins with all that is known of the letter it answers."""

import pytest

from eoffice.errors import NotFound
from tests.office.incoming import received, registered
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from tests.office.visitors import client_of, post, token_client
from workflow.approval.route_check import faults_before_submit
from workflow.drafting.replying import replies_to, reply_to
from workflow.models import IncomingLetter, Letter

pytestmark = pytest.mark.django_db


def test_the_answer_to_a_letter_from_outside(office):
    incoming = registered(office)
    letter = reply_to(actor=actor(office.sekda), incoming_id=incoming.pk)

    assert letter.letter_type.code == "surat_dinas"
    assert [str(one) for one in letter.recipients.all()] == [incoming.sender]
    assert incoming.subject in letter.subject
    assert letter.unit == office.sekda.position.unit
    assert list(replies_to(actor(office.sekda), incoming)) == [letter]
    # The answer itself is a gap that keeps the letter back and says where it is.
    codes = {fault.code for fault in faults_before_submit(letter)}
    assert "gap_open" in codes
    tree_words = str(letter.body)
    assert incoming.number in tree_words


def test_the_answer_to_a_letter_from_inside_goes_to_its_signatory():
    house = build_office()
    make_signer(house.sekda)
    origin = sent(house)
    incoming = IncomingLetter.objects.get(routed_to=house.kadis.position)
    letter = reply_to(actor=actor(house.kadis), incoming_id=incoming.pk)
    assert letter.recipients.get().position == origin.signatory_position
    assert letter.references.get().referred == origin


def test_an_answer_is_classed_no_lower(office):
    incoming = registered(office, security_class="rahasia")
    letter = reply_to(actor=actor(office.sekda), incoming_id=incoming.pk)
    assert letter.security_class == letter.least_class == "rahasia"


def test_who_cannot_read_it_cannot_answer_it(office):
    incoming = registered(office)
    with pytest.raises(NotFound):
        reply_to(actor=actor(office.stranger), incoming_id=incoming.pk)
    waiting = received(office)
    with pytest.raises(NotFound):
        reply_to(actor=actor(office.setda_clerk), incoming_id=waiting.pk)
    assert not Letter.objects.exists()


def test_page_and_program_begin_the_same_draft(office):
    incoming = registered(office)
    page = client_of(office.sekda).get(f"/naskah-masuk/{incoming.pk}/")
    assert f"/naskah-masuk/{incoming.pk}/balas/" in page.content.decode()
    answer = post(token_client(office.sekda), f"/incoming-letters/{incoming.pk}/reply")
    assert answer.status_code == 201
    assert answer.json()["subject"] == Letter.objects.get().subject
