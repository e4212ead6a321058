"""A drafted letter on its whole way to the signature, for tests."""

from tests.office.kabupaten import Office, Person, actor
from tests.office.signers import SECRET
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.models import Letter
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter


def signed(
    office: Office, letter: Letter, drafter: Person, by: Person | None = None
) -> Letter:
    """Submit the draft, have every step initialled, and sign it; return it signed."""
    submit_letter(actor=actor(drafter), letter_id=letter.pk)
    people = {one.position.pk: one for one in (office.kabag, office.sekda)}
    while step := letter.steps.filter(state="open").exclude(kind="signature").first():
        person = people[step.position_id]
        approve_step(actor=actor(person), letter_id=letter.pk, step_id=step.pk)
    signer = by or office.sekda
    sign_letter(actor=actor(signer), letter_id=letter.pk, secret=Secret(SECRET))
    return Letter.objects.get(pk=letter.pk)
