"""Drafts: nobody verifies themselves, copies keep their class, seats change hands."""

import pytest

from eoffice.errors import Invalid
from eoffice.organisation.models import TermOfOffice
from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.kabupaten import BEGAN, actor, build_office, make_acting, make_person
from tests.office.outgoing import letter_input, make_draft, sent, submitted
from tests.office.signers import make_signer
from tests.office.visitors import ROOT, patch, post, program_of
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.operations.drafting import (
    LetterInput,
    StepInput,
    delete_draft,
    edit_draft,
)
from workflow.letters.operations.revoking import clone_letter, correct_letter
from workflow.models import Letter, PlannedStep, StepKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return build_office()


def route_over(*people, kind=StepKind.COORDINATION):
    steps = [
        StepInput(order=n, kind=kind, position_id=person.position.pk)
        for n, person in enumerate(people, start=1)
    ]
    return LetterInput(given=frozenset({"route"}), route=steps)


def planned(house, letter, content):
    return edit_draft(
        actor=actor(house.drafter),
        letter_id=letter.pk,
        row_version=None,
        content=content,
    )


def faults(refusal) -> list[tuple[str, str]]:
    return [(f.field, f.code) for f in refusal.value.faults]


def test_a_drafter_is_no_step_of_the_own_route(house):
    letter = make_draft(house)

    with pytest.raises(Invalid) as refusal:
        planned(house, letter, route_over(house.kabag, house.drafter))

    assert faults(refusal) == [("route.1", "own_seat")]
    assert not letter.planned_steps.exists()


def test_a_new_draft_is_not_planned_over_its_drafter_either(house):
    body = {
        "type": "surat_dinas",
        "subject": "Undangan",
        "route": [{"position": str(house.drafter.position.pk)}],
    }

    answer = post(program_of(house.drafter), "/letters", body)

    assert answer.status_code == 422
    assert [e["code"] for e in answer.json()["errors"]] == ["own_seat"]
    assert not Letter.objects.exists()


def test_a_route_kept_from_before_is_refused_when_it_is_submitted(house):
    letter = make_draft(house)
    PlannedStep.objects.create(
        letter=letter,
        order=1,
        kind=StepKind.COORDINATION,
        position=house.drafter.position,
    )

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(house.drafter), letter_id=letter.pk)

    assert faults(refusal) == [("route.0", "own_seat")]
    assert not letter.steps.exists()


def test_other_seats_of_the_drafter_verify_only_from_above(house):
    letter = make_draft(house)
    for seat in (house.staff.position, house.kabag.position):
        make_acting(house.drafter, seat, "acting_vacant", BEGAN, BEGAN.replace(2099))

    planned(house, letter, route_over(house.kabag, kind=StepKind.HIERARCHICAL))
    with pytest.raises(Invalid) as refusal:
        planned(house, letter, route_over(house.staff))

    assert faults(refusal) == [("route.0", "own_seat")]


def test_a_copy_is_never_classed_lower_than_what_it_was_copied_from(house):
    make_signer(house.sekda)
    letter = sent(house, security_class="rahasia")
    client = program_of(house.kadis)

    made = post(client, f"/letters/{letter.pk}/clone").json()
    path, match = f"/letters/{made['id']}", {"If-Match": '"1"'}
    lowered = patch(client, path, {"security_class": "biasa"}, **match)
    raised = patch(client, path, {"security_class": "sangat_rahasia"}, **match)

    assert made["security_class"] == "rahasia"
    assert lowered.status_code == 422
    assert lowered.json()["errors"][0]["code"] == "below_source"
    assert raised.status_code == 200
    assert client.get(f"{ROOT}{path}").json()["security_class"] == "sangat_rahasia"


def test_a_copy_of_a_copy_and_a_correction_keep_the_class_as_well(house):
    make_signer(house.sekda)
    letter = sent(house, security_class="rahasia")
    first = clone_letter(actor=actor(house.kadis), letter_id=letter.pk)

    second = clone_letter(actor=actor(house.kadis), letter_id=first.pk)
    correction = correct_letter(actor=actor(house.drafter), letter_id=letter.pk)

    assert {one.least_class for one in (first, second, correction)} == {"rahasia"}


def test_a_successor_saves_a_draft_with_the_files_of_the_one_before(house):
    upload = bring(house.drafter, pdf(), "lampiran.pdf")
    letter = make_draft(house, attachments=[upload.pk])
    TermOfOffice.objects.filter(position=house.drafter.position).delete()
    successor = make_person("baru", "Tri Lestari", "Calon", house.bagian)
    TermOfOffice.objects.filter(official=successor.official).update(
        position=house.drafter.position
    )
    foreign = bring(house.kadis, pdf(), "lain.pdf")
    who = actor(successor)

    def saved(*ids):
        content = letter_input(house, subject="Baru", attachments=list(ids))
        edit_draft(actor=who, letter_id=letter.pk, row_version=None, content=content)

    saved(upload.pk)
    with pytest.raises(Invalid) as refusal:
        saved(upload.pk, foreign.pk)

    assert faults(refusal) == [("attachments.1", "unknown_upload")]
    assert [a.stored_id for a in letter.attachments.all()] == [upload.stored_id]
    letter.refresh_from_db()
    assert letter.subject == "Baru"


def test_a_draft_that_another_refers_to_is_not_thrown_away(house):
    draft = make_draft(house)
    other = make_draft(house, references=[draft.pk])

    answer = program_of(house.drafter).delete(f"{ROOT}/letters/{draft.pk}")

    assert (answer.status_code, answer.json()["code"]) == (409, "letter_referred")
    assert Letter.objects.filter(pk=draft.pk).exists()
    delete_draft(actor=actor(house.drafter), letter_id=other.pk)
    delete_draft(actor=actor(house.drafter), letter_id=draft.pk)
    assert not Letter.objects.exists()


def test_a_submitted_letter_still_cannot_be_thrown_away(house):
    letter = submitted(house)

    answer = program_of(house.drafter).delete(f"{ROOT}/letters/{letter.pk}")

    assert answer.status_code == 409
