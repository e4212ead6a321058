"""From bytes to a verdict.

`judge` never raises: whatever a file does to the parsers ends as *cannot be
determined* (pyHanko throws eleven classes of exceptions at hostile files). A file
is as good as its worst signature.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_timestamp

from workflow.verification.appearance import check_appearance
from workflow.verification.evidence import Evidence
from workflow.verification.examination import Surroundings, examine
from workflow.verification.metadata import check_letter_rules
from workflow.verification.policy import Policy
from workflow.verification.reading import Opened, Unreadable, opened
from workflow.verification.recognition import (
    IssuedLetters,
    Recognition,
    recognise,
)
from workflow.verification.structure import check_ending, covered_by
from workflow.verification.verdict import (
    Check,
    Finding,
    SignatureReport,
    Verdict,
    VerdictCode,
    good,
)

logger = logging.getLogger(__name__)
# Every finding is in the verdict; pyHanko would log the names of signers besides.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

Judge = Callable[[bytes, Policy, Recognition | None], Verdict]
PROVEN_BAD = {
    Finding.CHANGED: VerdictCode.CHANGED,
    Finding.NOT_GENUINE: VerdictCode.NOT_GENUINE,
    Finding.UNDETERMINED: VerdictCode.UNDETERMINED,
}


def verify(
    pdf: bytes, policy: Policy, issued: IssuedLetters, *, run: Judge | None = None
) -> Verdict:
    """Recognise `pdf` by hash, then judge it; `run` lets a sandbox do the judging."""
    known = None if len(pdf) > policy.max_bytes else recognise(pdf, issued)
    return (run or judge)(pdf, policy, known)


def judge(pdf: bytes, policy: Policy, known: Recognition | None = None) -> Verdict:
    """Judge `pdf` under `policy`; a plain function for the sandbox, never raises."""
    refused = _refused_unread(pdf, policy)
    if refused:
        return _undetermined(pdf, refused, known)
    reason = "unreadable"
    for strict in (True, False):
        try:
            return asyncio.run(_judged(pdf, policy, known, strict=strict))
        except Unreadable as error:
            reason = error.reason
        except Exception as error:  # noqa: BLE001 - any class at all means: not determined
            logger.info("verification.unreadable", extra={"kind": type(error).__name__})
        except RecursionError:
            break
    return _undetermined(pdf, reason, known)


def _refused_unread(pdf: bytes, policy: Policy) -> str:
    if len(pdf) > policy.max_bytes:
        return "too_large"
    return "" if pdf.startswith(b"%PDF-") else "not_a_pdf"


async def _judged(
    pdf: bytes, policy: Policy, known: Recognition | None, *, strict: bool
) -> Verdict:
    file = opened(pdf, strict=strict)
    if not file.signatures:
        return _without_signature(pdf, file, known, strict=strict)
    evidence = Evidence(policy, file.reader)
    reports = await _examined(pdf, file, evidence, known)
    checks = _whole_file_checks(pdf, file, known)
    code, worst = _concluded([*_all_checks(reports), *checks], known)
    return Verdict(
        code=code,
        sha256=_sha256(pdf),
        reason=worst.reason if worst else "",
        facts=worst.facts if worst else {},
        signatures=reports,
        checks=checks,
        demo=any(one.root_kind == "demo" for one in reports),
        read_leniently=not strict,
        letter=_letter_shown(known),
    )


async def _examined(
    pdf: bytes, file: Opened, evidence: Evidence, known: Recognition | None
) -> list[SignatureReport]:
    stamps = [
        (stamp, moment)
        for stamp in file.stamps
        if (moment := await _archive_time(stamp, evidence)) is not None
    ]
    reports = []
    for signature in file.signatures:
        later = [
            moment
            for stamp, moment in stamps
            if stamp.signed_revision > signature.signed_revision
        ]
        around = Surroundings(
            pdf=pdf,
            evidence=evidence,
            signature_fields=file.signature_fields,
            proofs=(*later, *_own_record(signature, known)),
            is_archived=bool(later),
        )
        reports.append(await examine(signature, around))
    return reports


async def _archive_time(
    stamp: EmbeddedPdfSignature, evidence: Evidence
) -> datetime | None:
    status = await async_validate_pdf_timestamp(stamp, evidence.now())
    holds = status.intact and status.valid and status.trusted
    return status.timestamp if holds else None


def _own_record(
    signature: EmbeddedPdfSignature, known: Recognition | None
) -> tuple[datetime, ...]:
    """Our record proves when the bytes existed, if the signature lies within them."""
    covered = covered_by(signature)
    if known is None or known.issued.stored_at is None or covered is None:
        return ()
    return (known.issued.stored_at,) if covered.end <= known.length else ()


def _whole_file_checks(
    pdf: bytes, file: Opened, known: Recognition | None
) -> list[Check]:
    ends = [
        covered.end
        for one in (*file.signatures, *file.stamps)
        if (covered := covered_by(one)) is not None
    ]
    checks = [_check_removed(file)]
    if known is not None and known.is_whole:
        return [*checks, good("ending"), good("appearance")]
    if ends:
        checks.append(check_ending(pdf, max(ends)))
    first = known.length if known else min(ends, default=len(pdf))
    checks.append(check_appearance(pdf[:first], pdf))
    if known is not None:
        checks.append(check_letter_rules(pdf[:first], pdf))
    return checks


def _check_removed(file: Opened) -> Check:
    if not file.removed:
        return good("signatures_kept")
    return Check(
        code="signatures_kept",
        finding=Finding.CHANGED,
        reason="signature_removed",
        facts={"fields": ", ".join(file.removed)},
    )


def _without_signature(
    pdf: bytes, file: Opened, known: Recognition | None, *, strict: bool
) -> Verdict:
    check = _check_removed(file)
    is_stripped = bool(file.removed) or known is not None
    return Verdict(
        code=VerdictCode.CHANGED if is_stripped else VerdictCode.UNSIGNED,
        sha256=_sha256(pdf),
        reason="signature_removed" if is_stripped else "",
        facts=check.facts,
        checks=[check],
        read_leniently=not strict,
        letter=_letter_shown(known),
    )


def _all_checks(reports: Iterable[SignatureReport]) -> list[Check]:
    return [check for report in reports for check in report.checks]


def _concluded(
    checks: list[Check], known: Recognition | None
) -> tuple[VerdictCode, Check | None]:
    """Weigh all checks; what is exactly in our record needs no fresh evidence."""
    worst = max(checks, key=lambda check: check.finding.weight)
    is_recorded = known is not None and known.is_whole
    excused = is_recorded and worst.finding is Finding.UNDETERMINED
    if worst.finding in PROVEN_BAD and not excused:
        return PROVEN_BAD[worst.finding], worst
    if known is None:
        return VerdictCode.VALID_FOREIGN, None
    if known.issued.superseded_by:
        return VerdictCode.GENUINE_SUPERSEDED, _superseded(known)
    return VerdictCode.GENUINE, None


def _superseded(known: Recognition) -> Check:
    facts = {"by": known.issued.superseded_by}
    return Check(
        code="in_force", finding=Finding.NOTED, reason="superseded", facts=facts
    )


def _undetermined(pdf: bytes, reason: str, known: Recognition | None) -> Verdict:
    return Verdict(
        code=VerdictCode.UNDETERMINED,
        sha256=_sha256(pdf),
        reason=reason,
        letter=_letter_shown(known) if known and known.is_whole else None,
    )


def _letter_shown(known: Recognition | None) -> dict | None:
    return known.issued.letter if known else None


def _sha256(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()
