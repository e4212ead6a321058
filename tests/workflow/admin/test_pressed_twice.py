"""Every act of the pages, pressed twice: done once, and both presses are led alike."""

import json
import re
import threading
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from archive.models import Record, RecordFile
from eoffice.audit.models import AuditEvent
from tests.office.incoming import disposed, received, registered
from tests.office.outgoing import initialled, make_draft, sent, submitted
from tests.office.records import make_file, make_record
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of
from tests.workflow.admin import route_presses, sending_presses
from workflow.models import Disposition, Letter, LetterNote

KEY = "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50"
FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
TEMPLATES = Path(__file__).parents[3] / "templates"


def path(name, *ids):
    return reverse(name, args=ids)


def _submit(office):
    letter = make_draft(office)
    text = [{"id": "a", "type": "paragraph", "value": "Kami mengundang."}]
    return (
        office.drafter,
        path("letter_submit", letter.pk),
        {
            "row_version": "1",
            "subject": letter.subject,
            "classification_code": letter.classification_code,
            "urgency": "biasa",
            "security_class": "biasa",
            "to": f"position:{office.kadis.position.pk}",
            "signatory": str(office.sekda.position.pk),
            "authority": "own",
            "body": json.dumps(text),
        },
    )


def _return(office):
    letter = submitted(office)
    return office.kabag, path("letter_return", letter.pk), {"note": "Perbaiki"}


def _refuse(office):
    form = {"reason": "Sudah ada surat yang sama"}
    return office.kabag, path("letter_refuse", submitted(office).pk), form


def _noted(office):
    person, address, form = _return(office)
    letter = Letter.objects.get()
    block = letter.current_version.content["body"][0]["id"]
    client_of(person).post(address, {**form, f"note-{block}": "Periksa"})
    return letter, LetterNote.objects.get()


def _answer_note(office):
    letter, note = _noted(office)
    form = {"text": "Sudah diperiksa"}
    return office.drafter, path("note_reply", letter.pk, note.pk), form


def _settle_note(office):
    letter, note = _noted(office)
    return office.drafter, path("note_settle", letter.pk, note.pk), {}


def _initial(office):
    letter = submitted(office)
    step = letter.steps.get(state="open")
    return office.kabag, path("letter_initial", letter.pk, step.pk), {}


def _sign(office):
    letter = initialled(office)
    return office.sekda, path("letter_sign", letter.pk), {"passphrase": SECRET}


def _recall(office):
    return office.drafter, path("letter_recall", submitted(office).pk), {}


def _copy(office):
    return office.drafter, path("letter_copy", sent(office).pk), {}


def _delete(office):
    return office.drafter, path("letter_delete", make_draft(office).pk), {}


def _revoke(office):
    form = {"reason": "Salah tanggal"}
    return office.sekda, path("letter_revoke", sent(office).pk), form


def _correct(office):
    form = {"reason": "Salah tanggal"}
    return office.drafter, path("letter_correct", sent(office).pk), form


def _forward(office):
    disposition = disposed(office, office.kadis)
    form = {"to": str(office.kabid.position.pk), "instruction": "tindak_lanjuti"}
    return office.kadis, path("disposition_forward", disposition.pk), form


def _dispose(office):
    form = {"to": str(office.kadis.position.pk), "instruction": "tindak_lanjuti"}
    return office.sekda, path("incoming_dispose", registered(office).pk), form


def _answer(office):
    disposition = disposed(office, office.kadis)
    form = {"act": "complete", "text": "Sudah dikerjakan"}
    return office.kadis, path("disposition_answer", disposition.pk), form


def _report(office):
    disposition = disposed(office, office.kadis)
    form = {"act": "progress", "text": "Sedang dikerjakan"}
    return office.kadis, path("disposition_answer", disposition.pk), form


def _take_back(office):
    disposition = disposed(office, office.kadis)
    return office.sekda, path("disposition_recall", disposition.pk), {}


def _reopen(office):
    _person, address, form = _answer(office)
    client_of(office.kadis).post(address, form)
    disposition = Disposition.objects.get()
    form = {"reason": "Lampirkan daftarnya"}
    return office.sekda, path("disposition_reopen", disposition.pk), form


def _known(office):
    return office.sekda, path("incoming_complete", registered(office).pk), {}


def _register(office):
    incoming = received(office, read=False)
    form = {
        "row_version": incoming.row_version,
        "sender": "Dinas Sosial Provinsi",
        "subject": "Permohonan data",
        "number": "400/12/Dinsos/2026",
        "letter_date": "2026-01-05",
        "urgency": "biasa",
        "security_class": "biasa",
    }
    return office.setda_clerk, path("incoming_register", incoming.pk), form


def _take_word(office):
    from tests.office.incoming import bring
    from tests.workflow.word_files.papers import word

    letter = make_draft(office, body=[])
    upload = bring(office.drafter, word("Satu."), "surat.docx")
    form = {"berkas": str(upload.pk), "row_version": letter.row_version}
    return office.drafter, path("word_import", letter.pk), form


def _receive(office):
    from tests.office.incoming import bring, specimen

    upload = bring(office.setda_clerk, specimen().pdf)
    form = {"upload": str(upload.pk), "together": "no", "channel": "scan"}
    return office.setda_clerk, path("incoming_receive"), form


def _open_file(office):
    form = {"unit": office.setda.pk, "classification_code": "000.1.5", "title": "Rapat"}
    return office.setda_archivist, path("record_file_new"), form


def _file(office):
    berkas, record = (
        make_file(office.setda_archivist, office.setda),
        make_record(office),
    )
    form = {"berkas": str(berkas.pk)}
    return office.setda_archivist, path("record_file_one", record.pk), form


def _accept(office):
    berkas, record = (
        make_file(office.setda_archivist, office.setda),
        make_record(office),
    )
    form = {"usul": f"{record.pk}:{berkas.pk}"}
    return office.setda_archivist, path("accept_proposals"), form


def _close(office):
    person, address, form = _file(office)
    client_of(person).post(address, form)
    berkas = RecordFile.objects.get()
    return person, path("record_file_close", berkas.pk), {"trigger_on": ""}


ACTS = [
    _submit, _return, _initial, _sign, _recall, _copy, _delete, _revoke, _correct,
    _refuse, _answer_note, _settle_note,
    _forward, _dispose, _answer, _report, _take_back, _reopen, _known, _register,
    _receive, _take_word, _open_file,
    _file, _accept, _close,
    *route_presses.ACTS, *sending_presses.ACTS,
]  # fmt: skip


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


@pytest.mark.django_db
@pytest.mark.parametrize("prepare", ACTS, ids=lambda one: one.__name__.strip("_"))
def test_the_second_press_shows_the_first_result(office, prepare):
    person, address, form = prepare(office)
    client = client_of(person)
    form = {**form, "idempotency_key": KEY}

    first = client.post(address, form)
    events = AuditEvent.objects.count()
    rows = [m.objects.count() for m in (Letter, Disposition, Record, RecordFile)]
    second = client.post(address, form)

    assert first.status_code == second.status_code
    assert first.status_code in {200, 302}
    assert first.headers.get("Location") == second.headers.get("Location")
    assert first.headers.get("Location") != address
    assert AuditEvent.objects.count() == events
    assert rows == [
        m.objects.count() for m in (Letter, Disposition, Record, RecordFile)
    ]


@pytest.mark.django_db
def test_the_second_press_of_a_refused_submission_shows_the_editor_too(office):
    person, address, form = _submit(office)
    client = client_of(person)
    form = {**form, "subject": "", "idempotency_key": KEY}

    answers = [client.post(address, form) for _ in range(2)]

    letter = Letter.objects.get()
    assert {answer.url for answer in answers} == {path("letter_edit", letter.pk)}
    assert letter.status == "draft"
    assert letter.row_version == 2


@pytest.mark.django_db
def test_a_form_that_was_mended_and_sent_again_is_another_act(office):
    person, address, form = _forward(office)
    client = client_of(person)
    client.post(address, {**form, "idempotency_key": KEY})

    other = {**form, "to": str(office.admin.position.pk), "idempotency_key": KEY}
    client.post(address, other)

    assert Disposition.objects.filter(parent__isnull=False).count() == 2


@pytest.mark.django_db
def test_the_key_of_one_form_says_nothing_at_another_address(office):
    one, two = make_draft(office), make_draft(office)
    client = client_of(office.drafter)

    for letter in (one, two):
        address = path("letter_delete", letter.pk)
        client.post(address, {"idempotency_key": KEY})

    assert not Letter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["a\0b", "x" * 5000, "'; drop table x; --"])
def test_a_strange_key_is_a_key_like_any_other(office, key):
    person, address, _form = _copy(office)
    client = client_of(person)

    answers = [client.post(address, {"idempotency_key": key}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url


@pytest.mark.django_db
def test_somebody_elses_key_gives_nothing_away(office):
    letter = sent(office)
    address = path("letter_copy", letter.pk)
    mine = client_of(office.drafter).post(address, {"idempotency_key": KEY})

    theirs = client_of(office.kadis).post(address, {"idempotency_key": KEY})

    assert mine.url != theirs.url
    assert Letter.objects.count() == 3


@pytest.mark.django_db
def test_throwing_away_answers_alike_for_unknown_and_forbidden(office):
    letter = make_draft(office)
    unknown = path("letter_delete", KEY)
    client = client_of(office.stranger)

    answers = [
        client.post(address) for address in (unknown, path("letter_delete", letter.pk))
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Letter.objects.filter(pk=letter.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "{", "[7]", '{"blocks": 1}'])
@pytest.mark.parametrize("name", ["letter_save", "letter_submit", "letter_preview"])
def test_a_damaged_text_is_refused_and_changes_nothing(office, name, text):
    person, _address, form = _submit(office)
    letter = Letter.objects.get()
    body, form["body"] = letter.body, text

    answer = client_of(person).post(path(name, letter.pk), form)

    letter.refresh_from_db()
    assert answer.status_code == 422
    assert letter.status == "draft"
    assert letter.body == body


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("prepare", [_copy, _submit], ids=["copy", "submit"])
def test_two_presses_at_the_same_moment_are_one(office, prepare):
    person, address, form = prepare(office)
    client = client_of(person)
    cookies = client.cookies
    answers = []

    def press():
        other = client_of(person)
        other.cookies = cookies
        answers.append(other.post(address, {**form, "idempotency_key": KEY}))
        connection.close()

    before = Letter.objects.count()
    threads = [threading.Thread(target=press) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.url for answer in answers}) == 1
    assert Letter.objects.count() - before == (1 if prepare is _copy else 0)


@pytest.mark.parametrize("room", ["workflow", "archive", "eoffice/components"])
def test_every_form_that_acts_carries_a_key_and_a_button_that_says_so(room):
    lacking, templates = [], sorted((TEMPLATES / room).rglob("*.html"))
    for template in templates:
        for form in FORM.findall(template.read_text(encoding="utf-8")):
            has_state = "eo-once" in form or "eo-intake" in form
            if "{% once_key %}" not in form or not has_state:
                lacking.append(str(template.relative_to(TEMPLATES)))

    assert templates
    assert not lacking
