"""What a verification believes: roots kept apart by kind, and fresh evidence.

Everything is bytes and dates, so a policy crosses a process boundary as it is
(pickle) or as JSON. Nothing is ever fetched while verifying.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal, Self, TypedDict

from asn1crypto import crl, ocsp, x509

RootKind = Literal["own", "bsre", "demo"]
MEGABYTE = 1_048_576
MOST_BYTES = 50 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustRoot:
    """A root certificate (DER) and whose it is; `demo` marks every verdict."""

    kind: RootKind
    certificate: bytes


class PolicyJson(TypedDict):
    """A policy for another process; binary values in base64."""

    version: str
    roots: list[tuple[RootKind, str]]
    intermediates: list[str]
    crls: list[str]
    ocsps: list[str]
    max_bytes: int
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Trust roots, helper certificates, and revocation data (all DER).

    `now` (aware) replaces the clock in tests and in re-checks of a day; `version`
    is part of the cache key of a verdict (SHA-256 + version + day).
    """

    roots: tuple[TrustRoot, ...]
    intermediates: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    max_bytes: int = MOST_BYTES
    version: str = "1"
    now: datetime | None = None

    def moment(self) -> datetime:
        """Return the time of judgement."""
        return self.now or datetime.now(UTC)

    def fresh(self) -> Self:
        """Drop revocation data that is past its own `nextUpdate`: it proves nothing."""
        moment = self.moment()
        return replace(
            self,
            crls=tuple(one for one in self.crls if _crl_holds(one, moment)),
            ocsps=tuple(one for one in self.ocsps if _answer_holds(one, moment)),
        )

    def kind_of(self, root: x509.Certificate) -> RootKind | None:
        """Say which configured root this is, None for a stranger."""
        der = root.dump()
        return next((one.kind for one in self.roots if one.certificate == der), None)

    def to_json(self) -> PolicyJson:
        """Return JSON-able values."""
        return {
            "version": self.version,
            "roots": [(one.kind, _text(one.certificate)) for one in self.roots],
            "intermediates": [_text(one) for one in self.intermediates],
            "crls": [_text(one) for one in self.crls],
            "ocsps": [_text(one) for one in self.ocsps],
            "max_bytes": self.max_bytes,
            "now": self.now.isoformat() if self.now else None,
        }

    @classmethod
    def from_json(cls, values: PolicyJson) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            version=values["version"],
            roots=tuple(
                TrustRoot(kind=kind, certificate=b64decode(text))
                for kind, text in values["roots"]
            ),
            intermediates=tuple(map(b64decode, values["intermediates"])),
            crls=tuple(map(b64decode, values["crls"])),
            ocsps=tuple(map(b64decode, values["ocsps"])),
            max_bytes=values["max_bytes"],
            now=datetime.fromisoformat(values["now"]) if values["now"] else None,
        )


def _text(content: bytes) -> str:
    return b64encode(content).decode()


def _crl_holds(content: bytes, moment: datetime) -> bool:
    ends = crl.CertificateList.load(content)["tbs_cert_list"]["next_update"].native
    # A list without an end never gets old, so its silence proves nothing.
    return ends is not None and ends >= moment


def _answer_holds(content: bytes, moment: datetime) -> bool:
    answer = ocsp.OCSPResponse.load(content)
    if answer["response_status"].native != "successful":
        return False
    ends = [
        single["next_update"].native for single in answer.response_data["responses"]
    ]
    return all(end is not None and end >= moment for end in ends)
