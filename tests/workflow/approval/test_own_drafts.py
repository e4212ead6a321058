"""Drafts: nobody verifies themselves, copies keep their class, seats change hands."""

import pytest

from eoffice.errors import Invalid
from eoffice.organisation.models import TermOfOffice
from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.kabupaten import BEGAN, actor, make_acting, make_person
from tests.office.outgoing import letter_input, make_draft, sent, submitted
from tests.office.signers import make_signer
from tests.office.visitors import ROOT, patch, post, program_of
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.operations.drafting import (
    LetterInput,
    StepInput,
    edit_draft,
)
from workflow.letters.operations.revoking import clone_letter, correct_letter
from workflow.letters.operations.throwing_away import delete_draft
from workflow.models import Letter, PlannedStep, StepKind

pytestmark = pytest.mark.django_db


def route_over(*people, kind=StepKind.COORDINATION):
    steps = [
        StepInput(order=n, kind=kind, position_id=person.position.pk)
        for n, person in enumerate(people, start=1)
    ]
    return LetterInput(given=frozenset({"route"}), route=steps)


def planned(office, letter, content):
    return edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=None,
        content=content,
    )


def faults(refusal) -> list[tuple[str, str]]:
    return [(f.field, f.code) for f in refusal.value.faults]


def test_a_drafter_is_no_step_of_the_own_route(office):
    letter = make_draft(office)

    with pytest.raises(Invalid) as refusal:
        planned(office, letter, route_over(office.kabag, office.drafter))

    assert faults(refusal) == [("route.1", "own_seat")]
    assert not letter.planned_steps.exists()


def test_a_new_draft_is_not_planned_over_its_drafter_either(office):
    body = {
        "type": "surat_dinas",
        "subject": "Undangan",
        "route": [{"position": str(office.drafter.position.pk)}],
    }

    answer = post(program_of(office.drafter), "/letters", body)

    assert answer.status_code == 422
    assert [e["code"] for e in answer.json()["errors"]] == ["own_seat"]
    assert not Letter.objects.exists()


def test_a_route_kept_from_before_is_refused_when_it_is_submitted(office):
    letter = make_draft(office)
    PlannedStep.objects.create(
        letter=letter,
        order=1,
        kind=StepKind.COORDINATION,
        position=office.drafter.position,
    )

    with pytest.raises(Invalid) as refusal:
        submit_letter(actor=actor(office.drafter), letter_id=letter.pk)

    assert faults(refusal) == [("route.0", "own_seat")]
    assert not letter.steps.exists()


def test_other_seats_of_the_drafter_verify_only_from_above(office):
    letter = make_draft(office)
    for seat in (office.staff.position, office.kabag.position):
        make_acting(office.drafter, seat, "acting_vacant", BEGAN, BEGAN.replace(2099))

    planned(office, letter, route_over(office.kabag, kind=StepKind.HIERARCHICAL))
    with pytest.raises(Invalid) as refusal:
        planned(office, letter, route_over(office.staff))

    assert faults(refusal) == [("route.0", "own_seat")]


def test_a_copy_is_never_classed_lower_than_what_it_was_copied_from(office):
    make_signer(office.sekda)
    letter = sent(office, security_class="rahasia")
    client = program_of(office.kadis)

    made = post(client, f"/letters/{letter.pk}/clone").json()
    path, match = f"/letters/{made['id']}", {"If-Match": '"1"'}
    lowered = patch(client, path, {"security_class": "biasa"}, **match)
    raised = patch(client, path, {"security_class": "sangat_rahasia"}, **match)

    assert made["security_class"] == "rahasia"
    assert lowered.status_code == 422
    assert lowered.json()["errors"][0]["code"] == "below_source"
    assert raised.status_code == 200
    assert client.get(f"{ROOT}{path}").json()["security_class"] == "sangat_rahasia"


def test_a_copy_of_a_copy_and_a_correction_keep_the_class_as_well(office):
    make_signer(office.sekda)
    letter = sent(office, security_class="rahasia")
    first = clone_letter(actor=actor(office.kadis), letter_id=letter.pk)

    second = clone_letter(actor=actor(office.kadis), letter_id=first.pk)
    correction = correct_letter(actor=actor(office.drafter), letter_id=letter.pk)

    assert {one.least_class for one in (first, second, correction)} == {"rahasia"}


def test_a_successor_saves_a_draft_with_the_files_of_the_one_before(office):
    upload = bring(office.drafter, pdf(), "lampiran.pdf")
    letter = make_draft(office, attachments=[upload.pk])
    TermOfOffice.objects.filter(position=office.drafter.position).delete()
    successor = make_person("baru", "Tri Lestari", "Calon", office.bagian)
    TermOfOffice.objects.filter(official=successor.official).update(
        position=office.drafter.position
    )
    foreign = bring(office.kadis, pdf(), "lain.pdf")
    who = actor(successor)

    def saved(*ids):
        content = letter_input(office, subject="Baru", attachments=list(ids))
        edit_draft(actor=who, letter_id=letter.pk, row_version=None, content=content)

    saved(upload.pk)
    with pytest.raises(Invalid) as refusal:
        saved(upload.pk, foreign.pk)

    assert faults(refusal) == [("attachments.1", "unknown_upload")]
    assert [a.stored_id for a in letter.attachments.all()] == [upload.stored_id]
    letter.refresh_from_db()
    assert letter.subject == "Baru"


def test_a_draft_that_another_refers_to_is_not_thrown_away(office):
    draft = make_draft(office)
    other = make_draft(office, references=[draft.pk])

    answer = program_of(office.drafter).delete(f"{ROOT}/letters/{draft.pk}")

    assert (answer.status_code, answer.json()["code"]) == (409, "letter_referred")
    assert Letter.objects.filter(pk=draft.pk).exists()
    delete_draft(actor=actor(office.drafter), letter_id=other.pk)
    delete_draft(actor=actor(office.drafter), letter_id=draft.pk)
    assert not Letter.objects.exists()


def test_a_submitted_letter_still_cannot_be_thrown_away(office):
    letter = submitted(office)

    answer = program_of(office.drafter).delete(f"{ROOT}/letters/{letter.pk}")

    assert answer.status_code == 409
