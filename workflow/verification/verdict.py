"""The shapes of a verdict: codes and facts, no words yet (see `words`)."""

import hashlib
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self


class VerdictCode(StrEnum):
    """What the public is told; the order of the design's table."""

    GENUINE = "genuine"
    GENUINE_SUPERSEDED = "genuine_superseded"
    VALID_FOREIGN = "valid_foreign"
    CHANGED = "changed"
    NOT_GENUINE = "not_genuine"
    UNDETERMINED = "undetermined"
    UNSIGNED = "unsigned"


# In the order of their weight, which is what `weight` reads.
class VerdictFinding(StrEnum):
    """What one check says about the file: its consequence if it stands alone."""

    GOOD = "good"
    NOTED = "noted"
    UNDETERMINED = "undetermined"
    NOT_GENUINE = "not_genuine"
    CHANGED = "changed"

    @property
    def weight(self) -> int:
        """How bad: a file is as good as its worst finding."""
        return list(VerdictFinding).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its stable code, what it found, and why (a reason code)."""

    code: str
    finding: VerdictFinding
    reason: str = ""
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        """Only *good* passes."""
        return self.finding is VerdictFinding.GOOD


def good(code: str, **facts: str) -> Check:
    """Record a check that passed."""
    return Check(code=code, finding=VerdictFinding.GOOD, facts=facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureReport:
    """One signature: who, when, how well proven, and every check of it.

    `time` is an ISO 8601 instant, from a time stamp or else as claimed; `claimed` is
    what the signed bytes say; `level` one of B-B, B-T, B-LT, B-LTA; `root_kind` own |
    bsre | demo, empty when no configured root was reached.
    """

    signer: str
    position: str
    organisation: str
    authority: str
    root_kind: str
    field_name: str
    certificate_sha256: str
    time: str | None
    claimed: str | None
    time_is_trusted: bool
    level: str
    checks: list[Check]

    @property
    def worst(self) -> Check:
        """The check that weighs most."""
        return max(self.checks, key=lambda check: check.finding.weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement over a file; `letter` holds the facts its issuer gave."""

    code: VerdictCode
    sha256: str
    reason: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    signatures: list[SignatureReport] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    demo: bool = False
    letter: dict[str, Any] | None = None

    def consistent(self) -> Self:
        """Leave out of a *changed* file's checks what says that all is as it was.

        Each of them asks about one place only; beside the verdict they would be read
        as its contrary.
        """
        if self.code is not VerdictCode.CHANGED:
            return self
        signatures = [
            replace(one, checks=_without_sameness(one.checks))
            for one in self.signatures
        ]
        return replace(
            self, signatures=signatures, checks=_without_sameness(self.checks)
        )

    def to_json(self) -> dict[str, Any]:
        """Return JSON-able values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        signatures = [
            SignatureReport(**{**one, "checks": _checks(one["checks"])})
            for one in values["signatures"]
        ]
        known = {
            "code": VerdictCode(values["code"]),
            "signatures": signatures,
            "checks": _checks(values["checks"]),
        }
        return cls(**{**values, **known})


SAMENESS = {
    "structure",
    "content",
    "changes",
    "permission",
    "signatures_kept",
    "ending",
    "actions",
    "appearance",
    "our_record",
}


def _without_sameness(checks: list[Check]) -> list[Check]:
    return [one for one in checks if not (one.passed and one.code in SAMENESS)]


def sha256_of(pdf: bytes) -> str:
    """Return the hash a verdict carries, lower-case hex."""
    return hashlib.sha256(pdf).hexdigest()


def undetermined(pdf: bytes, reason: str) -> Verdict:
    """Say that `pdf` could not be judged, and why."""
    return Verdict(code=VerdictCode.UNDETERMINED, sha256=sha256_of(pdf), reason=reason)


def _checks(values: list[dict[str, Any]]) -> list[Check]:
    return [
        Check(**{**one, "finding": VerdictFinding(one["finding"])}) for one in values
    ]


def iso(moment: datetime | None) -> str | None:
    """Write an instant for a report."""
    return moment.isoformat() if moment else None
