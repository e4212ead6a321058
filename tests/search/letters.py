"""Letters on their way to the index, and what a person finds of them."""

from eoffice.outbox import claims
from eoffice.outbox.delivery import run_delivery
from eoffice.outbox.lanes import Lane
from search.engines.contract import PageOf
from search.finding import searching
from search.finding.access import visible_to
from search.kinds import KINDS
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.signers import SECRET
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.models import Letter
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter


def drain(engine) -> None:
    """Do what the relay does until nothing is due."""
    while ids := claims.claim(limit=100, lease_s=60, lane=Lane.QUICK):
        for delivery_id in ids:
            run_delivery(delivery_id, raising=True)
    engine.refresh()


def submitted(office, **changes) -> Letter:
    letter = make_draft(office, **changes)
    return submit_letter(actor=actor(office.drafter), letter_id=letter.pk)


def sent(office, engine, **changes) -> Letter:
    letter = submitted(office, **changes)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))
    drain(engine)
    letter.refresh_from_db()
    return letter


def letters_found(person, text: str) -> set[str]:
    """Keys of the letters found, each once."""
    request = searching.understand(text).request
    answer = searching.search(actor(person), request, PageOf(limit=100))
    keys = [hit.letter_key for hit in answer.hits]
    assert len(keys) == len(set(keys)) == answer.total
    return set(keys)


def letters_visible(person) -> set[str]:
    """Keys of the letters of which the person may see any face."""
    return {
        str(kind.of_letter.key(row))
        for kind in KINDS.values()
        for row in visible_to(actor(person), kind.name)
    }


def ids_found(person, text: str) -> set[str]:
    request = searching.understand(text).request
    answer = searching.search(actor(person), request, PageOf(limit=100))
    assert answer.total == len(answer.hits)
    return {hit.id for hit in answer.hits}
