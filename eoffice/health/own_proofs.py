"""The promises of the house itself: locks, bytes, the audit trail."""

from django.utils.translation import gettext_lazy as _

from eoffice.audit.anchors import verify_against_anchors
from eoffice.health.proofs import Found, Promised, register_proof
from eoffice.objects.integrity import check_daily
from eoffice.objects.probe import probe


def _store() -> Found:
    broken = [one for one in probe() if not one.holds]
    return Found(faults=[f"{one.code} {one.seen}".rstrip() for one in broken])


def _bytes() -> Found:
    """Bytes without a row harm nobody: an act failed on its way; all else does."""
    faults: list[str] = []
    remarks: list[str] = []
    for one in check_daily().faults:
        line = f"{one.code} {one.bucket}/{one.key} {one.version_id}"
        (remarks if one.code == "orphan" else faults).append(line)
    return Found(faults=faults, remarks=remarks)


def _trail() -> Found:
    findings = verify_against_anchors().findings
    return Found(
        faults=[f"{one.code} {one.sequence or one.event_id}" for one in findings]
    )


def register() -> None:
    """Register them."""
    for name, label, trial in (
        ("store", _("The file store keeps versions, locks and holds"), _store),
        ("bytes", _("Every stored file is there and unchanged"), _bytes),
        ("trail", _("Nobody has changed the audit trail"), _trail),
    ):
        register_proof(Promised(name=name, label=label, trial=trial))
