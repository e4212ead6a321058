"""From bytes to a verdict.

`judge` never raises: whatever a file does to the parsers ends as *cannot be
determined* (pyHanko throws eleven classes of exceptions at hostile files). A file
is as good as its worst signature. What we hold ourselves is known by its bytes, and
the record decides (`ours`); only strangers' files are judged by what they say.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_timestamp

from workflow.verification import ours
from workflow.verification.actions import check_new_actions
from workflow.verification.appearance import check_appearance
from workflow.verification.evidence import ValidationEvidence
from workflow.verification.examination import Surroundings, examine
from workflow.verification.opening import Opened, Unreadable, opened
from workflow.verification.policy import Policy
from workflow.verification.recognition import IssuedLetters, Recognition, recognise
from workflow.verification.structure import check_ending, covered_by
from workflow.verification.verdict import (
    Check,
    SignatureReport,
    Verdict,
    VerdictCode,
    VerdictFinding,
    good,
    sha256_of,
    undetermined,
)

logger = logging.getLogger(__name__)
# Every finding is in the verdict; pyHanko would log the names of signers besides.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

Judge = Callable[[bytes, Policy, Recognition | None], Verdict]
PROVEN_BAD = {
    VerdictFinding.CHANGED: VerdictCode.CHANGED,
    VerdictFinding.NOT_GENUINE: VerdictCode.NOT_GENUINE,
    VerdictFinding.UNDETERMINED: VerdictCode.UNDETERMINED,
}
LENIENT = Check(code="rules", finding=VerdictFinding.NOTED, reason="read_leniently")


def verify(
    pdf: bytes, policy: Policy, issued: IssuedLetters, *, run: Judge | None = None
) -> Verdict:
    """Recognise `pdf` by hash, then judge it; `run` lets a sandbox do the judging."""
    # What is too large is refused unread, so it is not hashed for nothing either.
    known = None if len(pdf) > policy.max_bytes else recognise(pdf, issued)
    verdict = ours.as_recorded((run or judge)(pdf, policy, known), pdf, known)
    if known is None:
        verdict = ours.unless_copied(verdict, issued)
    return verdict.consistent()


def judge(pdf: bytes, policy: Policy, known: Recognition | None = None) -> Verdict:
    """Judge `pdf` under `policy`; a plain function for the sandbox, never raises.

    Of a file that begins with a version of ours, that beginning alone is judged.
    """
    if known is None:
        return _judged(pdf, policy, None)
    verdict = _judged(pdf[: known.length], policy, known.issued.stored_at)
    if known.is_whole:
        return ours.concluded(verdict, pdf, known)
    where = ours.added_where(pdf, known.length)
    return ours.concluded(verdict, pdf, known, where)


def _judged(pdf: bytes, policy: Policy, stored_at: datetime | None) -> Verdict:
    refused = _refused_unread(pdf, policy)
    if refused:
        return undetermined(pdf, refused)
    reason = "unreadable"
    for strict in (True, False):
        try:
            return asyncio.run(_read(pdf, policy, stored_at, strict=strict))
        except Unreadable as error:
            reason = error.reason
        except Exception as error:  # noqa: BLE001 - any class at all means: not determined
            logger.info("verification.unreadable", extra={"kind": type(error).__name__})
        except RecursionError:
            break
    return undetermined(pdf, reason)


def _refused_unread(pdf: bytes, policy: Policy) -> str:
    if len(pdf) > policy.max_bytes:
        return "too_large"
    return "" if pdf.startswith(b"%PDF-") else "not_a_pdf"


async def _read(
    pdf: bytes, policy: Policy, stored_at: datetime | None, *, strict: bool
) -> Verdict:
    file = opened(pdf, strict=strict)
    if not file.signatures:
        return _without_signature(pdf, file, strict=strict)
    evidence = ValidationEvidence(policy, file.reader)
    reports = await _examined(pdf, file, evidence, stored_at)
    checks = _whole_file_checks(pdf, file)
    checks = checks if strict else [*checks, LENIENT]
    worst = max(
        [*_all_checks(reports), *checks], key=lambda check: check.finding.weight
    )
    is_bad = worst.finding in PROVEN_BAD
    return Verdict(
        code=PROVEN_BAD.get(worst.finding, VerdictCode.VALID_FOREIGN),
        sha256=sha256_of(pdf),
        reason=worst.reason if is_bad else "",
        facts=worst.facts if is_bad else {},
        signatures=reports,
        checks=checks,
        demo=any(one.root_kind == "demo" for one in reports),
    )


async def _examined(
    pdf: bytes, file: Opened, evidence: ValidationEvidence, stored_at: datetime | None
) -> list[SignatureReport]:
    """Examine each signature; our record (`stored_at`) proves when the bytes were."""
    stamps = [
        (stamp, moment)
        for stamp in file.stamps
        if (moment := await _archive_time(stamp, evidence)) is not None
    ]
    own = () if stored_at is None else (stored_at,)
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
            proofs=(*later, *own),
            is_archived=bool(later),
        )
        reports.append(await examine(signature, around))
    return reports


async def _archive_time(
    stamp: EmbeddedPdfSignature, evidence: ValidationEvidence
) -> datetime | None:
    status = await async_validate_pdf_timestamp(stamp, evidence.now())
    holds = status.intact and status.valid and status.trusted
    return status.timestamp if holds else None


def _whole_file_checks(pdf: bytes, file: Opened) -> list[Check]:
    found = (*file.signatures, *file.stamps)
    ends = [part.end for one in found if (part := covered_by(one)) is not None]
    checks = [_check_removed(file), check_new_actions(file.reader, found)]
    if ends:
        last = max(one.signed_revision for one in found)
        later = file.reader.xrefs.total_revisions - 1 - last
        checks.append(check_ending(pdf, max(ends), later))
    checks.append(check_appearance(pdf[: min(ends, default=len(pdf))], pdf))
    return checks


def _check_removed(file: Opened) -> Check:
    if not file.removed:
        return good("signatures_kept")
    return Check(
        code="signatures_kept",
        finding=VerdictFinding.CHANGED,
        reason="signature_removed",
        facts={"fields": ", ".join(file.removed)},
    )


def _without_signature(pdf: bytes, file: Opened, *, strict: bool) -> Verdict:
    check = _check_removed(file)
    return Verdict(
        # A stripped letter must not pass for one that nobody ever signed.
        code=VerdictCode.CHANGED if file.removed else VerdictCode.UNSIGNED,
        sha256=sha256_of(pdf),
        reason=check.reason,
        facts=check.facts,
        checks=[check] if strict else [check, LENIENT],
    )


def _all_checks(reports: Iterable[SignatureReport]) -> list[Check]:
    return [check for report in reports for check in report.checks]
