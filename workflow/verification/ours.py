"""What our own record says of a file: it decides, and no parser does.

A file that is byte for byte a version we hold is *genuine*. One that begins with such
a version and goes on is our letter *with something added*: changed, whatever the rest
may show in one viewer or another. A copy signed by an act of ours that is neither is
an altered copy.
"""

from dataclasses import replace
from datetime import datetime

import pypdfium2

from workflow.verification.appearance import check_appearance
from workflow.verification.recognition import IssuedLetters, Recognition, SigningAct
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

VALID = {VerdictCode.VALID_FOREIGN, VerdictCode.UNDETERMINED}
GENUINE = {VerdictCode.GENUINE, VerdictCode.GENUINE_SUPERSEDED}
# Each is part of one query; a hostile file may carry thousands.
MOST_ACTS = 16
WHERE = {
    "page_looks_different": "added_to_ours_page",
    "page_count": "added_to_ours_pages",
}


def concluded(
    verdict: Verdict, pdf: bytes, known: Recognition, where: Check | None = None
) -> Verdict:
    """Turn the verdict over the version we hold into the one over the file.

    `where` says what the addition changed to the eye, if that could be told. Proof
    against a version of ours (a certificate revoked before) stands as it is.
    """
    letter = known.issued.letter
    if not known.is_whole:
        return _with_addition(verdict, pdf, known, where or added(pdf, known.length))
    # Our own bytes, and still proof against them: a certificate revoked before.
    if verdict.code not in VALID:
        return replace(verdict, letter=letter)
    by = known.issued.superseded_by
    return replace(
        verdict,
        code=VerdictCode.GENUINE_SUPERSEDED if by else VerdictCode.GENUINE,
        reason="superseded" if by else "",
        facts={"by": by} if by else {},
        checks=[good("our_record"), *verdict.checks],
        letter=letter,
    )


def as_recorded(verdict: Verdict, pdf: bytes, known: Recognition | None) -> Verdict:
    """Take from the person who read the file what only the record can say.

    The file may have broken into the process that read it: a verdict from there never
    makes genuine what we do not hold, hides no addition and names no letter.
    """
    if known is None and verdict.code in GENUINE:
        verdict = undetermined(pdf, "unreadable")
    elif known and not known.is_whole and verdict.code is not VerdictCode.CHANGED:
        verdict = concluded(undetermined(pdf, "unreadable"), pdf, known)
    letter = known.issued.letter if known else None
    return replace(verdict, sha256=sha256_of(pdf), letter=letter)


def added(pdf: bytes, length: int) -> Check:
    """Say how much stands after the `length` bytes that are ours."""
    facts = {"size": str(len(pdf) - length)}
    return Check(
        code="our_record",
        finding=VerdictFinding.CHANGED,
        reason="added_to_ours",
        facts=facts,
    )


def added_where(pdf: bytes, length: int) -> Check:
    """Say where our viewer shows the addition; others may show it elsewhere."""
    try:
        seen = check_appearance(pdf[:length], pdf)
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return added(pdf, length)
    plain = added(pdf, length)
    if seen.reason not in WHERE:
        return plain
    facts = {**plain.facts, **seen.facts}
    return replace(plain, reason=WHERE[seen.reason], facts=facts)


def _with_addition(
    verdict: Verdict, pdf: bytes, known: Recognition, where: Check
) -> Verdict:
    return replace(
        verdict,
        code=VerdictCode.CHANGED,
        sha256=sha256_of(pdf),
        reason=where.reason,
        facts=where.facts,
        checks=[where, *verdict.checks],
        letter=known.issued.letter,
    )


def unless_copied(verdict: Verdict, issued: IssuedLetters) -> Verdict:
    """Find out whether a file we do not hold carries a signature that we made.

    Only what was truly signed is asked for, so that nobody can look for letters by
    guessing. Whatever differs (the room of /Contents is under no signature), it is
    not the file we issued.
    """
    acts = [act for one in verdict.signatures if (act := _act(one)) is not None]
    copied = issued.by_acts(acts[:MOST_ACTS]) if acts else None
    if copied is None:
        return verdict
    told = replace(verdict, letter=copied.letter or None)
    if verdict.code is not VerdictCode.VALID_FOREIGN:
        return told
    check = Check(
        code="our_record", finding=VerdictFinding.CHANGED, reason="altered_copy"
    )
    return replace(
        told,
        code=VerdictCode.CHANGED,
        reason=check.reason,
        checks=[check, *verdict.checks],
    )


def _act(report: SignatureReport) -> SigningAct | None:
    passed = {check.code for check in report.checks if check.passed}
    # Only proven acts are looked up: a forged time would let anybody ask for letters.
    if report.claimed is None or not {"content", "signature_value"} <= passed:
        return None
    return SigningAct(
        certificate_sha256=report.certificate_sha256,
        claimed_at=datetime.fromisoformat(report.claimed),
    )
