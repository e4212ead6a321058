"""Noting on the page who took it, with a picture of the receipt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from eoffice.outbox.relay import drain
from tests.eoffice.objects.files import pdf
from tests.office.incoming import bring
from tests.office.sending import RECTOR, dispatch_of, sent_by, to_outside
from tests.office.visitors import client_of, post, program_of
from workflow.letters.operations.drafting import RecipientInput

pytestmark = pytest.mark.django_db


def note(client, dispatch, file=None, **typed):
    form = {"to": "Sri, TU Provinsi", "on": "hari ini", **typed}
    if file is not None:
        form["proof"] = file
    return client.post(f"/keluar/kirim/{dispatch.pk}/serah/", form)


def test_hand_over_with_a_picture_is_one_press(office):
    dispatch = sent_by(office, dispatch_of(to_outside(office)), "hand")
    client = client_of(office.setda_clerk)

    answer = note(client, dispatch, SimpleUploadedFile("bukti.pdf", pdf()))
    before = client.get(f"/keluar/kirim/{dispatch.pk}/bukti/")
    drain(raising=False)
    after = client.get(f"/keluar/kirim/{dispatch.pk}/bukti/")

    assert answer.status_code == 302
    dispatch.refresh_from_db()
    assert dispatch.handed_on == timezone.localdate()
    # Nobody gets it before its check is done.
    assert (before.status_code, after.status_code) == (404, 200)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bukti.exe", b"MZ\x90\x00" + b"x" * 200),
        ("bukti.jpg", b"MZ\x90\x00" + b"x" * 200),
        ("bukti.svg", b"<svg onload='alert(1)'/>"),
        ("bukti.pdf", b""),
    ],
)
def test_hostile_picture_is_refused_and_nothing_is_noted(office, name, content):
    dispatch = sent_by(office, dispatch_of(to_outside(office)), "hand")

    answer = note(
        client_of(office.setda_clerk), dispatch, SimpleUploadedFile(name, content)
    )

    assert answer.status_code in {200, 415, 422}
    dispatch.refresh_from_db()
    assert dispatch.state == "sent"
    assert dispatch.proof is None


def test_picture_that_its_check_refuses_is_never_shown(office):
    eicar = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    dispatch = sent_by(office, dispatch_of(to_outside(office)), "hand")
    client = client_of(office.setda_clerk)
    bad = pdf() + b"\n" + eicar

    note(client, dispatch, SimpleUploadedFile("bukti.pdf", bad))
    drain(raising=False)

    page = client.get(f"/keluar/kirim/{dispatch.pk}/")
    dispatch.refresh_from_db()
    if dispatch.proof.state == "refused":
        assert "ditolak saat diperiksa" in page.content.decode()
        assert client.get(f"/keluar/kirim/{dispatch.pk}/bukti/").status_code == 404


def test_upload_of_somebody_else_is_no_proof(office):
    dispatch = sent_by(office, dispatch_of(to_outside(office)), "hand")
    upload = bring(office.drafter, pdf(), "bukti.pdf")

    answer = post(
        program_of(office.setda_clerk),
        f"/dispatches/{dispatch.pk}/handed-over",
        {"to": "Sri", "on": timezone.localdate().isoformat(), "proof": str(upload.pk)},
    )

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "proof"


def test_faults_are_told_and_what_was_typed_stays(office):
    dispatch = dispatch_of(to_outside(office))

    answer = note(client_of(office.setda_clerk), dispatch, to="Budi", on="kapan-kapan")

    assert answer.status_code == 422
    assert 'value="Budi"' in answer.content.decode()


def test_several_are_sent_at_once_and_each_is_told_for_itself(office):
    letter = to_outside(
        office,
        recipients=[
            RecipientInput(kind="to", external="Rektor"),
            RecipientInput(kind="to", external="Kapolres"),
        ],
    )
    one, two = letter.dispatches.order_by("pk")
    two.way = "email"  # without an address
    two.save(update_fields=["way"])

    answer = client_of(office.setda_clerk).post(
        "/keluar/kirim/beberapa/", {"dispatch": [str(one.pk), str(two.pk)]}, follow=True
    )

    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == ("sent", "waiting")
    assert "Perlu alamat surel" in answer.content.decode()


def test_api_walks_from_the_list_to_the_hand_over(office):
    program = program_of(office.setda_clerk)
    letter = to_outside(office)

    made = post(
        program,
        f"/letters/{letter.pk}/dispatches",
        {"recipient": RECTOR, "way": "link"},
    )
    one = f"/dispatches/{made.json()['id']}"
    sent = post(program, f"{one}/send")
    secret = program.get(f"/api/v1{one}").json()["link"]
    again = post(program, f"{one}/send")
    listed = program.get("/api/v1/dispatches?state=sent").json()

    assert (made.status_code, sent.status_code, again.status_code) == (201, 200, 409)
    assert sent.json()["link"]["code"] is None
    assert len(secret["code"]) == 8
    assert "/v/naskah/" in secret["url"]
    assert [row["id"] for row in listed["items"]] == [made.json()["id"]]
    told = program.get(f"/api/v1/letters/{letter.pk}").json()
    assert (told["status"], told["status_label"]) == ("sent", "Terkirim")
