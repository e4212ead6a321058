"""What pages were split from: for those who keep the register, as far as they may."""

import pytest

from eoffice.outbox.relay import drain
from tests.office.incoming import entry, received
from tests.office.kabupaten import actor
from tests.office.visitors import client_of
from tests.workflow.incoming.scans import two_letters
from workflow.incoming.operations.page_work import split_letter
from workflow.incoming.operations.registering import register_incoming_letter

pytestmark = pytest.mark.django_db


def apart(office):
    """Two letters that came as one scan, and the scan."""
    scan = two_letters()
    incoming = received(office, scan)
    first, second = split_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        starts=[2],
    )
    drain()
    return first, second, scan


def test_what_was_brought_is_for_the_clerks_alone(office):
    incoming, _other, scan = apart(office)
    register_incoming_letter(
        actor=actor(office.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        registration=entry(),
    )
    address = f"/naskah-masuk/{incoming.pk}/berkas/1/"

    own = client_of(office.sekda).get(address)
    whole = client_of(office.sekda).get(f"{address}asli/")
    clerk = client_of(office.setda_clerk).get(f"{address}asli/")

    assert own.status_code == 200
    assert whole.status_code == 404
    assert b"".join(clerk.streaming_content) == scan


def test_the_page_offers_what_was_brought_to_whom_it_is_given(office):
    incoming, other, _scan = apart(office)
    for one, changes in ((incoming, {}), (other, {"security_class": "rahasia"})):
        register_incoming_letter(
            actor=actor(office.setda_clerk),
            incoming_id=one.pk,
            row_version=None,
            registration=entry(**changes),
        )
        page = f"/naskah-masuk/{incoming.pk}/"
        link = f"{page}berkas/1/asli/"

        offered = {
            who: link in client_of(person).get(page).content.decode()
            for who, person in (("clerk", office.setda_clerk), ("head", office.sekda))
        }

        assert offered == {"clerk": not changes, "head": False}
        given = client_of(office.setda_clerk).get(link).status_code == 200
        assert given == offered["clerk"]
