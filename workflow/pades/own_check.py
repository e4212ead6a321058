"""Our own check of a signed file, before anybody else sees it.

The same verifier the public uses; a file that does not pass is refused, no matter who
made it.
"""

import hashlib
from datetime import datetime

from workflow.pades.errors import BadResult
from workflow.pades.ports import Level, SignedPdf, ToSign
from workflow.verification.judgement import judge
from workflow.verification.policy import Policy
from workflow.verification.verdict import SignatureReport, Verdict, VerdictCode

LEVELS: dict[str, Level] = {
    "B-B": "B-B",
    "B-T": "B-T",
    "B-LT": "B-LT",
    "B-LTA": "B-LTA",
}


def checked(
    pdf: bytes, item: ToSign, policy: Policy, certificate_sha256: str
) -> SignedPdf:
    """Return the facts of a good result; raises `BadResult` for any other.

    Good is: begins with our bytes, exactly our field is signed last, by the
    expected certificate, and the whole file is valid under `policy`.
    """
    # What was initialled and drawn stands untouched; a signature only adds to it.
    if not pdf.startswith(item.pdf):
        raise BadResult(state="prefix_changed")
    verdict = judge(pdf, policy)
    report = _last_signature(verdict)
    # Foreign, for our record does not hold these bytes yet; they are ours once stored.
    if verdict.code is not VerdictCode.VALID_FOREIGN:
        raise BadResult(state=verdict.reason or verdict.code)
    if report.field_name != item.field_name:
        raise BadResult(state="other_field")
    if report.certificate_sha256 != certificate_sha256:
        raise BadResult(state="other_certificate")
    return SignedPdf(
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        level=LEVELS[report.level],
        certificate_sha256=certificate_sha256,
        signer_name=report.signer,
        claimed_at=item.claimed_at,
        trusted_at=_trusted_time(report),
    )


def _last_signature(verdict: Verdict) -> SignatureReport:
    if not verdict.signatures:
        raise BadResult(state=verdict.reason or verdict.code)
    return verdict.signatures[-1]


def _trusted_time(report: SignatureReport) -> datetime | None:
    if not (report.time and report.time_is_trusted):
        return None
    return datetime.fromisoformat(report.time)
