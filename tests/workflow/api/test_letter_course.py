"""A letter's course over the API: submitted, initialled, signed, checked, revoked."""

from io import BytesIO

import pytest
from django.test import Client

from eoffice.api.idempotency import HEADER
from tests.office.outgoing import make_draft
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import token_client
from workflow.delivery.operations import deliver_letter
from workflow.models import Letter, Signature

pytestmark = pytest.mark.django_db
LETTERS = "/api/v1/letters"
JSON = "application/json"
PATHS = [
    "",
    "/preview.pdf",
    "/check",
    "/versions",
    "/versions/1",
    "/versions/1/content.pdf",
    "/diff?from=1&to=1",
    "/notes",
    "/signed.pdf",
    "/timeline",
    "/deliveries",
    "/evidence",
]
ACTS = ["submit", "recall", "clone", "correct", "revoke", "sign"]


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def client(person) -> Client:
    return token_client(person.official)


def post(who, path, body=None, **headers):
    return who.post(path, body or {}, content_type=JSON, headers=headers)


def on_its_way(office, **changes) -> tuple[Letter, str]:
    letter = make_draft(office, **changes)
    path = f"{LETTERS}/{letter.pk}"
    sent = post(client(office.drafter), f"{path}/submit")
    assert sent.status_code == 200, sent.content
    return letter, path


def at_signature(office, **changes) -> tuple[Letter, str]:
    letter, path = on_its_way(office, **changes)
    step = letter.steps.get(state="open")
    done = post(client(office.kabag), f"{path}/steps/{step.pk}/approve")
    assert done.json()["status"] == "awaiting_signature"
    return letter, path


def issued(office, **changes) -> tuple[Letter, str]:
    letter, path = at_signature(office, **changes)
    signed = post(client(office.sekda), f"{path}/sign", {"secret": SECRET})
    assert signed.status_code == 200, signed.content
    deliver_letter(letter_id=letter.pk)
    letter.refresh_from_db()
    return letter, path


def pages_of(answer) -> bytes:
    if answer.streaming:
        return b"".join(answer.streaming_content)
    return answer.content


def test_a_letter_is_walked_and_told_over_the_api(office):
    drafter, kadis = client(office.drafter), client(office.kadis)
    letter, path = issued(office)

    told = drafter.get(path).json()
    assert told["status"] == "sent"
    assert told["number"] == "000.1.5/1/SETDA/2026"
    assert told["version"] == 1
    assert [s["state"] for s in told["steps"]] == ["approved", "approved"]
    assert told["signatory"]["official"]["name"].startswith("Widya")
    assert told["verification_url"].endswith(f"/v/{told['verification_code']}")
    assert told["allowed_acts"] == ["correct", "clone"]

    received = kadis.get(path).json()
    assert received["steps"] == []
    deliveries = drafter.get(f"{path}/deliveries").json()["items"]
    assert sorted(d["state"] for d in deliveries) == ["outside", "read"]
    kinds = [m["kind"] for m in drafter.get(f"{path}/timeline").json()["items"]]
    assert kinds[0] == "drafted"
    assert {"submitted", "step_approved", "signed", "sent", "read"} <= set(kinds)
    assert "step_approved" not in {
        m["kind"] for m in kadis.get(f"{path}/timeline").json()["items"]
    }
    evidence = drafter.get(f"{path}/evidence").json()
    assert evidence["signatures"][0]["certificate"]["subject"]
    signed = kadis.get(f"{path}/signed.pdf")
    assert signed.headers["X-Content-SHA256"] == evidence["signatures"][-1]["sha256"]
    assert pages_of(signed).startswith(b"%PDF-")
    for page in ("/preview.pdf", "/versions/1/content.pdf"):
        assert pages_of(drafter.get(path + page)).startswith(b"%PDF-")

    stranger = client(office.stranger)
    answers = {p: stranger.get(path + p).status_code for p in PATHS}
    answers |= {a: post(stranger, f"{path}/{a}", _body(a)).status_code for a in ACTS}
    assert set(answers.values()) == {404}, answers
    for hidden in ("/versions", "/notes", "/preview.pdf", "/check"):
        assert kadis.get(path + hidden).status_code == 404

    assert_public_checks(letter)
    assert_revocation(office, letter, path)


def _body(act: str) -> dict:
    return {"sign": {"secret": "x"}, "revoke": {"reason": "x"}}.get(act, {})


def assert_public_checks(letter):
    public = Client()
    pdf = pages_of_signature(letter)
    raw = public.post("/api/v1/verify", pdf, content_type="application/pdf")
    verdict = raw.json()
    assert verdict["verdict"] == "genuine", verdict
    assert verdict["demo"] is True
    assert verdict["letter"]["number"] == letter.number
    part = BytesIO(pdf + b"x")
    part.name = "surat.pdf"
    changed = public.post("/api/v1/verify", {"file": part}).json()
    assert changed["verdict"] == "changed"
    code = letter.verification_code
    known = public.get(f"/api/v1/verify/{code}").json()
    unknown = public.get("/api/v1/verify/0000-0000-0000-0000-0000")
    assert known["known"] is True
    assert known["letter"]["subject"] == letter.subject
    assert unknown.status_code == 200
    assert unknown.json().keys() == known.keys()
    assert unknown.json()["letter"] is None
    page = public.get(f"/v/{code[:4].lower()}-{code[4:]}")
    assert page.status_code == 200
    assert letter.number in page.content.decode()
    assert not page.cookies
    assert "<script" not in page.content.decode()
    picture = public.get(f"/v/{code}/halaman/1.webp")
    assert picture.headers["Content-Type"] == "image/webp"
    assert public.get(f"/v/{code}/halaman/9.webp").status_code == 404


def pages_of_signature(letter) -> bytes:
    from eoffice.objects import store

    return store.get_bytes(Signature.objects.get(letter=letter).stored)


def assert_revocation(office, letter, path):
    refused = post(client(office.drafter), f"{path}/revoke", {"reason": "Keliru"})
    assert refused.status_code == 404
    revoked = post(client(office.sekda), f"{path}/revoke", {"reason": "Salah tanggal"})
    assert revoked.json()["status"] == "revoked"
    assert revoked.json()["revocation"]["reason"] == "Salah tanggal"
    again = post(client(office.sekda), f"{path}/revoke", {"reason": "Lagi"})
    assert (again.status_code, again.json()["state"]) == (409, "revoked")
    public = Client()
    pdf = pages_of_signature(letter)
    raw = public.post("/api/v1/verify", pdf, content_type="application/pdf")
    assert raw.json()["verdict"] == "genuine_superseded"
    page = public.get(f"/v/{letter.verification_code}").content.decode()
    assert "eo-verdict--none" in page
    made = post(client(office.drafter), f"{path}/correct").json()
    assert made["references"] == [str(letter.pk)]
    assert made["status"] == "draft"


def test_signing_twice_and_wrong_secrets_are_refused(office):
    letter, path = at_signature(office)
    sekda = client(office.sekda)

    first = post(sekda, f"{path}/sign", {"secret": "salah"})
    signed = post(sekda, f"{path}/sign", {"secret": SECRET}, **{HEADER: "k1"})
    replay = post(sekda, f"{path}/sign", {"secret": SECRET}, **{HEADER: "k1"})
    again = post(sekda, f"{path}/sign", {"secret": SECRET})

    assert (first.status_code, first.json()["code"]) == (422, "wrong_secret")
    assert "2" in first.json()["errors"][0]["message"]
    assert signed.json() == replay.json()
    assert (again.status_code, again.json()["state"]) == (409, "signed")
    assert letter.signatures.count() == 1


def test_the_third_wrong_secret_closes_signing(office):
    letter, path = at_signature(office)
    sekda = client(office.sekda)

    tries = [post(sekda, f"{path}/sign", {"secret": "salah"}) for _ in range(3)]
    closed = post(sekda, f"{path}/sign", {"secret": SECRET})

    assert [t.status_code for t in tries] == [422, 422, 422]
    assert (closed.status_code, closed.json()["code"]) == (409, "signer_blocked")
    assert not letter.signatures.exists()


def test_a_returned_letter_tells_notes_and_differences(office):
    drafter = client(office.drafter)
    letter, path = on_its_way(office)
    block = drafter.get(path).json()["body"][0]["id"]
    step = letter.steps.get(state="open")
    note = {"notes": [{"block": block, "text": "Sebut tempatnya."}]}

    empty = post(client(office.kabag), f"{path}/steps/{step.pk}/return")
    back = post(client(office.kabag), f"{path}/steps/{step.pk}/return", note)
    etag = drafter.get(path).headers["ETag"]
    body = drafter.get(path).json()["body"]
    body[0]["value"] = "Dalam rangka persiapan di aula, kami mengundang:"
    drafter.patch(
        path,
        {"body": body, "subject": "Undangan rapat"},
        content_type=JSON,
        headers={"If-Match": etag},
    )
    post(drafter, f"{path}/submit")

    assert empty.status_code == 422
    assert back.json()["status"] == "returned"
    notes = drafter.get(f"{path}/notes").json()["items"]
    assert [(n["block"], n["text"]) for n in notes] == [(block, "Sebut tempatnya.")]
    diff = drafter.get(f"{path}/diff?from=1&to=2").json()
    assert [f["field"] for f in diff["fields"]] == ["subject"]
    assert [(b["block"], b["change"]) for b in diff["blocks"]] == [(block, "changed")]
    words = diff["blocks"][0]["words"]
    assert {"op": "insert", "text": "di aula, "} in [
        {"op": w["op"], "text": w["text"]} for w in words
    ] or any("aula" in w["text"] and w["op"] == "insert" for w in words)
    assert len(drafter.get(f"{path}/versions").json()["items"]) == 2


def test_above_the_ordinary_class_little_is_told(office):
    letter, path = at_signature(office, security_class="terbatas")
    post(client(office.sekda), f"{path}/sign", {"secret": SECRET})
    letter.refresh_from_db()
    public, code = Client(), letter.verification_code

    facts = public.get(f"/api/v1/verify/{code}").json()["letter"]
    page = public.get(f"/v/{code}").content.decode()
    picture = public.get(f"/v/{code}/halaman/1.webp")

    assert facts["number"] == letter.number
    assert (facts["subject"], facts["signatory"]) == (None, None)
    assert letter.subject not in page
    assert picture.status_code == 404


@pytest.mark.parametrize("path", ["/v/", "/v/TIDAK-ADA", "/v/%F0%9F%98%80", "/v/..x"])
def test_public_pages_open_without_log_in(path):
    answer = Client().get(path)

    assert answer.status_code == 200
    assert not answer.cookies
    assert b'type="file"' in answer.content


def test_a_form_without_a_sound_file_is_refused(settings):
    settings.UPLOAD_LIMIT_BYTES = 1000
    public, url = Client(), "/api/v1/verify"
    junk = BytesIO(b"bukan pdf")
    junk.name = "x.pdf"

    answers = [
        public.post(url, b"", content_type="application/pdf"),
        public.post(url, b"x" * 70_000, content_type="application/pdf"),
        public.post(url, b"x" * 1001, content_type="application/pdf"),
        public.post(url, {"a": 1}, content_type=JSON),
        public.post(url, b"x", content_type="multipart/form-data"),
        public.post(url, {"other": "x"}),
        public.post(url, {"file": junk}, headers={HEADER: "k"}),
    ]

    codes = [a.status_code for a in answers]
    assert codes == [422, 413, 413, 415, 422, 422, 200]
    assert answers[-1].json()["verdict"] == "undetermined"


def test_too_many_files_of_one_address_are_told_to_wait():
    answers = [Client().post("/v/", {"other": "x"}) for _ in range(13)]

    assert answers[0].status_code == 422
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0
