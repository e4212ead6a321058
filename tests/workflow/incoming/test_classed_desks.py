"""Classed letters and the desks they may not have."""

import pytest

from eoffice.errors import Invalid
from tests.office.incoming import registered
from tests.office.kabupaten import actor, build_office
from workflow.incoming.operations.amending import amend_registration
from workflow.models import IncomingLetter

pytestmark = pytest.mark.django_db


def test_who_registers_a_classed_letter_does_not_keep_it():
    office = build_office()

    with pytest.raises(Invalid) as refusal:
        registered(
            office,
            security_class="rahasia",
            routed_to_id=office.setda_clerk.position.pk,
        )

    assert [(f.field, f.code) for f in refusal.value.faults] == [
        ("routed_to", "own_seat")
    ]
    assert not IncomingLetter.objects.exclude(status="received").exists()


def test_a_classed_letter_always_has_a_desk():
    office = build_office()
    office.sekda.position.is_head = False
    office.sekda.position.save()

    with pytest.raises(Invalid) as refusal:
        registered(office, security_class="terbatas")

    assert [f.code for f in refusal.value.faults] == ["needs_desk"]


def test_raising_the_class_and_taking_the_letter_is_refused_together():
    office = build_office()
    incoming = registered(office)

    with pytest.raises(Invalid):
        amend_registration(
            actor=actor(office.setda_clerk),
            incoming_id=incoming.pk,
            row_version=None,
            reason="Salah",
            changes={
                "security_class": "rahasia",
                "routed_to_id": office.setda_clerk.position.pk,
            },
        )

    incoming.refresh_from_db()
    assert incoming.routed_to == office.sekda.position
