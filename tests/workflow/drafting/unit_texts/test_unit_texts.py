"""Texts of a unit: kept from a draft, put in, begun from, renamed and retired."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from eoffice.audit.models import AuditEvent
from eoffice.errors import Invalid
from tests.office.kabupaten import actor
from tests.office.outgoing import make_draft
from tests.office.visitors import client_of
from workflow.approval.operations.submitting import submit_letter
from workflow.models import Letter, TextKind, UnitText

pytestmark = pytest.mark.django_db
GAPPED = [{"id": "a", "type": "paragraph", "value": "Yth. <var>nama</var>, hadir."}]
PICTURE = {"attachment": str(uuid4()), "alt": "Denah", "width": 50}
LISTED = "/naskah-keluar/teks-unit/"


def keep_snippet(person, letter, name="Penutup", body=GAPPED):
    address = reverse("snippet_keep", args=[letter.pk])
    return client_of(person).post(address, {"name": name, "body": json.dumps(body)})


def keep_template(office, name="Undangan", key="satu", **changes):
    letter = make_draft(office, **changes)
    address = reverse("template_keep", args=[letter.pk])
    form = {"name": name, "idempotency_key": key}
    return client_of(office.drafter).post(address, form)


def test_a_snippet_is_offered_to_all_who_draft_for_the_unit_and_no_other(office):
    letter = make_draft(office)

    told = keep_snippet(office.drafter, letter).json()
    editor = client_of(office.drafter).get(reverse("letter_edit", args=[letter.pk]))
    blocks = client_of(office.kabag).get(told["url"]).json()["blocks"]
    elsewhere = client_of(office.kadis).get(told["url"])

    assert blocks == [{"type": "paragraph", "value": GAPPED[0]["value"]}]
    assert f'data-url="{told["url"]}"' in editor.content.decode()
    assert elsewhere.status_code == 404
    assert "Penutup" not in client_of(office.kadis).get(LISTED).content.decode()


@pytest.mark.parametrize(
    ("name", "body", "changes"),
    [
        ("  ", GAPPED, {}),
        ("Kosong", [{"type": "paragraph", "value": ""}], {}),
        ("Gambar", [{"type": "image", "value": PICTURE}], {}),
        ("Rusak", [{"type": "paragraph", "value": "<script>"}], {}),
        ("Rahasia", GAPPED, {"security_class": "rahasia"}),
    ],
    ids=["no-name", "no-text", "picture", "not-a-part", "classed"],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_kept(office, name, body, changes):
    letter = make_draft(office, **changes)

    answer = keep_snippet(office.drafter, letter, name, body)

    assert answer.status_code == 422
    assert answer.json()["message"]
    assert not UnitText.objects.exists()


def test_a_name_in_use_is_refused_and_free_again_when_retired(office):
    letter, client = make_draft(office), client_of(office.drafter)
    keep_snippet(office.drafter, letter)
    first = UnitText.objects.get()

    taken = keep_snippet(office.drafter, letter)
    client.post(reverse("unit_text_retire", args=[first.pk]))
    free = keep_snippet(office.drafter, letter)

    assert (taken.status_code, free.status_code) == (422, 200)
    assert UnitText.objects.count() == 2
    assert client.get(reverse("unit_text", args=[first.pk])).status_code == 404


def test_a_letter_begun_from_a_template_has_its_text_and_gaps_and_is_made_once(office):
    keep_template(office, body=GAPPED, subject="Undangan bulanan")
    text, client = UnitText.objects.get(), client_of(office.kabag)
    page = client.get(reverse("letter_new")).content.decode()
    before = Letter.objects.count()
    form = {"template": str(text.pk), "idempotency_key": "dua"}

    for _press in range(2):
        client.post(reverse("letter_new"), form)

    assert f'name="template" value="{text.pk}"' in page
    assert Letter.objects.count() == before + 1
    letter = Letter.objects.order_by("-pk").first()
    assert (letter.subject, letter.body[0]["value"]) == (
        "Undangan bulanan",
        GAPPED[0]["value"],
    )
    assert letter.body[0]["id"]
    with pytest.raises(Invalid) as refused:
        submit_letter(actor=actor(office.kabag), letter_id=letter.pk)
    assert "gap_open" in {fault.code for fault in refused.value.faults}


def test_a_template_is_kept_once_however_often_it_is_pressed(office):
    letter = make_draft(office)
    address = reverse("template_keep", args=[letter.pk])
    form = {"name": "Undangan", "idempotency_key": "satu"}

    answers = [client_of(office.drafter).post(address, form) for _press in range(2)]

    assert {one.headers["Location"] for one in answers} == {LISTED}
    assert UnitText.objects.filter(kind=TextKind.TEMPLATE).count() == 1


def test_renaming_and_retiring_stand_in_the_trail(office):
    keep_template(office)
    text, client = UnitText.objects.get(), client_of(office.kabag)

    rename, form = reverse("unit_text_rename", args=[text.pk]), {"row_version": "1"}
    client.post(rename, form | {"name": "Undangan rapat"})
    client.post(rename, form | {"name": "Tertinggal"})
    client.post(reverse("unit_text_retire", args=[text.pk]))

    text.refresh_from_db()
    assert text.name == "Undangan rapat"
    assert text.retired_at is not None
    acts = AuditEvent.objects.filter(object_id=str(text.pk)).order_by("at")
    assert [one.action for one in acts] == [
        "unit_text.kept",
        "unit_text.renamed",
        "unit_text.retired",
    ]


def test_unknown_and_forbidden_texts_answer_alike(office):
    keep_template(office)
    text, client = UnitText.objects.get(), client_of(office.stranger)
    theirs = make_draft(office)

    answers = [
        client.post(reverse(name, args=[pk]), {"name": "Milik saya"})
        for name in ("unit_text_rename", "unit_text_retire")
        for pk in (text.pk, uuid4())
    ]
    answers.append(keep_snippet(office.stranger, theirs))
    answers.append(client.post(reverse("letter_new"), {"template": str(text.pk)}))

    assert {one.status_code for one in answers} == {404}
    text.refresh_from_db()
    assert (text.name, text.retired_at) == ("Undangan", None)
