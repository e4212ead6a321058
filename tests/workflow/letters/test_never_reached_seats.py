"""A letter that turned back never came to the seats after: they see nothing of it."""

import pytest

from tests.office.kabupaten import actor
from tests.office.outgoing import initialled, submitted
from tests.office.visitors import client_of, token_client
from workflow.approval.operations.approving import return_letter
from workflow.approval.operations.submitting import recall_letter, submit_letter
from workflow.letters.access import letters_visible_to, takes_part
from workflow.models import ApprovalStep, Letter

pytestmark = pytest.mark.django_db


def see(office, letter: Letter) -> set[str]:
    """Names of those who see the letter: list, API and page agree."""
    found = set()
    for name, person in vars(office).items():
        if not hasattr(person, "user"):
            continue
        api = token_client(person.official).get(f"/api/v1/letters/{letter.pk}")
        page = client_of(person).get(f"/naskah-keluar/{letter.pk}/", follow=True)
        listed = letters_visible_to(actor(person)).filter(pk=letter.pk).exists()
        expected = 200 if listed else 404
        assert {api.status_code, page.status_code} == {expected}, name
        if listed:
            found.add(name)
    return found


def test_after_a_recall_only_the_seat_it_came_to_still_sees_it(office):
    letter = submitted(office)
    assert see(office, letter) == {"drafter", "kabag"}

    recall_letter(actor=actor(office.drafter), letter_id=letter.pk)

    assert see(office, letter) == {"drafter", "kabag"}
    assert not takes_part(actor(office.sekda), letter)


def test_after_a_return_the_signatory_it_never_came_to_sees_nothing(office):
    letter = submitted(office)
    step = ApprovalStep.objects.get(letter=letter, state="open")

    return_letter(
        actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk, note="Perbaiki"
    )

    assert see(office, letter) == {"drafter", "kabag"}


def test_seats_it_came_to_keep_it_through_the_next_version(office):
    letter = initialled(office)
    step = ApprovalStep.objects.get(letter=letter, state="open")
    return_letter(
        actor=actor(office.sekda), letter_id=letter.pk, step_id=step.pk, note="Perbaiki"
    )

    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    assert see(office, letter) == {"drafter", "kabag", "sekda"}
