"""One signature under every check of the house.

pyHanko answers the cryptographic questions; the rules it is too kind about
(changed fields, byte gaps, several signer infos) are asked besides.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESIndeterminate as Trouble
from pyhanko.sign.ades.report import AdESSubIndic
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    PdfSignatureStatus,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
)
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator.authority import AuthorityWithCert

from workflow.verification.evidence import ValidationEvidence
from workflow.verification.structure import check_gap, check_single_signer
from workflow.verification.verdict import (
    Check,
    SignatureReport,
    VerdictFinding,
    good,
    iso,
)

# Evidence for later years is added to a signed file by design (PAdES B-LTA).
ALLOWED_CHANGES = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the rest of the file tells about one signature.

    `proofs` are times at which this signature already existed, by stamps over the
    document or by our own record; `archived` says a trusted stamp covers it.
    """

    pdf: bytes
    evidence: ValidationEvidence
    signature_fields: frozenset[str]
    proofs: tuple[datetime, ...] = ()
    is_archived: bool = False


async def examine(
    signature: EmbeddedPdfSignature, around: Surroundings
) -> SignatureReport:
    """Run every check over one signature; raises what pyHanko raises."""
    shape = [check_single_signer(signature), check_gap(around.pdf, signature)]
    stated = _stated_stamp_time(signature)
    # The earliest proof: the signature surely existed then, and ever since.
    best = min((*around.proofs, *([stated] if stated else [])), default=None)
    status = await _validated(signature, around, best)
    stamp = status.timestamp_validity
    is_stamped = bool(stamp and stamp.intact and stamp.valid and stamp.trusted)
    # The stamp lied or is a stranger's, so its time proves nothing: judged without it.
    if stated is not None and not is_stamped:
        best = min(around.proofs, default=None)
        status = await _validated(signature, around, best)
    checks = [
        *shape,
        _check_content(status),
        _check_value(status),
        *_check_certificate(status, best),
        *_check_stamp(status),
        _check_changes(status, around.signature_fields),
        _check_permission(status),
    ]
    return _report(signature, status, checks, _Proof(best, is_stamped, around))


@dataclass(frozen=True, slots=True)
class _Proof:
    best: datetime | None
    is_stamped: bool
    around: Surroundings

    @property
    def level(self) -> str:
        if not self.is_stamped:
            return "B-B"
        if not self.around.evidence.has_embedded_revocation:
            return "B-T"
        return "B-LTA" if self.around.is_archived else "B-LT"


async def _validated(
    signature: EmbeddedPdfSignature, around: Surroundings, best: datetime | None
) -> PdfSignatureStatus:
    evidence = around.evidence
    return await async_validate_pdf_signature(
        signature,
        signer_validation_context=evidence.at(best) if best else evidence.now(),
        ts_validation_context=evidence.now(),
    )


def _stated_stamp_time(signature: EmbeddedPdfSignature) -> datetime | None:
    stamps = extract_tst_data_iter(signature.signer_info, signed=False)
    for stamp in stamps:
        content = stamp["encap_content_info"]["content"].parsed
        moment: datetime = content["gen_time"].native
        return moment
    return None


def _check_content(status: PdfSignatureStatus) -> Check:
    if status.intact:
        return good("content")
    return Check(
        code="content", finding=VerdictFinding.CHANGED, reason="digest_differs"
    )


def _check_value(status: PdfSignatureStatus) -> Check:
    if status.valid:
        return good("signature_value")
    # With other signed bytes pyHanko reports both; the content check leads then.
    return Check(
        code="signature_value", finding=VerdictFinding.NOT_GENUINE, reason="value_wrong"
    )


def _check_certificate(
    status: PdfSignatureStatus, best: datetime | None
) -> list[Check]:
    trouble = status.trust_problem_indic
    # A value that is wrong says nothing about whose certificate stands beside it.
    if not status.valid:
        return []
    if trouble is None and status.trusted:
        return [good("authority"), good("certificate"), good("revocation")]
    # No proof of existence: pyHanko cannot say before or after, so we ask the times.
    if trouble in {Trouble.REVOKED_NO_POE, Trouble.REVOKED_CA_NO_POE}:
        return [good("authority"), _revoked(status, best)]
    if trouble is Trouble.OUT_OF_BOUNDS_NO_POE:
        return [good("authority"), _expired(best)]
    code, finding, reason = _OTHER_TROUBLE.get(
        trouble, ("revocation", VerdictFinding.UNDETERMINED, "revocation_unknown")
    )
    return [Check(code=code, finding=finding, reason=reason)]


_OTHER_TROUBLE: dict[AdESSubIndic | None, tuple[str, VerdictFinding, str]] = {
    Trouble.NO_CERTIFICATE_CHAIN_FOUND: (
        "authority",
        VerdictFinding.NOT_GENUINE,
        "unknown_authority",
    ),
    Trouble.CHAIN_CONSTRAINTS_FAILURE: (
        "certificate",
        VerdictFinding.NOT_GENUINE,
        "certificate_not_for_signing",
    ),
    Trouble.NOT_YET_VALID: (
        "certificate",
        VerdictFinding.NOT_GENUINE,
        "certificate_not_yet_valid",
    ),
    Trouble.CRYPTO_CONSTRAINTS_FAILURE: (
        "algorithm",
        VerdictFinding.NOT_GENUINE,
        "weak_algorithm",
    ),
    Trouble.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: (
        "algorithm",
        VerdictFinding.NOT_GENUINE,
        "weak_algorithm",
    ),
}


def _revoked(status: PdfSignatureStatus, best: datetime | None) -> Check:
    """Revoked before the proven time, or by its own claim, is not genuine."""
    details = status.revocation_details
    since = details.revocation_date if details else None
    claimed = status.signer_reported_dt
    is_after = best or (claimed and since and claimed >= since)
    return Check(
        code="revocation",
        finding=VerdictFinding.NOT_GENUINE if is_after else VerdictFinding.UNDETERMINED,
        reason="revoked" if is_after else "revoked_without_proof_of_time",
        facts={"since": since.isoformat() if since else ""},
    )


def _expired(best: datetime | None) -> Check:
    if best is not None:
        return Check(
            code="certificate",
            finding=VerdictFinding.NOT_GENUINE,
            reason="expired_before",
        )
    return Check(
        code="certificate",
        finding=VerdictFinding.UNDETERMINED,
        reason="expired_without_proof_of_time",
    )


def _check_stamp(status: PdfSignatureStatus) -> list[Check]:
    stamp = status.timestamp_validity
    if stamp is None:
        return []
    if not (stamp.intact and stamp.valid):
        return [
            Check(
                code="time_stamp",
                finding=VerdictFinding.NOT_GENUINE,
                reason="stamp_wrong",
            )
        ]
    if not stamp.trusted:
        return [
            Check(
                code="time_stamp",
                finding=VerdictFinding.NOTED,
                reason="stamp_not_trusted",
            )
        ]
    return [good("time_stamp")]


def _check_changes(
    status: PdfSignatureStatus, signature_fields: frozenset[str]
) -> Check:
    """Only evidence, or other signature fields, may have come later."""
    # What is not covered may say anything, and some viewer will show it.
    if status.coverage in {None, SignatureCoverageLevel.UNCLEAR}:
        return Check(
            code="changes", finding=VerdictFinding.CHANGED, reason="coverage_unclear"
        )
    result = status.diff_result
    if not isinstance(result, DiffResult):
        return Check(
            code="changes", finding=VerdictFinding.CHANGED, reason="other_changes"
        )
    if result.modification_level in ALLOWED_CHANGES:
        return good("changes")
    others = sorted(result.changed_form_fields - signature_fields)
    if result.modification_level is ModificationLevel.FORM_FILLING and not others:
        return good("changes")
    reason = "fields_changed" if others else "annotations_changed"
    return Check(
        code="changes",
        finding=VerdictFinding.CHANGED,
        reason=reason,
        facts={"fields": ", ".join(others)},
    )


def _check_permission(status: PdfSignatureStatus) -> Check:
    if status.docmdp_ok and status.seed_value_ok:
        return good("permission")
    return Check(
        code="permission", finding=VerdictFinding.CHANGED, reason="not_permitted"
    )


def _report(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    checks: list[Check],
    proof: _Proof,
) -> SignatureReport:
    certificate = signature.signer_cert
    stamp = status.timestamp_validity
    time = stamp.timestamp if proof.is_stamped and stamp else status.signer_reported_dt
    return SignatureReport(
        signer=_named(certificate.subject, "common_name"),
        position=_named(certificate.subject, "title"),
        organisation=_named(certificate.subject, "organization_name"),
        authority=_named(certificate.issuer, "common_name"),
        root_kind=_root_kind(status, proof.around.evidence),
        field_name=signature.field_name,
        certificate_sha256=hashlib.sha256(certificate.dump()).hexdigest(),
        time=iso(time),
        claimed=iso(status.signer_reported_dt),
        time_is_trusted=proof.is_stamped,
        level=proof.level,
        checks=checks,
    )


def _named(name: x509.Name, part: str) -> str:
    value = name.native.get(part, "")
    return ", ".join(value) if isinstance(value, list) else str(value)


def _root_kind(status: PdfSignatureStatus, evidence: ValidationEvidence) -> str:
    path = status.validation_path
    if path is None:
        return ""
    root = path.trust_anchor.authority
    if not isinstance(root, AuthorityWithCert):
        return ""
    return evidence.policy.kind_of(root.certificate) or ""
