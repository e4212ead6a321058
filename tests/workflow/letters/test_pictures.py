"""Pictures in a text: made anew, bound by their hash, never of somebody else."""

import hashlib
import io
import json

import docx
import pytest
from django.urls import reverse
from PIL import Image

from eoffice.errors import Invalid
from eoffice.objects import store
from eoffice.objects.models import Upload, UploadState
from tests.office.kabupaten import actor
from tests.office.outgoing import letter_input, make_draft
from tests.office.visitors import client_of, token_client
from tests.workflow.rendering import letters
from tests.workflow.rendering.layout_examples import EXAMPLES
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.checks import letter_faults
from workflow.letters.content import build_tree, readable_body
from workflow.letters.operations.drafting import create_draft
from workflow.models import Letter
from workflow.rendering.body import parse_body
from workflow.rendering.file_check import check_file
from workflow.rendering.pictures import picture_bytes
from workflow.rendering.tree import content_hash
from workflow.rendering.typst_renderer import TypstRenderer
from workflow.word_files.writing.letter import word_of_letter

pytestmark = pytest.mark.django_db
SECRET = b"rahasia-di-dalam-berkas"


def png(width=300, height=200):
    target = io.BytesIO()
    Image.new("RGBA", (width, height), (20, 90, 60, 200)).save(target, "PNG")
    return target.getvalue() + SECRET


def upload_of(person, content=None, media_type="image/png", name="denah.png"):
    stored = store.put_bytes(
        png() if content is None else content,
        area=store.Area.DRAFTS,
        media_type=media_type,
    )
    stored.save()
    return Upload.objects.create(
        owner_id=actor(person).user_id,
        name=name,
        stored=stored,
        state=UploadState.CLEAN,
    )


def body_with(upload_id, alt="Denah ruang rapat", **value):
    picture = {"attachment": str(upload_id), "alt": alt, **value}
    return [
        {"id": "p1", "type": "paragraph", "value": "Denah ruang sebagai berikut:"},
        {"id": "g1", "type": "image", "value": picture},
        {"id": "p2", "type": "paragraph", "value": "Demikian."},
    ]


def refused(office, body):
    with pytest.raises(Invalid) as refusal:
        make_draft(office, body=body)
    assert not Letter.objects.exists()
    return [(fault.field, fault.code) for fault in refusal.value.faults]


AT = "body.1.value.attachment"


def test_a_picture_is_made_anew_bound_and_drawn_with_its_words(office):
    upload = upload_of(office.drafter)
    letter = make_draft(office, body=body_with(upload.pk, width=40))

    tree = build_tree(letter, body=parse_body(letter.body))
    pages = TypstRenderer().render(tree, tree.type, letters.final(tree))

    kept = letter.pictures.get().drawn
    assert hashlib.sha256(kept.svg.encode()).hexdigest() == kept.sha256
    assert SECRET not in picture_bytes(kept.sha256)
    assert tree.body[1].value.sha256 == kept.sha256
    assert pages.faults == ()
    assert check_file(pages.bytes) == []
    assert "block:g1" in pages.marks
    other = tree.body[1].value.model_copy(update={"sha256": "0" * 64})
    changed = tree.body[1].model_copy(update={"value": other})
    swapped = tree.model_copy(update={"body": (tree.body[0], changed, tree.body[2])})
    assert content_hash(swapped) != content_hash(tree)


def test_only_those_who_take_part_are_shown_the_pictures_of_a_draft(office):
    upload = upload_of(office.drafter)
    letter = make_draft(office, body=body_with(upload.pk))
    other = make_draft(office)

    def shown(person, of=letter):
        return client_of(person).get(reverse("letter_picture", args=[of.pk, upload.pk]))

    answer = shown(office.drafter)
    assert answer.content == picture_bytes(letter.pictures.get().drawn.sha256)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store"
    assert [
        shown(office.kabag).status_code,
        shown(office.kadis).status_code,
        shown(office.drafter, other).status_code,
    ] == [404, 404, 404]


def test_a_word_file_holds_the_picture_and_its_words(office):
    letter = make_draft(office, body=body_with(upload_of(office.drafter).pk))
    tree = build_tree(letter, body=readable_body(letter))

    document = docx.Document(io.BytesIO(word_of_letter(tree)))

    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Denah ruang rapat"


def test_a_copy_of_the_letter_shows_the_same_picture_to_whoever_may_see_it(office):
    first = make_draft(office, body=body_with(upload_of(office.drafter).pk))
    again = make_draft(office, body=first.body)
    assert again.pictures.get().drawn == first.pictures.get().drawn


def test_a_picture_of_somebody_else_is_unknown(office):
    upload = upload_of(office.kadis)
    assert refused(office, body_with(upload.pk)) == [(AT, "unknown_picture")]


def test_a_picture_does_not_leave_its_class_by_copying(office):
    letter = make_draft(office, body=body_with(upload_of(office.drafter).pk))
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    kept = {"actor": actor(office.kabag), "type_code": "surat_dinas"}
    given = {
        "body": letter.body,
        "signatory_position_id": office.kabag.position.pk,
    }
    create_draft(**kept, content=letter_input(office, **given))

    Letter.objects.filter(pk=letter.pk).update(security_class="rahasia")
    Letter.objects.exclude(pk=letter.pk).delete()
    with pytest.raises(Invalid) as refusal:
        create_draft(**kept, content=letter_input(office, **given))

    assert [f.code for f in refusal.value.faults] == ["unknown_picture"]


def test_a_keyed_draft_with_a_fresh_picture_is_made_once(office):
    upload = upload_of(office.drafter)
    program = token_client(office.drafter.official)
    body = {"type": "surat_dinas", "subject": "Denah", "body": body_with(upload.pk)}

    answers = [
        program.post(
            "/api/v1/letters",
            json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": "denah-1"},
        )
        for _press in range(2)
    ]

    assert [one.status_code for one in answers] == [201, 201]
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "media_type", "code"),
    [
        (b"%PDF-1.7", "application/pdf", "no_picture"),
        (b"\x89PNG\r\n\x1a\nbroken", "image/png", "picture_unreadable"),
    ],
)
def test_what_is_no_readable_picture_is_refused(office, content, media_type, code):
    upload = upload_of(office.drafter, content, media_type)
    assert refused(office, body_with(upload.pk)) == [(AT, code)]


def test_a_picture_of_very_many_pixels_is_refused(office):
    target = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(target, "PNG")
    upload = upload_of(office.drafter, target.getvalue())
    assert refused(office, body_with(upload.pk)) == [(AT, "picture_unreadable")]


def test_an_unchecked_picture_is_refused(office):
    upload = upload_of(office.drafter)
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.QUARANTINED)
    assert refused(office, body_with(upload.pk)) == [(AT, "unknown_picture")]


def test_more_pictures_than_a_page_can_bear_are_refused(office):
    upload = upload_of(office.drafter)
    many = [{**body_with(upload.pk)[1], "id": f"g{n}"} for n in range(11)]
    assert refused(office, many) == [("body", "too_many_pictures")]


def test_a_picture_without_words_stays_in_the_draft_and_stops_the_letter(office):
    letter = make_draft(office, body=body_with(upload_of(office.drafter).pk, alt=""))
    (fault,) = [f for f in letter_faults(letter) if f.field.startswith("body.1")]
    assert (fault.field, fault.code) == ("body.1.value.alt", "empty")


@pytest.mark.parametrize("width", [19, 101, "40", True, 40.5])
def test_a_width_that_is_none_is_refused(office, width):
    body = body_with("00000000-0000-7000-8000-000000000000", width=width)
    assert ("body.1.value.width", "wrong_width") in refused(office, body)


def test_a_certificate_takes_a_photo_by_the_same_part():
    whole = EXAMPLES["sertifikat"]
    photo = parse_body(body_with("00000000-0000-7000-8000-000000000000", width=20))
    tree = whole.model_copy(update={"body": (photo[1], *whole.body)})
    pages = TypstRenderer().render(tree, tree.type, letters.final(tree))
    assert pages.faults == ()
    assert pages.pages == 1
