"""`/letters`: drafts, the list, one letter, changes and refusals."""

from datetime import date

import pytest

from archive.models import ClassificationCode
from eoffice.api.idempotency import HEADER
from tests.office.outgoing import make_draft
from tests.office.visitors import token_client
from workflow.models import Letter, LetterTypeVersion

pytestmark = pytest.mark.django_db
LETTERS = "/api/v1/letters"
JSON = "application/json"


@pytest.fixture
def drafter(office):
    return token_client(office.drafter.official)


def draft_of(office, **changes) -> dict:
    return {
        "type": "surat_dinas",
        "subject": "Undangan rapat persiapan",
        "classification_code": "000.1.5",
        "urgency": "segera",
        "security_class": "biasa",
        "body": [{"type": "paragraph", "value": "Kami <b>mengundang</b> Saudara."}],
        "recipients": [
            {"position": str(office.kadis.position.pk)},
            {"unit": str(office.dinkes.pk)},
            {"external": {"name": "Bupati Nusa Harapan", "address": "di Ibu Kota"}},
        ],
        "cc": [{"external": "Inspektur"}],
        "signatory": {"position": str(office.sekda.position.pk), "authority": "own"},
        **changes,
    }


def test_a_draft_is_made_and_shown_with_what_was_given(office, drafter):
    made = drafter.post(LETTERS, draft_of(office), content_type=JSON)

    assert made.status_code == 201, made.content
    letter = made.json()
    assert made.headers["Location"] == f"{LETTERS}/{letter['id']}"
    assert made.headers["ETag"] == '"1"'
    assert letter["type"] == "surat_dinas"
    assert letter["status"] == "draft"
    assert letter["urgency"] == "segera"
    assert letter["number"] is None
    assert letter["unit"]["code"] == "SETDA-ORG"
    assert letter["drafter"]["position"]["title"] == "Analis Kebijakan"
    assert letter["signatory"]["position"]["title"] == "Sekretaris Daerah"
    assert [r["name"] for r in letter["recipients"]] == [
        "Kepala Dinas Komunikasi dan Informatika",
        "Dinas Kesehatan",
        "Bupati Nusa Harapan",
    ]
    assert letter["recipients"][2]["external"]["address"] == "di Ibu Kota"
    assert [r["name"] for r in letter["cc"]] == ["Inspektur"]
    assert letter["body"][0]["value"] == "Kami <b>mengundang</b> Saudara."
    assert letter["allowed_acts"] == ["edit", "submit", "delete", "clone"]
    assert letter["steps"] == []


def test_a_letter_read_is_the_letter_made(office, drafter):
    made = drafter.post(LETTERS, draft_of(office), content_type=JSON).json()

    assert drafter.get(f"{LETTERS}/{made['id']}").json() == made


def test_every_fault_of_a_draft_is_named_at_once(office, drafter):
    unknown = "019a8f6e-3c1d-7b62-9f0e-5a1c2d3e4f50"
    bad = draft_of(
        office,
        recipients=[{}, {"position": unknown}],
        references=[unknown],
        attachments=[unknown],
        signatory={"position": unknown},
    )

    answer = drafter.post(LETTERS, bad, content_type=JSON)

    assert answer.status_code == 422
    fields = {fault["field"] for fault in answer.json()["errors"]}
    assert fields == {
        "recipients.0",
        "recipients.1",
        "references.0",
        "attachments.0",
        "signatory.position",
    }
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "garbage",
    [
        {},
        {"type": "tidak_ada"},
        {"type": "surat_dinas", "body": "teks"},
        {"type": "surat_dinas", "body": [{"type": "paragraph"}]},
        {"type": "surat_dinas", "body": [{"type": "x", "value": 1}]},
        {"type": "surat_dinas", "urgency": "cepat"},
        {"type": "surat_dinas", "letter_date": "0001-01-01"},
        {"type": "surat_dinas", "recipients": ["x"]},
        {"type": "surat_dinas", "subject": "x" * 301},
        {"type": "surat_dinas", "unknown": 1},
        {"type": "surat_dinas", "subject": "a\u0000b"},
        [],
        "x",
        None,
    ],
)
def test_garbage_makes_no_letter(drafter, garbage):
    answer = drafter.post(LETTERS, garbage, content_type=JSON)

    assert answer.status_code == 422, answer.content
    assert not Letter.objects.exists()


def test_a_repeated_post_makes_one_letter(office, drafter):
    body = draft_of(office)
    headers = {HEADER: "kunci-1"}

    first = drafter.post(LETTERS, body, content_type=JSON, headers=headers)
    second = drafter.post(LETTERS, body, content_type=JSON, headers=headers)
    other = drafter.post(
        LETTERS, {**body, "subject": "Lain"}, content_type=JSON, headers=headers
    )

    assert first.json() == second.json()
    assert other.status_code == 409
    assert Letter.objects.count() == 1


def test_what_is_left_out_of_a_change_stays(office, drafter):
    made = drafter.post(LETTERS, draft_of(office), content_type=JSON).json()

    changed = drafter.patch(
        f"{LETTERS}/{made['id']}",
        {"cc": [{"external": "Arsip"}], "letter_date": None},
        content_type=JSON,
        headers={"If-Match": '"1"'},
    )

    assert changed.status_code == 200, changed.content
    letter = changed.json()
    assert changed.headers["ETag"] == '"2"'
    assert letter["subject"] == made["subject"]
    assert letter["recipients"] == made["recipients"]
    assert [r["name"] for r in letter["cc"]] == ["Arsip"]
    assert letter["signatory"] == made["signatory"]
    assert letter["security_class"] == "biasa"
    assert letter["urgency"] == "segera"


def test_a_stale_change_is_refused_and_the_first_text_stays(office, drafter):
    letter = make_draft(office)
    path = f"{LETTERS}/{letter.pk}"
    first = {"subject": "Teks pertama"}
    drafter.patch(path, first, content_type=JSON, headers={"If-Match": '"1"'})

    stale = drafter.patch(
        path, {"subject": "Lain"}, content_type=JSON, headers={"If-Match": '"1"'}
    )
    blind = drafter.patch(path, {"subject": "Lain"}, content_type=JSON)

    assert (stale.status_code, blind.status_code) == (412, 428)
    letter.refresh_from_db()
    assert letter.subject == "Teks pertama"


def test_a_draft_never_submitted_can_be_thrown_away(office, drafter):
    letter = make_draft(office)

    answer = drafter.delete(f"{LETTERS}/{letter.pk}")

    assert answer.status_code == 204
    assert not Letter.objects.exists()


def test_check_names_field_rule_and_remedy(office, drafter):
    letter = make_draft(office, subject="", recipients=[])

    answer = drafter.get(f"{LETTERS}/{letter.pk}/check").json()

    assert answer["passed"] is False
    faults = {(f["field"], f["code"]) for f in answer["faults"]}
    assert faults == {("subject", "required"), ("recipients", "required")}
    assert all(f["message"] for f in answer["faults"])


def test_the_list_shows_exactly_what_one_may_see(office, drafter):
    mine = make_draft(office)

    seen = {
        name: [
            one["id"]
            for one in token_client(getattr(office, name).official)
            .get(LETTERS)
            .json()["items"]
        ]
        for name in ("drafter", "kabag", "stranger", "admin", "auditor", "sekda")
    }

    assert seen.pop("drafter") == [str(mine.pk)]
    assert not any(seen.values())


def test_the_list_filters_and_goes_by_cursor(office, drafter):
    for subject in ("Satu", "Dua", "Tiga"):
        make_draft(office, subject=subject)

    page = drafter.get(LETTERS, {"limit": 2}).json()
    rest = drafter.get(LETTERS, {"limit": 2, "cursor": page["next"]}).json()
    found = drafter.get(LETTERS, {"q": "dua", "status": "draft"}).json()
    none = drafter.get(LETTERS, {"type": "nota_dinas"}).json()

    subjects = [one["subject"] for one in page["items"] + rest["items"]]
    assert subjects == ["Tiga", "Dua", "Satu"]
    assert rest["next"] is None
    assert [one["subject"] for one in found["items"]] == ["Dua"]
    assert none["items"] == []


def test_the_list_asks_the_same_number_of_questions_for_any_length(
    office, drafter, django_assert_max_num_queries
):
    for number in range(5):
        make_draft(office, subject=f"Surat {number}")

    with django_assert_max_num_queries(14):
        answer = drafter.get(LETTERS)

    assert len(answer.json()["items"]) == 5


def test_reference_data_is_listed(drafter):
    types = drafter.get("/api/v1/letter-types", {"draftable": True}).json()
    codes = drafter.get("/api/v1/classification-codes", {"q": "000.1.5"}).json()
    phrases = drafter.get("/api/v1/disposition-instructions").json()

    drawn = LetterTypeVersion.objects.draftable()
    codes_drawn = set(drawn.values_list("letter_type__code", flat=True))
    assert {t["code"] for t in types["items"]} == codes_drawn
    assert {"surat_dinas", "surat_undangan", "nota_dinas"} <= codes_drawn
    assert codes["items"][0]["code"] == "000.1.5"
    assert phrases["items"][0]["text"]


def test_a_kept_answer_is_not_given_to_who_sees_the_letter_no_more(office, drafter):
    first = drafter.post(
        LETTERS, draft_of(office), content_type=JSON, headers={HEADER: "k1"}
    )
    Letter.objects.update(access_tokens=[])

    again = drafter.post(
        LETTERS, draft_of(office), content_type=JSON, headers={HEADER: "k1"}
    )

    assert first.status_code == 201
    assert (again.status_code, again.json()["code"]) == (404, "not_found")
    assert Letter.objects.count() == 1


def test_classification_codes_are_paged_best_first_without_gap_or_repeat(drafter):
    path, wanted = "/api/v1/classification-codes", {"q": "000.1", "limit": 7}
    whole = drafter.get(path, {**wanted, "limit": 100}).json()
    found, cursor = [], None
    for _page in range(3):
        query = {**wanted, "cursor": cursor} if cursor else wanted
        page = drafter.get(path, query).json()
        found += page["items"]
        cursor = page["next"]

    assert found == whole["items"][: len(found)]
    assert len({one["code"] for one in found}) == 21
    assert whole["items"][0]["code"] == "000.1"
    assert page["total"] == whole["total"]


def test_codes_of_another_day_are_those_in_force_then(drafter):
    row = ClassificationCode.objects.get(code="000.1.5")
    row.valid_to_on = date(2026, 1, 31)
    row.save()

    def codes(**query):
        path = "/api/v1/classification-codes"
        return drafter.get(path, {"q": "000.1.5", **query}).json()["items"]

    then, now = codes(on="2026-01-31"), codes(on="2026-02-01")

    assert then[0]["code"] == "000.1.5"
    assert then[0]["valid_to"] == "2026-01-31"
    assert "000.1.5" not in {one["code"] for one in now}


def test_a_cursor_of_other_words_is_refused(drafter):
    path = "/api/v1/classification-codes"
    page = drafter.get(path, {"q": "000.1", "limit": 2}).json()

    answer = drafter.get(path, {"q": "000.2", "limit": 2, "cursor": page["next"]})

    assert answer.status_code == 422
