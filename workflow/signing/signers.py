"""The signer of this installation: adapters chosen and fed from the database."""

import hashlib
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from cryptography import x509
from django.db import transaction
from django.utils import timezone

from eoffice.audit import trail
from eoffice.environment import environment
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official
from workflow.pades import trust
from workflow.pades.demo_authority import DemoAuthority
from workflow.pades.pkcs12 import Enrolled, Pkcs12SigningService
from workflow.pades.ports import SignerRef, SigningService, TimestampService
from workflow.pades.timestamping import HttpTimestampService
from workflow.signing.models import SignerCredential


def credential_of(official_id: UUID) -> SignerCredential | None:
    """Return the official's certificate in use, or nothing."""
    return SignerCredential.objects.filter(
        official_id=official_id, withdrawn_at__isnull=True
    ).first()


def _enrolment(who: SignerRef) -> Enrolled | None:
    credential = credential_of(UUID(who.id))
    if credential is None or credential.pkcs12 is None:
        return None
    return Enrolled(p12=credential.pkcs12, certificate=bytes(credential.certificate))


# Without a stamp a signature proves its time only by our clock (RFC 3161).
def _timestamps() -> TimestampService | None:
    """Return the configured authority; the demo's stamps in process without one."""
    url = environment().TSA_URL
    if url:
        return HttpTimestampService(url=url)
    if environment().SIGNATURE_AUTHORITY == "demo":
        authority = DemoAuthority(Path(environment().TRUST_DIR)).time_stamps()
        return replace(authority, clock=timezone.now)
    return None


def signing_service() -> SigningService:
    """Return the signer for local certificates, time-stamped where there is a TSA."""
    return Pkcs12SigningService(
        enrolment=_enrolment,
        roots=trust.roots(),
        intermediates=trust.intermediates(),
        revocation=trust.revocation,
        timestamps=_timestamps(),
    )


@transaction.atomic
def keep_credential(
    *, official: Official, enrolled: Enrolled, actor: Actor | None
) -> SignerCredential:
    """Put a checked certificate in use for the official; withdraw the one before."""
    certificate = x509.load_der_x509_certificate(enrolled.certificate)
    # Withdrawn and not deleted: letters signed with it are proven by it for years.
    earlier = SignerCredential.objects.select_for_update(no_key=True).filter(
        official=official, withdrawn_at__isnull=True
    )
    earlier.update(withdrawn_at=timezone.now())
    credential = SignerCredential.objects.create(
        official=official,
        pkcs12=enrolled.p12,
        certificate=enrolled.certificate,
        serial=str(certificate.serial_number),
        is_demo=environment().SIGNATURE_AUTHORITY == "demo",
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
    )
    digest = hashlib.sha256(enrolled.certificate).hexdigest()
    trail.record("signer.enrolled", credential, actor=actor, certificate_sha256=digest)
    return credential
