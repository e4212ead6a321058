"""What a certificate is worth at this moment: chain, dates, revocation.

Fails closed: without fresh revocation data the answer is *unknown*, and unknown
does not sign.
"""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from asn1crypto import x509
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.context import ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    NotYetValidError,
    PathError,
    RevokedError,
    ValidationError,
)

from workflow.pades.ports import RevocationData, SignerStatus

# Early enough to ask the authority for a new one before letters have to wait.
EXPIRES_SOON = timedelta(days=30)
# Commitment to content, not mere log-in: PAdES asks it of a signer.
SIGNING_USAGE = {"non_repudiation"}


def load_certificates(ders: Iterable[bytes]) -> list[x509.Certificate]:
    """Parse DER certificates, in order."""
    return [x509.Certificate.load(der) for der in ders]


def status_of(
    certificate: x509.Certificate,
    *,
    chain: Iterable[x509.Certificate],
    roots: Iterable[x509.Certificate],
    revocation: RevocationData,
    now: datetime | None = None,
) -> SignerStatus:
    """Judge `certificate` now: dates first, then path and revocation (RFC 5280)."""
    moment = now or datetime.now(UTC)
    # Asked first, for the plainer word: an expired one fails its path too.
    if not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return SignerStatus.EXPIRED
    context = ValidationContext(
        trust_roots=list(roots),
        other_certs=list(chain),
        crls=list(revocation.crls),
        ocsps=list(revocation.ocsps),
        revocation_mode="require",
        allow_fetching=False,
    )
    failure = _path_failure(certificate, context)
    if failure is not None:
        return failure
    if certificate.not_valid_after - moment < EXPIRES_SOON:
        return SignerStatus.EXPIRES_SOON
    return SignerStatus.ACTIVE


def _path_failure(
    certificate: x509.Certificate, context: ValidationContext
) -> SignerStatus | None:
    validator = CertificateValidator(certificate, validation_context=context)
    try:
        asyncio.run(validator.async_validate_usage(SIGNING_USAGE))
    except RevokedError as error:
        # On hold is not revoked: the authority may give it back (RFC 5280, 5.3.1).
        held = error.reason.native == "certificate_hold"
        return SignerStatus.SUSPENDED if held else SignerStatus.REVOKED
    except (ExpiredError, NotYetValidError):
        return SignerStatus.EXPIRED
    except (PathError, ValidationError):
        return SignerStatus.UNKNOWN
    return None
