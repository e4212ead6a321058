"""What proves an issued letter: signatures, their certificates and times."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from workflow.letters.models import Letter
from workflow.signing.models import Signature, SignerCredential


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """A signer's certificate in words."""

    subject: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_to: datetime
    sha256: str


def signatures_of(letter: Letter) -> list[Signature]:
    """Return the revisions of the signed bytes, oldest first."""
    rows = letter.signatures.select_related("official", "position", "stored")
    return list(rows.order_by("created_at"))


def certificate_of(signature: Signature) -> CertificateFacts | None:
    """Return the certificate that made the signature, where we keep it."""
    credentials = SignerCredential.objects.filter(official=signature.official_id)
    # By hash and not by the one in use: old letters were signed with earlier ones.
    for credential in credentials.only("certificate"):
        der = bytes(credential.certificate)
        if hashlib.sha256(der).hexdigest() == signature.certificate_sha256:
            return _facts(der)
    return None


def _facts(der: bytes) -> CertificateFacts:
    certificate = x509.load_der_x509_certificate(der)
    return CertificateFacts(
        subject=certificate.subject.rfc4514_string(),
        issuer=certificate.issuer.rfc4514_string(),
        serial=f"{certificate.serial_number:x}",
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        sha256=hashlib.sha256(der).hexdigest(),
    )
