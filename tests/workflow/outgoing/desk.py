"""Letters in every state, made by the real operations, for the tests of the pages."""

from django.test import Client

from tests.factories import SECRET, Office, Person, actor, make_draft
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.delivery.operations import deliver_letter
from workflow.models import Letter
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter


def client_of(person: Person) -> Client:
    """Return a browser of the person, logged in."""
    client = Client()
    client.force_login(person.user)
    return client


def submitted(office: Office, **changes) -> Letter:
    """Return a letter that waits for the kabag's initial."""
    letter = make_draft(office, **changes)
    return submit_letter(actor=actor(office.drafter), letter_id=letter.pk)


def initialled(office: Office, **changes) -> Letter:
    """Return a letter that waits for the sekda's signature."""
    letter = submitted(office, **changes)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    letter.refresh_from_db()
    return letter


def sent(office: Office, **changes) -> Letter:
    """Return a letter that is signed and delivered."""
    letter = initialled(office, **changes)
    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))
    deliver_letter(letter_id=letter.pk)
    letter.refresh_from_db()
    return letter
