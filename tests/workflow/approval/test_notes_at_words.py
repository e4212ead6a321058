"""Notes stand at the words they mean, are answered, and tell what became of them."""

import json

import pytest
from django.urls import reverse

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound
from tests.office.kabupaten import actor
from tests.office.outgoing import submitted
from tests.office.visitors import client_of, token_client
from workflow.approval.operations.approving import return_letter
from workflow.approval.operations.noting import NoteInput, reply_to_note, settle_note
from workflow.approval.operations.submitting import submit_letter
from workflow.letters.operations.drafting import LetterInput, edit_draft
from workflow.models import LetterNote, LetterStatus, NoteReply

pytestmark = pytest.mark.django_db
BODY = [
    {"type": "paragraph", "value": "Indeks kita <b>3,41</b> tahun ini."},
    {
        "type": "table",
        "value": {"header": ["Bulan", "Nilai"], "rows": [["Juni", "40"]]},
    },
]


def returned(office, *notes, faults=()):
    letter = submitted(office, body=BODY)
    blocks = [block["id"] for block in letter.current_version.content["body"]]
    given = [NoteInput(block=blocks[at], text="Periksa.", **more) for at, more in notes]
    step = letter.steps.get(state="open")
    return_letter(
        actor=actor(office.kabag),
        letter_id=letter.pk,
        step_id=step.pk,
        notes=given,
        faults=faults,
    )
    letter.refresh_from_db()
    return letter


def mended(office, letter, value):
    body = [dict(block) for block in letter_body(office, letter)]
    body[0]["value"] = value
    edit_draft(
        actor=actor(office.drafter),
        letter_id=letter.pk,
        row_version=None,
        content=LetterInput(given=frozenset({"body"}), body=body),
    )
    submit_letter(actor=actor(office.drafter), letter_id=letter.pk)
    letter.refresh_from_db()


def letter_body(office, letter):
    path = f"/api/v1/letters/{letter.pk}"
    return token_client(office.drafter.official).get(path).json()["body"]


def test_a_note_keeps_its_words_and_their_place(office):
    returned(office, (0, {"quote": "3,41"}), (1, {"quote": "Juni 40"}))

    first, second = LetterNote.objects.all()

    assert (first.quote, first.start) == ("3,41", 12)
    assert (second.quote, second.start) == ("Juni | 40", 14)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"quote": "3,46"}, "notes.0.quote"),
        ({"quote": "3,41", "start": 3}, "notes.0.quote"),
        ({"quote": "kita", "nth": 5}, "notes.0.quote"),
    ],
)
def test_words_that_are_not_there_are_refused_and_nothing_is_kept(office, more, field):
    with pytest.raises(Invalid) as refusal:
        returned(office, (0, more))

    assert [fault.field for fault in refusal.value.faults] == [field]


def test_a_note_at_a_part_of_another_letter_is_refused(office):
    letter = submitted(office)
    step = letter.steps.get(state="open")

    with pytest.raises(Invalid):
        return_letter(
            actor=actor(office.kabag),
            letter_id=letter.pk,
            step_id=step.pk,
            notes=[NoteInput(block="lain", text="Periksa.")],
        )

    letter.refresh_from_db()
    assert letter.status == LetterStatus.IN_VERIFICATION
    assert not LetterNote.objects.exists()


def test_common_faults_are_ticked_from_the_office_list(office):
    returned(office, faults=["lampiran"])

    assert LetterNote.objects.get().fault == "lampiran"
    with pytest.raises(Invalid):
        returned(office, faults=["tidak_dikenal"])


def test_the_verifier_meets_the_words_as_they_are_now(office):
    letter = returned(office, (0, {"quote": "3,41"}), (1, {}))
    mended(office, letter, "Indeks kita 3,46 tahun ini.")

    path = f"/api/v1/letters/{letter.pk}/notes"
    told = token_client(office.kabag.official).get(path).json()["items"]
    page = client_of(office.kabag).get(reverse("letter_read", args=[letter.pk]))

    assert told[0]["became"] == {"state": "changed", "before": "3,41", "after": "3,46"}
    assert told[1]["became"]["state"] == "same"
    assert "<del>3,41</del> <ins>3,46</ins>" in page.content.decode()


def test_the_drafter_sees_the_words_marked_in_the_text(office):
    letter = returned(office, (0, {"quote": "3,41"}))
    note = LetterNote.objects.get()

    page = client_of(office.drafter).get(reverse("letter_read", args=[letter.pk]))
    editor = client_of(office.drafter).get(reverse("letter_edit", args=[letter.pk]))

    mark = f'<b><mark class="wf-noted" id="kata-{note.pk}">3,41</mark></b>'
    assert mark in page.content.decode()
    assert "“3,41”" in editor.content.decode()


def test_a_note_is_answered_and_told_to_be_done(office):
    letter = returned(office, (0, {"quote": "3,41"}))
    note = LetterNote.objects.get()
    ids = {"letter_id": letter.pk, "note_id": note.pk}

    reply_to_note(actor=actor(office.drafter), text="Sumbernya BPS.", **ids)
    settle_note(actor=actor(office.drafter), **ids)
    settle_note(actor=actor(office.drafter), **ids)

    note.refresh_from_db()
    assert note.resolved_by == office.drafter.official
    assert NoteReply.objects.get().author_position == office.drafter.position
    acts = AuditEvent.objects.filter(action__startswith="letter.note_")
    assert acts.count() == 2


def test_only_its_writer_opens_a_note_again_and_strangers_know_of_none(office):
    letter = returned(office, (0, {}))
    ids = {"letter_id": letter.pk, "note_id": LetterNote.objects.get().pk}
    settle_note(actor=actor(office.drafter), **ids)

    with pytest.raises(NotFound):
        settle_note(actor=actor(office.drafter), is_done=False, **ids)
    with pytest.raises(NotFound):
        reply_to_note(actor=actor(office.stranger), text="Saya?", **ids)
    settle_note(actor=actor(office.kabag), is_done=False, **ids)

    assert LetterNote.objects.get().is_open


def test_programs_note_answer_and_resolve(office):
    letter = submitted(office, body=BODY)
    block = letter.current_version.content["body"][0]["id"]
    path = f"/api/v1/letters/{letter.pk}"
    step = letter.steps.get(state="open")
    kabag = token_client(office.kabag.official)
    drafter = token_client(office.drafter.official)

    def post(client, address, body=None):
        kind = "application/json"
        return client.post(address, json.dumps(body or {}), content_type=kind)

    note = {"block": block, "text": "Periksa.", "quote": "3,41", "start": 12}
    back = post(kabag, f"{path}/steps/{step.pk}/return", {"notes": [note]})
    kept = drafter.get(f"{path}/notes").json()["items"][0]
    answer = post(drafter, f"{path}/notes/{kept['id']}/replies", {"text": "Sudah."})
    done = post(drafter, f"{path}/notes/{kept['id']}/resolve")

    assert back.status_code == 200
    assert (kept["quote"], kept["start"], kept["became"]) == ("3,41", 12, None)
    assert answer.status_code == 201
    assert done.json()["resolved_by"]["id"] == str(office.drafter.official.pk)


def test_the_form_keeps_what_was_typed_when_words_are_not_found(office):
    letter = submitted(office, body=BODY)
    block = letter.current_version.content["body"][0]["id"]
    form = {
        f"note-{block}": ["Angka salah", "Tahun berapa?"],
        f"quote-{block}": ["3,99", "tahun ini"],
        f"nth-{block}": ["0", "0"],
        "fault": ["angka"],
    }
    browser = client_of(office.kabag)

    refused = browser.post(reverse("letter_return", args=[letter.pk]), form)
    form[f"quote-{block}"][0] = "3,41"
    kept = browser.post(reverse("letter_return", args=[letter.pk]), form)

    assert refused.status_code == 422
    assert "Tahun berapa?" in refused.content.decode()
    assert kept.status_code == 302
    assert LetterNote.objects.count() == 3
