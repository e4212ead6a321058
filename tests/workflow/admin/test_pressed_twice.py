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
from tests.office.kabupaten import build_office
from tests.office.outgoing import initialled, make_draft, sent, submitted
from tests.office.records import make_file, make_record
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of
from workflow.models import Disposition, Letter

KEY = "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50"
FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
TEMPLATES = Path(__file__).parents[3] / "templates"


def path(name, *ids):
    return reverse(name, args=ids)


def _submit(house):
    letter = make_draft(house)
    text = {
        "blocks": [{"key": "a", "text": "Kami mengundang.", "type": "unstyled"}],
        "entityMap": {},
    }
    body = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-id": "",
        "body-0-value": json.dumps(text),
    }
    return (
        house.drafter,
        path("letter_submit", letter.pk),
        {
            "row_version": "1",
            "subject": letter.subject,
            "classification_code": letter.classification_code,
            "urgency": "biasa",
            "security_class": "biasa",
            "to": f"position:{house.kadis.position.pk}",
            "signatory": str(house.sekda.position.pk),
            "authority": "own",
            **body,
        },
    )


def _return(house):
    letter = submitted(house)
    return house.kabag, path("letter_return", letter.pk), {"note": "Perbaiki"}


def _initial(house):
    letter = submitted(house)
    step = letter.steps.get(state="open")
    return house.kabag, path("letter_initial", letter.pk, step.pk), {}


def _sign(house):
    letter = initialled(house)
    return house.sekda, path("letter_sign", letter.pk), {"passphrase": SECRET}


def _recall(house):
    return house.drafter, path("letter_recall", submitted(house).pk), {}


def _copy(house):
    return house.drafter, path("letter_copy", sent(house).pk), {}


def _delete(house):
    return house.drafter, path("letter_delete", make_draft(house).pk), {}


def _revoke(house):
    form = {"reason": "Salah tanggal"}
    return house.sekda, path("letter_revoke", sent(house).pk), form


def _correct(house):
    form = {"reason": "Salah tanggal"}
    return house.drafter, path("letter_correct", sent(house).pk), form


def _forward(house):
    disposition = disposed(house, house.kadis)
    form = {"to": str(house.kabid.position.pk), "instruction": "tindak_lanjuti"}
    return house.kadis, path("disposition_forward", disposition.pk), form


def _dispose(house):
    form = {"to": str(house.kadis.position.pk), "instruction": "tindak_lanjuti"}
    return house.sekda, path("incoming_dispose", registered(house).pk), form


def _answer(house):
    disposition = disposed(house, house.kadis)
    form = {"act": "complete", "text": "Sudah dikerjakan"}
    return house.kadis, path("disposition_answer", disposition.pk), form


def _report(house):
    disposition = disposed(house, house.kadis)
    form = {"act": "progress", "text": "Sedang dikerjakan"}
    return house.kadis, path("disposition_answer", disposition.pk), form


def _take_back(house):
    disposition = disposed(house, house.kadis)
    return house.sekda, path("disposition_recall", disposition.pk), {}


def _reopen(house):
    _person, address, form = _answer(house)
    client_of(house.kadis).post(address, form)
    disposition = Disposition.objects.get()
    form = {"reason": "Lampirkan daftarnya"}
    return house.sekda, path("disposition_reopen", disposition.pk), form


def _known(house):
    return house.sekda, path("incoming_complete", registered(house).pk), {}


def _register(house):
    incoming = received(house, read=False)
    form = {
        "row_version": incoming.row_version,
        "sender": "Dinas Sosial Provinsi",
        "subject": "Permohonan data",
        "number": "400/12/Dinsos/2026",
        "letter_date": "2026-01-05",
        "urgency": "biasa",
        "security_class": "biasa",
    }
    return house.setda_clerk, path("incoming_register", incoming.pk), form


def _receive(house):
    from tests.office.incoming import bring, specimen

    upload = bring(house.setda_clerk, specimen().pdf)
    form = {"upload": str(upload.pk), "together": "no", "channel": "scan"}
    return house.setda_clerk, path("incoming_receive"), form


def _open_file(house):
    form = {"unit": house.setda.pk, "classification_code": "000.1.5", "title": "Rapat"}
    return house.setda_archivist, path("record_file_new"), form


def _file(house):
    berkas, record = make_file(house.setda_archivist, house.setda), make_record(house)
    form = {"berkas": str(berkas.pk)}
    return house.setda_archivist, path("record_file_one", record.pk), form


def _accept(house):
    berkas, record = make_file(house.setda_archivist, house.setda), make_record(house)
    form = {"usul": f"{record.pk}:{berkas.pk}"}
    return house.setda_archivist, path("accept_proposals"), form


def _close(house):
    person, address, form = _file(house)
    client_of(person).post(address, form)
    berkas = RecordFile.objects.get()
    return person, path("record_file_close", berkas.pk), {"trigger_on": ""}


ACTS = [
    _submit, _return, _initial, _sign, _recall, _copy, _delete, _revoke, _correct,
    _forward, _dispose, _answer, _report, _take_back, _reopen, _known, _register,
    _receive, _open_file,
    _file, _accept, _close,
]  # fmt: skip


@pytest.fixture
def house():
    office = build_office()
    make_signer(office.sekda)
    return office


@pytest.mark.django_db
@pytest.mark.parametrize("prepare", ACTS, ids=lambda one: one.__name__.strip("_"))
def test_the_second_press_shows_the_first_result(house, prepare):
    person, address, form = prepare(house)
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
def test_the_second_press_of_a_refused_submission_shows_the_editor_too(house):
    person, address, form = _submit(house)
    client = client_of(person)
    form = {**form, "subject": "", "idempotency_key": KEY}

    answers = [client.post(address, form) for _ in range(2)]

    letter = Letter.objects.get()
    assert {answer.url for answer in answers} == {path("letter_edit", letter.pk)}
    assert letter.status == "draft"
    assert letter.row_version == 2


@pytest.mark.django_db
def test_a_form_that_was_mended_and_sent_again_is_another_act(house):
    person, address, form = _forward(house)
    client = client_of(person)
    client.post(address, {**form, "idempotency_key": KEY})

    other = {**form, "to": str(house.staff.position.pk), "idempotency_key": KEY}
    client.post(address, other)

    assert Disposition.objects.filter(parent__isnull=False).count() == 2


@pytest.mark.django_db
def test_the_key_of_one_form_says_nothing_at_another_address(house):
    one, two = make_draft(house), make_draft(house)
    client = client_of(house.drafter)

    for letter in (one, two):
        address = path("letter_delete", letter.pk)
        client.post(address, {"idempotency_key": KEY})

    assert not Letter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["a\0b", "x" * 5000, "'; drop table x; --"])
def test_a_strange_key_is_a_key_like_any_other(house, key):
    person, address, _form = _copy(house)
    client = client_of(person)

    answers = [client.post(address, {"idempotency_key": key}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url


@pytest.mark.django_db
def test_somebody_elses_key_gives_nothing_away(house):
    letter = sent(house)
    address = path("letter_copy", letter.pk)
    mine = client_of(house.drafter).post(address, {"idempotency_key": KEY})

    theirs = client_of(house.kadis).post(address, {"idempotency_key": KEY})

    assert mine.url != theirs.url
    assert Letter.objects.count() == 3


@pytest.mark.django_db
def test_throwing_away_answers_alike_for_unknown_and_forbidden(house):
    letter = make_draft(house)
    unknown = path("letter_delete", KEY)
    client = client_of(house.stranger)

    answers = [
        client.post(address) for address in (unknown, path("letter_delete", letter.pk))
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Letter.objects.filter(pk=letter.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "{", "[]", '{"blocks": 1}'])
@pytest.mark.parametrize("name", ["letter_save", "letter_submit", "letter_preview"])
def test_a_damaged_text_is_refused_and_changes_nothing(house, name, text):
    person, _address, form = _submit(house)
    letter = Letter.objects.get()
    body, form["body-0-value"] = letter.body.raw_data[0], text

    answer = client_of(person).post(path(name, letter.pk), form)

    letter.refresh_from_db()
    assert answer.status_code == 422
    assert letter.status == "draft"
    assert letter.body.raw_data[0] == body


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("prepare", [_copy, _submit], ids=["copy", "submit"])
def test_two_presses_at_the_same_moment_are_one(house, prepare):
    person, address, form = prepare(house)
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
