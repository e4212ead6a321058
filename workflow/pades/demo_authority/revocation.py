"""CRLs (RFC 5280, section 5) and OCSP answers (RFC 6960) of the demo authority."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509 import ocsp

from workflow.pades.demo_authority.certificates import Issuer
from workflow.pades.demo_authority.state import IssuedEntry

ANSWER_LIFE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokedCertificate:
    """One line of a CRL."""

    serial: int
    at: datetime
    reason: str | None


def build_crl(
    issuer: Issuer, revoked: Iterable[RevokedCertificate], life: timedelta
) -> bytes:
    """Return a DER CRL issued now; a negative `life` makes a stale one."""
    now = datetime.now(UTC)
    starts = now if life > timedelta() else now + 2 * life
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(starts)
        .next_update(now + life)
        .add_extension(x509.CRLNumber(int(now.timestamp() * 1_000)), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()),
            critical=False,
        )
    )
    for line in revoked:
        builder = builder.add_revoked_certificate(_line(line))
    crl = builder.sign(issuer.key, hashes.SHA256())
    return crl.public_bytes(serialization.Encoding.DER)


def _line(line: RevokedCertificate) -> x509.RevokedCertificate:
    return (
        x509.RevokedCertificateBuilder()
        .serial_number(line.serial)
        .revocation_date(line.at)
        .add_extension(x509.CRLReason(_reason(line.reason)), critical=False)
        .build()
    )


def _reason(name: str | None) -> x509.ReasonFlags:
    return x509.ReasonFlags(name or "unspecified")


def build_ocsp_answer(
    request: bytes,
    *,
    issuer: x509.Certificate,
    responder: Issuer,
    entries: Mapping[int, IssuedEntry],
) -> bytes:
    """Answer one OCSP request; a request that cannot be read gets *malformed*."""
    try:
        asked = ocsp.load_der_ocsp_request(request)
        serial, algorithm = asked.serial_number, asked.hash_algorithm
        is_ours = _names_issuer(asked, issuer)
    except ValueError:
        return _refusal(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
    # We know nothing of another issuer's serials, and "unknown" would be an answer.
    if not is_ours:
        return _refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    now = datetime.now(UTC)
    entry = entries.get(serial)
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        issuer_name_hash=asked.issuer_name_hash,
        issuer_key_hash=asked.issuer_key_hash,
        serial_number=serial,
        algorithm=algorithm,
        cert_status=_status(entry),
        this_update=now,
        next_update=now + ANSWER_LIFE,
        revocation_time=entry.revoked_at if entry else None,
        revocation_reason=(
            _reason(entry.reason) if entry and entry.revoked_at else None
        ),
    )
    builder = builder.responder_id(
        ocsp.OCSPResponderEncoding.HASH, responder.certificate
    ).certificates([responder.certificate])
    return builder.sign(responder.key, hashes.SHA256()).public_bytes(
        serialization.Encoding.DER
    )


def _names_issuer(asked: ocsp.OCSPRequest, issuer: x509.Certificate) -> bool:
    digest = hashes.Hash(asked.hash_algorithm)
    digest.update(issuer.subject.public_bytes())
    return digest.finalize() == asked.issuer_name_hash


def _status(entry: IssuedEntry | None) -> ocsp.OCSPCertStatus:
    if entry is None:
        return ocsp.OCSPCertStatus.UNKNOWN
    if entry.revoked_at is not None:
        return ocsp.OCSPCertStatus.REVOKED
    return ocsp.OCSPCertStatus.GOOD


def _refusal(status: ocsp.OCSPResponseStatus) -> bytes:
    answer = ocsp.OCSPResponseBuilder.build_unsuccessful(status)
    return answer.public_bytes(serialization.Encoding.DER)
