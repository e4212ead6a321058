"""Letters sent before sending out was kept: nothing is lost, nothing is invented."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from tests.office.outgoing import make_draft, submitted
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import Dispatch, Letter, LetterRecipient

pytestmark = pytest.mark.django_db
UPGRADE = "workflow.migrations.0022_outside_of_old_letters"
RECTOR = "Rektor Universitas Wanasari"


def old(office, status="sent", **outside) -> Letter:
    """A letter as it stood: with an addressee inside, and these outside by kind."""
    inside = RecipientInput(kind="to", position_id=office.kadis.position.pk)
    letter, now = submitted(office, recipients=[inside]), timezone.now()
    Letter.objects.filter(pk=letter.pk).update(
        status=status,
        outside="",
        number=f"005/{letter.pk}",
        verification_code=letter.pk.hex[-16:].upper(),
        signed_at=now,
        sent_at=now,
    )
    for order, kind in enumerate(outside.get("kinds", ()), start=9):
        LetterRecipient.objects.create(
            letter=letter, kind=kind, external=RECTOR, order=order
        )
    return letter


def told(*letters) -> list[tuple]:
    rows = [Letter.objects.get(pk=letter.pk) for letter in letters]
    return [(one.status, one.outside, one.sent_at is not None) for one in rows]


def test_what_is_known_of_each_is_said_and_can_be_taken_back(office):
    inside, copied, to_rector, revoked, draft = letters = (
        old(office),
        old(office, kinds=["cc"]),
        old(office, kinds=["to", "cc"]),
        old(office, status="revoked", kinds=["to"]),
        make_draft(office),
    )
    before, addressees = told(*letters), LetterRecipient.objects.count()
    upgrade = import_module(UPGRADE)

    upgrade.tell_what_is_known(apps, None)

    assert told(*letters) == [
        ("sent", "none", True),
        ("sent", "unrecorded", True),
        ("signed", "unrecorded", False),
        ("revoked", "unrecorded", False),
        ("draft", "", False),
    ]
    assert (LetterRecipient.objects.count(), Dispatch.objects.count()) == (
        addressees,
        0,
    )

    upgrade.call_them_sent_again(apps, None)

    assert told(*letters) == before
    assert {inside, copied, to_rector, revoked, draft} == set(Letter.objects.all())
