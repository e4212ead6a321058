"""Attachments belong to what is initialled: a swap is seen and is not signed."""

import pytest

from eoffice.objects import store
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of
from tests.workflow.rendering.letters import letter as letter_tree
from workflow.approval.operations.approving import approve_step, return_letter
from workflow.approval.operations.submitting import submit_letter
from workflow.differences.passages import changes_between
from workflow.differences.trees import differences
from workflow.models import Letter, LetterAttachment, LetterStatus
from workflow.pades.ports import Secret
from workflow.rendering.tree import LetterTree, canonical_json, content_hash
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import AttachmentsChanged

pytestmark = pytest.mark.django_db


def attach(letter, content, name="anggaran.pdf"):
    stored = store.put_bytes(
        content, area=store.Area.DRAFTS, media_type="application/pdf"
    )
    stored.save()
    return LetterAttachment.objects.create(letter=letter, name=name, stored=stored)


def swap(letter, content):
    letter.attachments.all().delete()
    return attach(letter, content)


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def submitted(office):
    letter = make_draft(office)
    attach(letter, b"%PDF-1.7 satu")
    return submit_letter(actor=actor(office.drafter), letter_id=letter.pk)


def initialled(office):
    letter = submitted(office)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    return Letter.objects.get(pk=letter.pk)


def signed_by(office, letter):
    return sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )


def test_the_frozen_content_names_each_file_with_its_hash(office):
    letter = submitted(office)
    stored = letter.attachments.get().stored

    assert letter.current_version.content["attachment_files"] == [
        {"name": "anggaran.pdf", "sha256": stored.sha256, "size": stored.size}
    ]


def test_a_swap_between_two_versions_changes_the_hash_and_is_shown(office):
    letter = submitted(office)
    first = letter.current_version
    step = letter.steps.get(state="open")
    return_letter(
        actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk, note="Ganti"
    )
    swap(letter, b"%PDF-1.7 dua")
    second = submit_letter(
        actor=actor(office.drafter), letter_id=letter.pk
    ).current_version

    assert second.content_hash != first.content_hash
    found = differences(first.content, second.content)
    assert [change.field for change in found.fields] == ["attachment_files"]
    old, new = (LetterTree.model_validate(v.content) for v in (first, second))
    assert [change.place for change in changes_between(old, new)] == ["Berkas lampiran"]
    page = client_of(office.kabag).get(f"/naskah-keluar/{letter.pk}/")
    assert "Berkas lampiran" in page.content.decode()


def test_what_was_swapped_after_the_initial_is_not_signed(office):
    letter = initialled(office)
    swap(letter, b"%PDF-1.7 dua")

    with pytest.raises(AttachmentsChanged):
        signed_by(office, letter)

    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not letter.attempts.exists()


@pytest.mark.parametrize("change", ["added", "renamed", "removed"])
def test_what_was_added_renamed_or_removed_is_not_signed(office, change):
    letter = initialled(office)
    if change == "added":
        attach(letter, b"%PDF-1.7 tiga", "lain.pdf")
    elif change == "renamed":
        letter.attachments.update(name="lain.pdf")
    else:
        letter.attachments.all().delete()

    with pytest.raises(AttachmentsChanged):
        signed_by(office, letter)


def test_what_was_initialled_is_signed(office):
    assert signed_by(office, initialled(office)).status == LetterStatus.SIGNED


def test_content_frozen_before_files_stood_in_it_keeps_its_hash():
    tree = letter_tree()

    assert tree.attachments
    assert b"attachment_files" not in canonical_json(tree)
    again = LetterTree.model_validate(tree.model_dump(mode="json", exclude_none=True))
    assert content_hash(again) == content_hash(tree)
