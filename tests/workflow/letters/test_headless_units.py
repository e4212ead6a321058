"""A letter to a unit without a head is refused before signing, with the remedy."""

import pytest

from eoffice.errors import Invalid
from eoffice.organisation.models import TermOfOffice
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, make_draft, submitted
from tests.office.signers import SECRET, make_signer
from workflow.letters.checks import letter_faults
from workflow.letters.operations.drafting import RecipientInput
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import NobodyHeads

pytestmark = pytest.mark.django_db


def to_unit(unit):
    return [RecipientInput(kind="to", unit_id=unit.pk)]


def test_a_unit_without_a_head_is_refused_while_writing_and_at_submit(office):
    letter = make_draft(office, recipients=to_unit(office.dinkes))

    [fault] = letter_faults(letter)
    with pytest.raises(Invalid):
        submitted(office, recipients=to_unit(office.dinkes))

    assert (fault.field, fault.code) == ("recipients.0", "nobody_heads")
    assert "Dinas Kesehatan" in str(fault.message)
    assert "Sebutkan jabatan" in str(fault.message)
    assert "Plt." in str(fault.message)


def test_a_head_whose_position_is_vacant_is_named(office):
    TermOfOffice.objects.filter(official=office.kadis.official).delete()

    [fault] = letter_faults(make_draft(office, recipients=to_unit(office.kominfo)))

    assert office.kominfo.name in str(fault.message)


def test_a_head_who_left_before_the_signature_stops_it(office):
    make_signer(office.sekda)
    letter = initialled(office, recipients=to_unit(office.kominfo))
    TermOfOffice.objects.filter(official=office.kadis.official).delete()

    with pytest.raises(NobodyHeads):
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )

    letter.refresh_from_db()
    assert letter.status == "awaiting_signature"
    assert not letter.deliveries.exists()
