"""Enrolling a signer: the file is opened and judged once, and kept as it is encrypted.

The passphrase is used for this and forgotten. What is kept signs nothing without it.
Nothing slow happens inside a transaction: the key is tried before.
"""

from collections.abc import Iterable
from uuid import UUID

from asn1crypto import pkcs12 as structure
from asn1crypto import x509
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official
from workflow.pades import trust
from workflow.pades.certificates import load_certificates, status_of
from workflow.pades.errors import SignerNotActive, WrongSecret
from workflow.pades.pkcs12 import Enrolled, enrol
from workflow.pades.ports import Secret, SignerStatus
from workflow.signing.models import SignerCredential
from workflow.signing.signers import keep_credential

MOST_BYTES = 64 * 1024  # a key and its chain take some 5 KB
MOST_ITERATIONS = 1_000_000  # common files have thousands; more would only hold us up


def enrol_certificate(
    *,
    official: Official,
    p12: bytes,
    secret: Secret,
    actor: Actor | None,
    any_name: bool = False,
) -> SignerCredential:
    """Put the official's own certificate in use; the one before is withdrawn.

    It must open, be valid now, lead to a trusted root with fresh revocation data
    (RFC 5280 section 6; unknown is not good), be meant for signing, name the official
    and be nobody else's. `any_name` is the operator's word that the name is theirs.

    Raises:
        Invalid: which of these does not hold; nothing was changed.
        Unavailable: there is no revocation data to judge by.
    """
    enrolled = _opened(p12, secret)
    certificate = x509.Certificate.load(enrolled.certificate)
    _check_status(certificate)
    # Names on certificates are spelled in many ways; an operator vouches for odd ones.
    if not any_name:
        _check_name(certificate, official)
    with transaction.atomic():
        # The person is locked, so that of two enrolments only one ends up in use.
        locked = Official.objects.select_for_update(no_key=True).get(pk=official.pk)
        others = SignerCredential.objects.filter(withdrawn_at__isnull=True)
        if others.filter(certificate=enrolled.certificate).exclude(
            official=locked
        ):  # the same key in two hands proves nothing
            raise _wrong("file", "taken", _("Somebody else uses this certificate."))
        return keep_credential(official=locked, enrolled=enrolled, actor=actor)


@transaction.atomic
def withdraw_certificate(*, actor: Actor, credential_id: UUID) -> SignerCredential:
    """Take one's own certificate out of use; twice is harmless.

    Letters signed with it stay as they are.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    rows = SignerCredential.objects.select_for_update(no_key=True)
    credential = rows.filter(pk=credential_id, official=actor.official).first()
    if credential is None:
        raise NotFound
    if credential.withdrawn_at is None:
        credential.withdrawn_at = timezone.now()
        credential.save(update_fields=["withdrawn_at"])
        trail.record("signer.withdrawn", credential, actor=actor)
    return credential


def _opened(p12: bytes, secret: Secret) -> Enrolled:
    _check_file(p12)
    try:
        return enrol(p12, secret)
    except WrongSecret as error:
        text = _("The secret does not open this file.")
        raise _wrong("secret", error.code, text) from error
    except SignerNotActive as error:
        text = _("This certificate has run out, or its kind of key cannot be used.")
        raise _wrong("file", str(error.state or error.code), text) from error


def _check_file(p12: bytes) -> None:
    try:
        if len(p12) > MOST_BYTES:
            raise ValueError
        costs = list(_iterations(structure.Pfx.load(p12, strict=True)))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        text = _("This is not a PKCS#12 file (.p12 or .pfx).")
        raise _wrong("file", "not_pkcs12", text) from error
    if max(costs, default=0) > MOST_ITERATIONS:
        text = _("This file asks for too much work to be opened.")
        raise _wrong("file", "too_costly", text)


# Read before anything is opened: a file may ask for hours of stretching.
def _iterations(file: structure.Pfx) -> Iterable[int]:
    """Yield how often the file wants the secret stretched, wherever that shows."""
    if file["mac_data"].native is not None:
        yield int(file["mac_data"]["iterations"].native)
    for part in file.authenticated_safe:
        if part["content_type"].native == "encrypted_data":
            info = part["content"]["encrypted_content_info"]
            yield int(info["content_encryption_algorithm"].kdf_iterations)
        elif part["content_type"].native == "data":
            for bag in structure.SafeContents.load(part["content"].native):
                if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                    key = bag["bag_value"].untag()
                    yield int(key["encryption_algorithm"].kdf_iterations)


def _check_status(certificate: x509.Certificate) -> None:
    status = status_of(
        certificate,
        chain=load_certificates(trust.intermediates()),
        roots=load_certificates(root.certificate for root in trust.roots()),
        revocation=trust.revocation(),
    )
    # Unknown is not good: a signature nobody can check later is worth nothing.
    if not status.may_sign:
        raise _wrong("file", str(status), str(status_words(status)))


def status_words(status: SignerStatus) -> str:
    """Return the state of a certificate in plain words."""
    return {
        SignerStatus.ACTIVE: _("The certificate is valid."),
        SignerStatus.EXPIRES_SOON: _("The certificate is valid, but runs out soon."),
        SignerStatus.EXPIRED: _("The certificate has run out."),
        SignerStatus.REVOKED: _("The certificate was revoked by its issuer."),
        SignerStatus.SUSPENDED: _("The certificate is suspended by its issuer."),
        SignerStatus.NOT_REGISTERED: _("You have no certificate in use."),
        SignerStatus.UNKNOWN: _(
            "It cannot be told whether the certificate is valid: its issuer is not"
            " trusted here, or has not told lately which ones it revoked."
        ),
    }[status]


def _check_name(certificate: x509.Certificate, official: Official) -> None:
    """Raise unless the certificate's common name holds every word of the person's."""
    named = certificate.subject.native.get("common_name", "")
    words = set(str(named).casefold().replace(",", " ").replace(".", " ").split())
    wanted = official.name.casefold().replace(",", " ").replace(".", " ").split()
    if not set(wanted) <= words:
        text = _("The certificate names %(named)s, not you.") % {"named": named}
        raise _wrong("file", "other_name", text)


def _wrong(field: str, code: str, text: str) -> Invalid:
    return Invalid([Fault(field=field, code=code, message=text)])
