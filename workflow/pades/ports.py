"""Ports of signing: the shapes every signer and every stamp has.

Three kinds of signer hide behind `SigningService`: a key in reach (PKCS#12,
PKCS#11), a digest sent out, a whole file sent out (BSrE). Callers use one path
for all of them and never call it inside a transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Literal, NoReturn, Protocol, Self

from workflow.pades.errors import SigningError

SignerKind = Literal["pkcs12", "pkcs11", "bsre", "demo"]
Level = Literal["B-B", "B-T", "B-LT", "B-LTA"]


class SignerStatus(StrEnum):
    """Whether a signer's certificate may sign at this moment."""

    ACTIVE = "active"
    EXPIRES_SOON = "expires_soon"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    NOT_REGISTERED = "not_registered"
    UNKNOWN = "unknown"

    @property
    def may_sign(self) -> bool:
        """Only a known good state signs; *unknown* is not *good*."""
        return self in {SignerStatus.ACTIVE, SignerStatus.EXPIRES_SOON}


class Secret:
    """A passphrase, PIN or code: hidden in every text, wiped after the act.

    It refuses to be pickled or copied, so it cannot disposition into a queue or a
    cache.
    """

    __slots__ = ("_held",)

    def __init__(self, value: str | bytes) -> None:
        """Take `value` (text is encoded as UTF-8) into wipeable memory."""
        raw = value.encode() if isinstance(value, str) else value
        self._held = bytearray(raw)

    def reveal(self) -> bytes:
        """Return the secret for one call; raises `ValueError` once wiped."""
        if not self._held:
            raise ValueError("the secret was wiped")
        return bytes(self._held)

    def wipe(self) -> None:
        """Overwrite and forget the secret; harmless when done twice."""
        for place in range(len(self._held)):
            self._held[place] = 0
        self._held.clear()

    def __repr__(self) -> str:
        return "<Secret: hidden>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret lives in memory for one act and is never stored")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.wipe()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerRef:
    """Who signs: our own id, and what an outer gateway knows the person by."""

    id: str
    nik: str | None = field(default=None, repr=False)
    email: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToSign:
    """One file to sign.

    `pdf` is final: rendered, checked, ending in one line end after `%%EOF`.
    `claimed_at` (aware) becomes /M. `certify` makes it a certification with
    P=2: right for the first signature of a letter, impossible for later ones.
    """

    key: str
    pdf: bytes = field(repr=False)
    claimed_at: datetime
    field_name: str = "TandaTangan1"
    readable_name: str = "Tanda tangan elektronik"
    reason: str | None = None
    location: str | None = None
    certify: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedPdf:
    """A signed file that passed our own check.

    `sha256` and `certificate_sha256` are lower-case hex; `trusted_at` is the
    time-stamp's time, None at level B-B.
    """

    pdf: bytes = field(repr=False)
    sha256: str
    level: Level
    certificate_sha256: str
    signer_name: str
    claimed_at: datetime
    trusted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignResult:
    """The outcome for one file: exactly one of `signed` and `error` is set."""

    key: str
    signed: SignedPdf | None = None
    error: SigningError | None = None

    def require(self) -> SignedPdf:
        """Return the signed file or raise this item's error."""
        if self.signed is None:
            raise self.error or SigningError()
        return self.signed


class SigningSession(Protocol):
    """An opened signer: one secret, one worker, forgotten on exit."""

    def sign(self, items: Sequence[ToSign]) -> Iterator[SignResult]:
        """Yield one result per item, in order; stop at once on a refused secret."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class SigningService(Protocol):
    """A signer of any kind. Never called inside a transaction."""

    kind: SignerKind

    def status(self, who: SignerRef) -> SignerStatus:
        """Say whether the certificate of `who` may sign now."""
        ...

    def open(self, who: SignerRef, secret: Secret) -> SigningSession:
        """Unlock; raises `WrongSecret`, `SignerNotActive` or `Unavailable`."""
        ...


class TimestampService(Protocol):
    """A time-stamp authority (RFC 3161)."""

    def stamp(self, digest: bytes, algorithm: str) -> bytes:
        """Return the DER time-stamp token over `digest` made by `algorithm`.

        Raises `Unavailable` when no usable answer came in time.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationData:
    """What is known of revocations now: DER of CRLs and OCSP answers."""

    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()


RevocationSource = Callable[[], RevocationData]
"""Gives fresh revocation data; raises `Unavailable` when it cannot."""
