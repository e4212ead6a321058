"""The demo's certificate authority: real answers, and its limits."""

import http.client
import json
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from asn1crypto import core, tsp
from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from tests.workflow.signing.world import PASSPHRASE, letter_pdf
from workflow.pades.demo import DemoSigningService, demo_policy
from workflow.pades.demo_authority import DemoAuthority, DemoRefused, SignerRequest
from workflow.pades.demo_authority.service import serving
from workflow.pades.pkcs12 import Enrolled
from workflow.pades.ports import Secret, SignerRef, ToSign
from workflow.verification import judge


class PkiRefusal(core.Sequence):
    _fields = [("status", tsp.PKIStatusInfo)]


@pytest.fixture
def authority(tmp_path):
    return DemoAuthority.create(tmp_path / "trust")


def fetch(url, method="GET", body=None):
    place = urlsplit(url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=5)
    connection.request(method, place.path, body)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def ocsp_request(authority, serial):
    issuing = x509.load_der_x509_certificate(authority.chain[0])
    digest = hashes.Hash(hashes.SHA256())
    digest.update(issuing.subject.public_bytes())
    key = x509.SubjectKeyIdentifier.from_public_key(issuing.public_key())
    asked = ocsp.OCSPRequestBuilder().add_certificate_by_hash(
        digest.finalize(), key.digest.ljust(32, b"\0"), serial, hashes.SHA256()
    )
    return asked.build().public_bytes(serialization.Encoding.DER)


def status_by_ocsp(url, authority, serial):
    _, content = fetch(f"{url}/ocsp", "POST", ocsp_request(authority, serial))
    return ocsp.load_der_ocsp_response(content)


def test_folder_holds_root_chain_and_current_crls(authority, tmp_path):
    folder = tmp_path / "trust"

    root = x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())
    chain = x509.load_pem_x509_certificates((folder / "chain.pem").read_bytes())

    assert root == chain[-1]
    assert "DEMO" in root.subject.rfc4514_string()
    for name in ("root.crl", "issuing.crl"):
        crl = x509.load_der_x509_crl((folder / name).read_bytes())
        assert crl.next_update_utc > datetime.now(UTC)


def test_keys_are_readable_by_their_owner_only(authority, tmp_path):
    private = tmp_path / "trust" / "private"

    keys = list(private.glob("*.key"))

    assert len(keys) == 4
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


def test_opening_an_existing_authority_keeps_its_root(authority, tmp_path):
    again = DemoAuthority.create(tmp_path / "trust", organisation="Lain")

    assert again.root == authority.root


def test_production_host_name_stops_the_demo(tmp_path):
    with pytest.raises(DemoRefused):
        DemoAuthority.create(tmp_path / "trust", production_hosts=["tte.go.id"])

    assert not (tmp_path / "trust").exists()


def test_production_host_name_stops_the_demo_signer(authority):
    with pytest.raises(DemoRefused):
        DemoSigningService.under(
            authority, enrolment=lambda who: None, production_hosts=["tte.go.id"]
        )


def test_demo_signer_marks_what_it_signs(authority):
    signer = authority.issue_signer(SignerRequest(common_name="Demo"), PASSPHRASE)
    known = Enrolled(p12=signer.p12, certificate=signer.certificate)
    service = DemoSigningService.under(authority, enrolment=lambda who: known)
    item = ToSign(key="1", pdf=letter_pdf(), claimed_at=datetime.now(UTC))

    with service.open(SignerRef(id="x"), Secret(PASSPHRASE)) as session:
        [result] = session.sign([item])

    assert service.kind == "demo"
    assert judge(result.require().pdf, demo_policy(authority)).demo


def test_signer_certificate_carries_no_more_than_asked(authority):
    signer = authority.issue_signer(
        SignerRequest(
            common_name="Budi Santoso, S.E.",
            person_id="197001011995031001",
            title="Kepala Dinas",
            unit="Dinas Pendidikan",
            email="budi@example.test",
        ),
        PASSPHRASE,
    )

    certificate = x509.load_der_x509_certificate(signer.certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    names = {one.rfc4514_attribute_name: one.value for one in certificate.subject}
    assert usage.content_commitment
    assert names["CN"] == "Budi Santoso, S.E."
    assert names["OU"] == "Dinas Pendidikan"
    assert signer.not_after == certificate.not_valid_after_utc


def test_ocsp_tells_good_revoked_and_unknown(authority):
    good = authority.issue_signer(SignerRequest(common_name="A"), PASSPHRASE)
    bad = authority.issue_signer(SignerRequest(common_name="B"), PASSPHRASE)
    authority.revoke(bad.serial, reason="keyCompromise")

    with serving(authority) as url:
        answers = [
            status_by_ocsp(url, authority, serial)
            for serial in (good.serial, bad.serial, 12345)
        ]

    assert [one.certificate_status.name for one in answers] == [
        "GOOD",
        "REVOKED",
        "UNKNOWN",
    ]
    assert answers[1].revocation_reason == x509.ReasonFlags.key_compromise


def test_ocsp_answer_alone_satisfies_the_verifier_for_the_signer(authority):
    signer = authority.issue_signer(SignerRequest(common_name="A"), PASSPHRASE)
    certificate = x509.load_der_x509_certificate(signer.certificate)
    issuing = x509.load_der_x509_certificate(authority.chain[0])
    asked = ocsp.OCSPRequestBuilder().add_certificate(
        certificate, issuing, hashes.SHA256()
    )
    request = asked.build().public_bytes(serialization.Encoding.DER)

    answer = asn1_ocsp.OCSPResponse.load(authority.ocsp_answer(request))

    assert answer["response_status"].native == "successful"
    [single] = answer.response_data["responses"]
    assert single["cert_status"].name == "good"


def test_garbage_gets_a_refusal_and_not_an_error(authority):
    with serving(authority) as url:
        stamp_status, stamp = fetch(f"{url}/tsa", "POST", b"garbage")
        ocsp_status, answer = fetch(f"{url}/ocsp", "POST", b"garbage")
        unknown, _ = fetch(f"{url}/private/root.key")

    assert (stamp_status, ocsp_status, unknown) == (200, 200, 404)
    assert PkiRefusal.load(stamp)["status"]["status"].native == "rejection"
    refused = ocsp.load_der_ocsp_response(answer).response_status
    assert refused == ocsp.OCSPResponseStatus.MALFORMED_REQUEST


def test_revocation_shows_in_the_published_crl(authority, tmp_path):
    signer = authority.issue_signer(SignerRequest(common_name="A"), PASSPHRASE)

    authority.revoke(signer.serial)

    content = (tmp_path / "trust" / "issuing.crl").read_bytes()
    crl = x509.load_der_x509_crl(content)
    assert crl.get_revoked_certificate_by_serial_number(signer.serial) is not None


def test_revoking_an_unknown_serial_changes_nothing(authority, tmp_path):
    before = (tmp_path / "trust" / "private" / "register.json").read_bytes()

    with pytest.raises(KeyError):
        authority.revoke(1)

    assert (tmp_path / "trust" / "private" / "register.json").read_bytes() == before


def test_many_at_once_lose_no_entry(authority, tmp_path):
    def issue(number):
        opened = DemoAuthority(tmp_path / "trust")
        return opened.issue_signer(
            SignerRequest(common_name=f"Orang {number}"), PASSPHRASE
        ).serial

    with ThreadPoolExecutor(4) as pool:
        serials = set(pool.map(issue, range(12)))

    assert {entry.serial for entry in authority.entries()} == serials


def test_old_crl_is_renewed_when_asked_for(authority, tmp_path):
    import os

    path = tmp_path / "trust" / "issuing.crl"
    before = path.read_bytes()
    hour_ago = (datetime.now(UTC) - timedelta(hours=1)).timestamp()
    os.utime(path, (hour_ago, hour_ago))

    data = authority.revocation_data()

    assert data.crls[0] != before
    assert data.crls[0] == path.read_bytes()


def test_register_holds_no_personal_number(authority, tmp_path):
    authority.issue_signer(
        SignerRequest(common_name="A", person_id="197001011995031001"), PASSPHRASE
    )

    rows = json.loads((tmp_path / "trust" / "private" / "register.json").read_text())

    assert "197001011995031001" not in json.dumps(rows)
