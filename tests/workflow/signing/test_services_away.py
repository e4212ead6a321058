"""Services away while a page is used, and files over the limit: said, nothing lost."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from eoffice.errors import OfficeError
from eoffice.objects import store
from eoffice.objects.client import connect
from eoffice.objects.errors import StoreUnavailable
from eoffice.objects.models import StoredObject, Upload
from tests.eoffice.objects.files import pdf
from tests.office.kabupaten import actor, make_acting
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of, token_client
from workflow.models import (
    LedgerNumber,
    LetterStatus,
    NumberState,
    Signature,
)
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY_LISTENS = "http://127.0.0.1:9"
TOO_LARGE = 51 * 1024 * 1024


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def test_store_away_while_signing_on_the_page_says_so_and_the_next_press_signs(
    office, monkeypatch
):
    letter = initialled(office)
    client, path = client_of(office.sekda), f"/naskah-keluar/{letter.pk}/"
    away = connect(NOBODY_LISTENS, "key", "secret")
    with monkeypatch.context() as fault:
        fault.setattr(store, "default_client", lambda: away)
        refused = client.post(f"{path}tanda-tangan/", {"passphrase": SECRET})

    letter.refresh_from_db()
    told = refused.content.decode()
    assert refused.status_code == 503
    assert str(StoreUnavailable.message) in told
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    reserved = LedgerNumber.objects.get()
    assert reserved.state == NumberState.RESERVED
    again = client.post(f"{path}tanda-tangan/", {"passphrase": SECRET})
    letter.refresh_from_db()
    assert again.status_code == 302
    assert letter.number == reserved.text
    assert Signature.objects.count() == 1


def large_file() -> SimpleUploadedFile:
    content = pdf() + bytes(TOO_LARGE - len(pdf()))
    return SimpleUploadedFile("besar.pdf", content, content_type="application/pdf")


@pytest.mark.parametrize("page", ["/naskah-keluar/unggah/", "/naskah-masuk/unggah/"])
def test_a_file_over_the_real_limit_is_refused_on_the_page(office, page):
    answer = client_of(office.setda_clerk).post(page, {"file": large_file()})

    assert answer.status_code == 413
    assert "50 MB" in answer.json()["reason"]
    assert not Upload.objects.exists()
    assert not StoredObject.objects.exists()


def test_a_file_over_the_real_limit_is_refused_by_the_api(office):
    client = token_client(office.setda_clerk.official)

    answer = client.post("/api/v1/uploads", {"file": large_file()})

    problem = answer.json()
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "Tidak ada yang disimpan" in problem["detail"]
    assert not Upload.objects.exists()
    assert not StoredObject.objects.exists()


def test_holder_and_stand_in_press_sign_at_once_and_one_signs(office):
    make_signer(office.kabag)
    today = timezone.localdate()
    make_acting(office.kabag, office.sekda.position, "acting_absent", today, today)
    letter = initialled(office, authority="plh")
    together, outcomes = threading.Barrier(2), {}

    def hand(name: str) -> None:
        together.wait()
        try:
            sign_letter(
                actor=actor(getattr(office, name)),
                letter_id=letter.pk,
                secret=Secret(SECRET),
            )
            outcomes[name] = "signed"
        except OfficeError as refusal:
            outcomes[name] = refusal.code
        finally:
            connection.close()

    hands = [threading.Thread(target=hand, args=(n,)) for n in ("sekda", "kabag")]
    for one in hands:
        one.start()
    for one in hands:
        one.join(60)

    assert outcomes == {"sekda": "not_found", "kabag": "signed"}
    assert Signature.objects.get().official == office.kabag.official
    assert LedgerNumber.objects.get().state == NumberState.USED
