"""A Word file in a draft: an edit as any, that overwrites nothing."""

import json

import pytest

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid, NotFound, Stale
from eoffice.objects.models import Upload
from tests.office.incoming import bring
from tests.office.kabupaten import Office, actor
from tests.office.outgoing import make_draft, submitted
from tests.office.visitors import post, token_client
from tests.workflow.word_files import papers
from tests.workflow.word_files.test_reading import HEAD
from workflow.letters.body import body_blocks
from workflow.letters.errors import LetterLocked
from workflow.models import Letter
from workflow.word_files.errors import DraftHasText, WordFileRefused
from workflow.word_files.importing import WordOrder, import_word_file

pytestmark = pytest.mark.django_db
EMPTY = {"subject": "", "body": [{"type": "paragraph", "value": ""}]}


@pytest.fixture
def upload(office):
    """A file of the drafter with a head and two paragraphs."""
    return bring(office.drafter, papers.word(*HEAD, "Satu.", "Dua."), "surat.docx")


def imported(office: Office, letter: Letter, upload: Upload, **order):
    return import_word_file(
        actor=actor(order.pop("by", office.drafter)),
        letter_id=letter.pk,
        row_version=order.pop("row_version", letter.row_version),
        order=WordOrder(upload_id=upload.pk, **order),
    )


def texts(letter: Letter) -> list:
    letter.refresh_from_db()
    return [block["value"] for block in body_blocks(letter.body)]


def test_an_empty_draft_takes_text_and_subject_as_one_edit(office, upload):
    letter = make_draft(office, **EMPTY)
    made = imported(office, letter, upload)

    assert texts(letter) == ["Satu.", "Dua."]
    assert letter.subject == "Undangan Rapat Koordinasi"
    assert made.took_subject
    assert letter.row_version == 2
    event = AuditEvent.objects.filter(action="letter.edited").last()
    assert json.loads(event.payload)["data"]["fields"] == ["body", "subject"]


def test_text_that_is_there_stays_above_or_the_file_is_refused(office, upload):
    letter = make_draft(office, body=[{"type": "paragraph", "value": "Ada."}])

    with pytest.raises(DraftHasText):
        imported(office, letter, upload)
    assert texts(letter) == ["Ada."]

    made = imported(office, letter, upload, append=True)
    assert texts(letter) == ["Ada.", "Satu.", "Dua."]
    assert not made.took_subject


def test_who_cannot_edit_imports_nothing(office, upload):
    letter = make_draft(office, **EMPTY)
    foreign = bring(office.kabag, papers.word("Lain."), "lain.docx")

    for change in ({"by": office.kabag}, {"upload": foreign}):
        with pytest.raises(NotFound):
            imported(office, letter, **{"upload": upload, **change})
    with pytest.raises(Stale):
        imported(office, letter, upload, row_version=letter.row_version + 1)
    with pytest.raises(LetterLocked):
        imported(office, submitted(office), upload)
    assert texts(letter) == [""]


def test_three_hundred_pages_and_macros_leave_the_draft_as_it_was(office):
    letter = make_draft(office, **EMPTY)
    page = "Kalimat yang panjang sekali. " * 70
    long = bring(office.drafter, papers.word(*[page] * 300), "panjang.docx")
    bad = bring(office.drafter, papers.with_macros(), "makro.docx")

    with pytest.raises(Invalid) as refusal:
        imported(office, letter, long)
    assert [one.code for one in refusal.value.faults] == ["letter_too_long"]
    with pytest.raises(WordFileRefused, match="makro"):
        imported(office, letter, bad)
    assert texts(letter) == [""]
    assert letter.row_version == 1


def test_programs_import_with_the_version_they_read(office, upload):
    letter = make_draft(office, **EMPTY)
    client, path = token_client(office.drafter.official), f"/letters/{letter.pk}"
    body = {"upload": str(upload.pk)}

    assert post(client, f"{path}/import-docx", body).status_code == 428
    answer = post(client, f"{path}/import-docx", body, **{"if-match": '"1"'})

    assert answer.status_code == 200
    told = answer.json()
    assert [one["value"] for one in told["letter"]["body"]] == ["Satu.", "Dua."]
    assert told["blocks"] == 2
    assert {one["part"] for one in told["recognised"]} >= {"kop", "subject"}
    assert answer.headers["ETag"] == '"2"'
