"""Pictures that are tried out: asked for first, refused once, forgotten after a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from eoffice.errors import Invalid, NotFound
from eoffice.objects import store
from eoffice.objects.models import Upload
from tests.office.kabupaten import actor
from tests.office.outgoing import letter_input, make_draft
from tests.workflow.letters.test_pictures import body_with, upload_of
from workflow.letters.operations.drafting import edit_draft, tried_out
from workflow.models import DrawnPicture, Letter, LetterPicture, RefusedPicture
from workflow.pictures import making
from workflow.pictures.forgetting import forget_pictures

pytestmark = pytest.mark.django_db
BROKEN = b"\x89PNG\r\n\x1a\nbroken"


@pytest.fixture
def readings(monkeypatch):
    """How often a picture was read in the sandbox."""
    count = []
    run = making.sandbox.run

    def counted(task, *facts, **more):
        count.append(task)
        return run(task, *facts, **more)

    monkeypatch.setattr(making.sandbox, "run", counted)
    return count


def tried(office, letter, upload, person=None):
    content = letter_input(office, body=body_with(upload.pk))
    who = actor(person or office.drafter)
    with tried_out(actor=who, letter_id=letter.pk, content=content):
        pass


def days_old(days, *models):
    at = timezone.now() - timedelta(days=days, minutes=1)
    for model in models:
        name = "refused_at" if model is RefusedPicture else "made_at"
        model.objects.update(**{name: at})


def test_who_may_not_write_has_no_picture_read(office, readings):
    letter = make_draft(office)
    upload = upload_of(office.kadis)
    content = letter_input(office, body=body_with(upload.pk))

    with pytest.raises(NotFound):
        edit_draft(
            actor=actor(office.kadis),
            letter_id=letter.pk,
            row_version=None,
            content=content,
        )
    with pytest.raises(NotFound):
        tried(office, letter, upload, office.kadis)

    assert readings == []
    assert not DrawnPicture.objects.exists()


def test_a_refused_picture_is_not_read_again_until_tomorrow(office, readings):
    letter = make_draft(office)
    upload = upload_of(office.drafter, BROKEN)
    for _save in range(3):
        with pytest.raises(Invalid):
            tried(office, letter, upload)
    assert readings == ["read_picture"]

    days_old(1, RefusedPicture)
    forget_pictures()

    assert not RefusedPicture.objects.exists()


def test_a_picture_of_a_trial_goes_after_a_day_and_can_come_back(office):
    letter = make_draft(office)
    upload = upload_of(office.drafter)
    tried(office, letter, upload)
    assert forget_pictures().done == 0  # not before its day is over
    days_old(1, DrawnPicture)

    assert forget_pictures().done == 1

    assert not DrawnPicture.objects.exists()
    assert store.get_bytes(Upload.objects.get().stored)
    tried(office, letter, upload)
    assert DrawnPicture.objects.count() == 1


def test_a_picture_that_a_letter_had_stays_for_its_states_and_versions(office):
    letter = make_draft(office, body=body_with(upload_of(office.drafter).pk))
    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=None,
        content=letter_input(office),
    )
    days_old(30, DrawnPicture)

    assert forget_pictures().done == 0
    assert DrawnPicture.objects.get() == LetterPicture.objects.get().drawn
    Letter.objects.get(pk=letter.pk).delete()  # with its earlier states
    assert forget_pictures().done == 1
