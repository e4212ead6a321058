"""Faults in the middle of signing: nothing lost, nothing twice, the number kept."""

import threading
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError

from eoffice.errors import OfficeError
from eoffice.objects import store
from eoffice.objects.client import connect
from eoffice.objects.errors import StoreUnavailable
from eoffice.organisation.models import TermOfOffice
from tests.office.kabupaten import actor
from tests.office.outgoing import initialled
from tests.office.signers import SECRET, demo_authority, issued_signer, make_signer
from tests.workflow.rendering.verapdf import passed_claims
from workflow.letters.errors import SigningUnderWay
from workflow.models import (
    AttemptState,
    LedgerNumber,
    Letter,
    LetterStatus,
    NumberState,
    Signature,
    SigningAttempt,
)
from workflow.pades.demo_authority import SignerRequest
from workflow.pades.errors import SignerNotActive
from workflow.pades.ports import Secret
from workflow.signing.operations import signing
from workflow.signing.operations.signing import sign_letter
from workflow.signing.refusals import CertificateUnusable

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY_LISTENS = "http://127.0.0.1:9"
WRITERS = 4


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office


def sign(office, letter) -> Letter:
    return sign_letter(
        actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
    )


def waits_still(letter) -> None:
    """The letter is where it was: unsigned, its number at most reserved."""
    letter.refresh_from_db()
    assert letter.status == LetterStatus.AWAITING_SIGNATURE
    assert not Signature.objects.exists()
    assert not LedgerNumber.objects.exclude(state=NumberState.RESERVED).exists()


def new_signer(person, **request):
    wanted = SignerRequest(common_name=person.official.name, **request)
    issued = demo_authority().issue_signer(wanted, SECRET)
    make_signer(person, issued)
    return issued


def test_store_that_is_down_keeps_the_letter_and_the_retry_takes_the_same_number(
    office, monkeypatch
):
    letter = initialled(office)
    away = connect(NOBODY_LISTENS, "key", "secret")
    with monkeypatch.context() as fault:
        fault.setattr(store, "default_client", lambda: away)
        with pytest.raises(StoreUnavailable):
            sign(office, letter)
    waits_still(letter)
    reserved = LedgerNumber.objects.get()

    signed = sign(office, letter)

    assert signed.number == reserved.text
    assert LedgerNumber.objects.count() == 1
    assert Signature.objects.count() == 1


def test_database_that_drops_the_line_before_the_decision_loses_nothing(
    office, monkeypatch
):
    letter = initialled(office)
    draw = signing.check_file

    def drop_the_line(pdf):
        with psycopg.connect(_address(), autocommit=True) as other:
            other.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        return draw(pdf)

    with monkeypatch.context() as fault:
        fault.setattr(signing, "check_file", drop_the_line)
        with pytest.raises(OperationalError):
            sign(office, letter)
    connection.close()
    waits_still(letter)
    reserved = LedgerNumber.objects.get()
    with pytest.raises(SigningUnderWay):
        sign(office, letter)
    past = datetime.now(UTC) - timedelta(seconds=1)
    SigningAttempt.objects.filter(state=AttemptState.OPEN).update(expires_at=past)

    signed = sign(office, letter)

    assert signed.number == reserved.text
    assert Signature.objects.count() == 1
    assert LedgerNumber.objects.count() == 1


def _address() -> str:
    given = settings.DATABASES["default"]
    return psycopg.conninfo.make_conninfo(
        host=given["HOST"],
        port=given["PORT"],
        user=given["USER"],
        password=given["PASSWORD"],
        dbname=connection.settings_dict["NAME"],
    )


def test_hands_that_sign_at_once_make_one_signature_and_one_number(office):
    letter = initialled(office)
    together = threading.Barrier(WRITERS)
    outcomes: list[str] = []

    def hand() -> None:
        together.wait()
        try:
            sign(office, letter)
            outcomes.append("signed")
        except OfficeError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    hands = [threading.Thread(target=hand) for _n in range(WRITERS)]
    for one in hands:
        one.start()
    for one in hands:
        one.join(60)

    assert outcomes.count("signed") == 1
    assert set(outcomes) <= {"signed", "signing_under_way", "not_at_signature"}
    assert len(outcomes) == WRITERS
    assert Signature.objects.count() == 1
    assert LedgerNumber.objects.get().state == NumberState.USED


def test_expired_certificate_signs_nothing(office):
    begun = datetime.now(UTC) - timedelta(days=800)
    new_signer(office.sekda, valid_from=begun, valid_until=begun + timedelta(days=700))
    letter = initialled(office)

    with pytest.raises(CertificateUnusable):
        sign(office, letter)

    waits_still(letter)


def test_revoked_certificate_signs_nothing(office):
    issued = new_signer(office.sekda)
    demo_authority().revoke(issued.serial, reason="keyCompromise")
    letter = initialled(office)

    with pytest.raises(SignerNotActive):
        sign(office, letter)

    waits_still(letter)
    make_signer(office.sekda, issued_signer(office.sekda.official.name))
    assert sign(office, letter).status == LetterStatus.SIGNED


def test_signatory_whose_term_ended_signs_nothing(office):
    letter = initialled(office)
    yesterday = datetime.now(UTC).date() - timedelta(days=2)
    TermOfOffice.objects.filter(official=office.sekda.official).update(to_on=yesterday)

    with pytest.raises(OfficeError):
        sign(office, letter)

    waits_still(letter)


def test_a_really_signed_letter_keeps_the_archive_standards(office, tmp_path):
    letter = sign(office, initialled(office))
    stored = Signature.objects.get(letter=letter).stored
    path = tmp_path / "surat.pdf"
    path.write_bytes(store.get_bytes(stored))

    assert passed_claims([path])[path] >= {"2a", "ua1"}
