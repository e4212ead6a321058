"""The signer whose key is in reach: an encrypted PKCS#12 and its passphrase.

Before the first signature of a session the certificate is judged (dates, chain,
revocation; unknown does not sign); after every signature our own verifier judges
the result. Nothing leaves that did not pass.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from asn1crypto import x509

from workflow.pades.certificates import load_certificates, status_of
from workflow.pades.errors import BadResult, SignerNotActive, SigningError, Unavailable
from workflow.pades.key_file import checked_wholly, unlocked
from workflow.pades.loaded_key import LoadedKeySigner
from workflow.pades.own_check import checked
from workflow.pades.ports import (
    RevocationSource,
    Secret,
    SignedPdf,
    SignerKind,
    SignerRef,
    SignerStatus,
    SigningSession,
    SignResult,
    TimestampService,
    ToSign,
)
from workflow.pades.preparation import write_signature
from workflow.verification.policy import Policy, TrustRoot


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """What is kept of a signer: the encrypted PKCS#12 and its certificate (DER)."""

    p12: bytes
    certificate: bytes


Enrolment = Callable[[SignerRef], Enrolled | None]
"""Finds what is kept of a signer; None when nobody is registered by that name."""


class Pkcs12SigningService:
    """Signs with a local key; time-stamps when `timestamps` answers in time."""

    kind: SignerKind = "pkcs12"

    def __init__(
        self,
        *,
        enrolment: Enrolment,
        roots: Sequence[TrustRoot],
        intermediates: Sequence[bytes],
        revocation: RevocationSource,
        timestamps: TimestampService | None = None,
    ) -> None:
        """Take collaborators; `roots` and `intermediates` as for verification."""
        self._enrolment = enrolment
        self._roots = tuple(roots)
        self._intermediates = tuple(intermediates)
        self._revocation = revocation
        self._timestamps = timestamps

    def status(self, who: SignerRef) -> SignerStatus:
        """Judge the certificate of `who` now; *unknown* when the evidence is away."""
        enrolled = self._enrolment(who)
        if enrolled is None:
            return SignerStatus.NOT_REGISTERED
        try:
            return self._judge(x509.Certificate.load(enrolled.certificate))
        except Unavailable:
            return SignerStatus.UNKNOWN

    def open(self, who: SignerRef, secret: Secret) -> SigningSession:
        """Unlock the key of `who`; the secret is wiped before this returns.

        Raises `WrongSecret`, `SignerNotActive` (state: why) or `Unavailable`.
        """
        with secret:
            enrolled = self._enrolment(who)
            if enrolled is None:
                raise SignerNotActive(state=SignerStatus.NOT_REGISTERED)
            key, certificate = unlocked(enrolled.p12, enrolled.certificate, secret)
        self._require_active(certificate)
        signer = LoadedKeySigner(
            key=key,
            certificate=certificate,
            chain=self._chain(),
            timestamps=self._timestamps,
        )
        return Pkcs12Session(signer, self._policy)

    def _require_active(self, certificate: x509.Certificate) -> None:
        status = self._judge(certificate)
        if status is SignerStatus.UNKNOWN:
            raise Unavailable(state="revocation_unknown")
        if not status.may_sign:
            raise SignerNotActive(state=status)

    def _judge(self, certificate: x509.Certificate) -> SignerStatus:
        return status_of(
            certificate,
            chain=load_certificates(self._intermediates),
            roots=load_certificates(root.certificate for root in self._roots),
            revocation=self._revocation(),
        )

    def _chain(self) -> list[x509.Certificate]:
        roots = [root.certificate for root in self._roots]
        return load_certificates(dict.fromkeys([*self._intermediates, *roots]))

    def _policy(self) -> Policy:
        data = self._revocation()
        return Policy(
            roots=self._roots,
            intermediates=self._intermediates,
            crls=data.crls,
            ocsps=data.ocsps,
        )


class Pkcs12Session:
    """One unlocked key; forgotten on exit."""

    def __init__(self, signer: LoadedKeySigner, policy: Callable[[], Policy]) -> None:
        """Use `signer`; `policy` is what the own check believes."""
        self._signer = signer
        self._policy = policy

    def sign(self, items: Sequence[ToSign]) -> Iterator[SignResult]:
        """Yield one result per item; an item that fails does not stop the others."""
        # Once for all items: the lists do not change between letters of one session.
        policy = self._policy()
        for item in items:
            try:
                yield SignResult(key=item.key, signed=self._signed(item, policy))
            except SigningError as error:
                yield SignResult(key=item.key, error=error)

    def _signed(self, item: ToSign, policy: Policy) -> SignedPdf:
        pdf = write_signature(item, self._signer)
        return checked(pdf, item, policy, self._certificate_sha256())

    def _certificate_sha256(self) -> str:
        certificate = self._signer.signing_cert
        if certificate is None:
            raise BadResult(state="no_certificate")
        return hashlib.sha256(certificate.dump()).hexdigest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._signer.forget()


def enrol(p12: bytes, secret: Secret, *, now: datetime | None = None) -> Enrolled:
    """Check a PKCS#12 once before it is kept: opens, has key and certificate.

    Raises `WrongSecret`, or `SignerNotActive` for an expired or unusable one.
    """
    with secret:
        _, certificate = checked_wholly(p12, secret)
    if certificate.not_valid_after < (now or datetime.now(UTC)):
        raise SignerNotActive(state=SignerStatus.EXPIRED)
    return Enrolled(p12=p12, certificate=certificate.dump())
