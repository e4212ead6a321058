"""Files inside the signed PDF, where the office's page profile asks for it."""

import io
import json

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from eoffice.objects import store
from eoffice.policies.changing import change_policy
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.signers import SECRET, make_signer
from tests.workflow.rendering import letters
from tests.workflow.rendering.verapdf import passed_claims
from workflow.approval.operations.approving import approve_step
from workflow.approval.operations.submitting import submit_letter
from workflow.models import Letter, LetterAttachment
from workflow.pades.ports import Secret
from workflow.rendering.file_check import check_file
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db
NAME = "Rencana anggaran.pdf"


def a_pdf() -> bytes:
    tree = letters.letter()
    return TypstRenderer().render(tree, tree.type, letters.preview()).bytes


def ask_for(office, way: str) -> None:
    change_policy(
        actor=actor(office.admin),
        name="page_profile",
        value={"attachment_way": way},
        reason="Perbup Nomor 9",
        expected_version=None,
    )


def signed(office, content: bytes) -> bytes:
    make_signer(office.sekda)
    letter = make_draft(office)
    stored = store.put_bytes(
        content, area=store.Area.DRAFTS, media_type="application/pdf"
    )
    stored.pages = 2
    stored.save()
    LetterAttachment.objects.create(letter=letter, name=NAME, stored=stored)
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    step = letter.steps.get(state="open")
    approve_step(actor=actor(office.kabag), letter_id=letter.pk, step_id=step.pk)
    sign_letter(actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET))
    return store.get_bytes(Letter.objects.get(pk=letter.pk).signatures.get().stored)


def test_the_signed_pdf_holds_its_files_and_is_genuine(office, tmp_path):
    ask_for(office, "embedded")
    content = a_pdf()

    pdf = signed(office, content)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        (spec,) = document.Root.AF
        assert str(spec.UF) == NAME
        assert spec.EF.F.read_bytes() == content
    assert check_file(pdf) == []
    file = tmp_path / "surat.pdf"
    file.write_bytes(pdf)
    assert passed_claims([file])[file] == {"3a", "ua1"}
    answer = Client().post("/api/v1/verify", {"file": SimpleUploadedFile("s.pdf", pdf)})
    assert json.loads(answer.content)["verdict"] == "genuine"


def test_beside_the_letter_they_are_only_named(office):
    pdf = signed(office, a_pdf())

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/AF" not in document.Root
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})


def test_a_letter_submitted_before_the_change_keeps_its_way(office):
    letter = make_draft(office)
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    letter.refresh_from_db()
    ask_for(office, "embedded")

    assert "embeds_files" not in letter.current_version.content
