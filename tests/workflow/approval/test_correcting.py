"""A verifier corrects the text: another version, told to all who initialled before."""

from datetime import date

import pytest
from django.urls import reverse

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.notifications.models import Notification
from eoffice.outbox.relay import drain
from eoffice.policies.models import PolicyVersion
from tests.office.kabupaten import actor
from tests.office.letter_types import rewrite_type
from tests.office.outgoing import initialled, make_draft, submitted
from tests.office.visitors import browser_of, token_client
from workflow.approval.corrections import asks_again
from workflow.approval.errors import NotCorrectedHere, StepAlreadyDecided
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.correcting import CorrectedText, correct_text
from workflow.approval.operations.submitting import recall_letter, submit_letter
from workflow.letters.operations.drafting import StepInput
from workflow.models import LetterStatus, StepState
from workflow.rendering.body import parse_block
from workflow.rendering.tree import LetterTree

pytestmark = pytest.mark.django_db
NEW = CorrectedText(subject="Undangan rapat persiapan gerai layanan")


def two_verifiers(office):
    """Return a letter that the kabag has initialled and the asisten has at the desk."""
    seats = [office.kabag.position.pk, office.admin.position.pk]
    route = [
        StepInput(order=n, kind="hierarchical", position_id=seat)
        for n, seat in enumerate(seats, start=1)
    ]
    letter = make_draft(office, route=route)
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    first = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=first.pk)
    letter.refresh_from_db()
    return letter, letter.steps.get(state="open")


def correct(person, letter, step, given=NEW, row_version=None):
    return correct_text(
        actor=actor(person),
        letter_id=letter.pk,
        step_id=step.pk,
        row_version=row_version,
        given=given,
    )


def states(letter):
    steps = letter.current_version.steps.order_by("order")
    return [(step.position.title, step.state) for step in steps]


def test_a_correction_is_the_next_version_and_those_before_are_asked_again(office):
    letter, step = two_verifiers(office)
    before = letter.current_version

    correct(office.admin, letter, step)
    drain()

    letter.refresh_from_db()
    version = letter.current_version
    assert (version.number, version.submitted_as) == (2, office.admin.position)
    assert version.content["subject"] == NEW.subject == letter.subject
    before.refresh_from_db()
    assert before.content["subject"] != NEW.subject
    assert [state for _seat, state in states(letter)] == [
        StepState.OPEN,
        StepState.WAITING,
        StepState.WAITING,
    ]
    assert letter.status == LetterStatus.IN_VERIFICATION
    told = Notification.objects.filter(kind="letter.corrected")
    assert {one.official for one in told} == {
        office.kabag.official,
        office.drafter.official,
    }
    assert "1 bagian berubah" in told.first().text
    event = AuditEvent.objects.get(action="letter.corrected")
    assert event.position_id == office.admin.position.pk
    moments = token_client(office.kabag.official).get(
        f"/api/v1/letters/{letter.pk}/timeline"
    )
    assert "route_corrected" in [m["kind"] for m in moments.json()["items"]]


def test_spelling_alone_leaves_the_initials_of_before_with_their_text(office):
    letter, step = two_verifiers(office)
    wrong = letter.subject.replace("rapat", "RAPAT")

    correct(office.admin, letter, step, CorrectedText(subject=wrong))

    letter.refresh_from_db()
    assert [state for _seat, state in states(letter)] == [
        StepState.SKIPPED,
        StepState.OPEN,
        StepState.WAITING,
    ]
    carried = letter.current_version.steps.get(state=StepState.SKIPPED)
    assert "versi 1" in carried.changes.get().reason
    # Nobody passed anything over: the kept initial is told where it was given.
    timeline = f"/api/v1/letters/{letter.pk}/timeline"
    items = token_client(office.kabag.official).get(timeline).json()["items"]
    assert not [m for m in items if m["kind"] in ("route_skipped", "route_kept")]
    with pytest.raises(StepAlreadyDecided):
        recall_letter(actor=actor(office.drafter), letter_id=letter.pk)


def test_an_initial_kept_once_is_asked_again_by_a_later_change(office):
    letter, step = two_verifiers(office)
    correct(
        office.admin,
        letter,
        step,
        CorrectedText(subject=letter.subject.replace("rapat", "RAPAT")),
    )
    letter.refresh_from_db()

    correct(office.admin, letter, letter.current_version.steps.get(state="open"))
    drain()

    letter.refresh_from_db()
    assert [state for _seat, state in states(letter)] == [
        StepState.OPEN,
        StepState.WAITING,
        StepState.WAITING,
    ]
    told = Notification.objects.filter(kind="letter.corrected")
    assert told.filter(official=office.kabag.official).count() == 2


PAIRS = (
    ("Rapat di aula, pukul 9", "Rapat di aula pukul 9", False),
    ("Kami undagn rapat", "Kami undang rapat", False),
    ("Rapat dibatalkan", "Rapat disahkan", True),
    ("Rp1.500", "Rp1500", True),
    ("Rapat hari ini", "Rapat tidak hari ini", True),
)


def test_the_office_says_what_asks_again(office):
    content = submitted(office).current_version.content
    asked = [asks_again(*changed(content, *pair[:2])) for pair in PAIRS]
    assert asked == [pair[2] for pair in PAIRS]

    for number, rule in enumerate(("never", "always"), start=1):
        PolicyVersion.objects.create(
            name="verifier_corrections",
            number=number,
            value={"ask_again": rule},
            effective_from=date(2020, 1, number),
            reason="Uji",
        )
        told = asks_again(*changed(content, "Rapat", "Sidang"))
        assert told is (rule == "always")


def changed(content, *texts):
    trees = []
    for text in texts:
        block = parse_block({"id": "a", "type": "paragraph", "value": text})
        tree = LetterTree.model_validate(content)
        trees.append(tree.model_copy(update={"body": (block,)}))
    return trees


def test_parts_moved_set_off_or_a_name_changed_are_no_spelling(office):
    content = submitted(office).current_version.content
    points = {"id": "b", "type": "numbered_list", "value": ["Satu hal", "Dua hal"]}
    nested = {**points, "value": [{"text": "Satu hal", "items": ["Dua hal"]}]}
    words = {"id": "a", "type": "paragraph", "value": "Kami undang Sulistyo."}
    bold = {**words, "value": "Kami undang <b>Sulistyo</b>."}
    other = {**words, "value": "Kami undang Bupati."}

    def tree(*blocks):
        body = tuple(parse_block(one) for one in blocks)
        return LetterTree.model_validate(content).model_copy(update={"body": body})

    before = tree(words, points)
    for after in ((points, words), (words, nested), (bold, points), (other, points)):
        assert asks_again(before, tree(*after))
    assert not asks_again(before, tree(words, points))


def test_a_correction_that_comes_too_late_is_refused_and_nothing_moves(office):
    letter = submitted(office)
    step, read = letter.steps.get(state="open"), letter.row_version

    with pytest.raises(Stale):
        correct(office.kabag, letter, step, row_version=read + 7)
    with pytest.raises(NotFound):
        correct(office.kadis, letter, step)
    with pytest.raises(Invalid):
        correct(office.kabag, letter, step, CorrectedText(subject=letter.subject))
    recall_letter(actor=actor(office.drafter), letter_id=letter.pk)
    with pytest.raises(StepAlreadyDecided):
        correct(office.kabag, letter, step)

    letter.refresh_from_db()
    assert letter.current_version.number == 1
    assert letter.subject != NEW.subject


def test_a_step_of_the_text_of_before_is_told_that_it_was_decided(office):
    letter = submitted(office)
    step = letter.steps.get(state="open")
    correct(office.kabag, letter, step)

    with pytest.raises(StepAlreadyDecided):
        approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    with pytest.raises(StepAlreadyDecided):
        correct(office.kabag, letter, step)


def test_neither_a_signature_nor_a_type_that_forbids_it_is_corrected(office):
    letter = initialled(office)
    step = letter.steps.get(state="open")
    with pytest.raises(NotCorrectedHere):
        correct(office.sekda, letter, step)

    other = submitted(office)
    rewrite_type(verifier_corrects=False)
    step = other.steps.get(state="open")
    answer = token_client(office.kabag.official).post(
        f"/api/v1/letters/{other.pk}/steps/{step.pk}/correct-text",
        {"subject": "Lain"},
        content_type="application/json",
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "not_corrected_here")


def test_the_page_keeps_what_was_typed_when_the_drafter_took_it_back(office):
    letter = submitted(office)
    step = letter.steps.get(state="open")
    address = reverse("text_correct", args=[letter.pk, step.pk])
    browser = browser_of(office.kabag)
    assert "Simpan sebagai versi berikutnya" in browser.get(address).content.decode()
    form = {"row_version": letter.row_version, "subject": "Hal yang saya perbaiki"}
    empty = browser.post(address, {**form, "subject": ""})
    assert empty.status_code == 422
    recall_letter(actor=actor(office.drafter), letter_id=letter.pk)

    late = browser.post(address, form)

    assert late.status_code == 409
    assert "Hal yang saya perbaiki" in late.content.decode()
    letter.refresh_from_db()
    assert letter.status == LetterStatus.DRAFT
    assert letter.subject != form["subject"]
