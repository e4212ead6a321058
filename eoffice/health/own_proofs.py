"""The promises of the house itself: locks, bytes, the audit trail."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.audit.anchors import verify_against_anchors
from eoffice.health.proofs import Promised, ProofOutcome, prove, register_proof
from eoffice.objects.probe import probe
from eoffice.objects.proving import (
    current_lap,
    late_by,
    prove_slice,
    standing_faults,
)
from eoffice.outbox.rounds import Round
from eoffice.outbox.timers import register_periodic
from eoffice.second_copies.keeping import (
    EVERY_S,
    KEEP,
    faulty_copies,
    keep_second_copies,
    waiting_for_a_copy,
)

SLICES = "proof.bytes_slice"  # the timed task, by its name
SLICES_EVERY_S = 300  # a minute while a walk is under way (outbox.timers.GO_ON_S)
LAP_LATE = timedelta(days=2)  # it should take a day at most
NO_TIME = timedelta(0)


def _store() -> ProofOutcome:
    broken = [one for one in probe() if not one.holds]
    return ProofOutcome(faults=[f"{one.code} {one.seen}".rstrip() for one in broken])


def look_at_bytes() -> Round:
    """Do the next slice of the bytes' proof; what it changes is told at once.

    Raises:
        StoreUnavailable: the clock comes back within minutes.
    """
    did = prove_slice(task=SLICES)
    if did.has_news:
        prove("bytes")
    return did.round


def faults_of_bytes() -> list[str]:
    """Return a line for each fault that stands, in the first store and the second."""
    found = [
        f"{one.code} {one.bucket}/{one.key} {one.version_id}"
        for one in standing_faults()
    ]
    found += [
        f"second copy {one.fault} {one.bucket}/{one.stored.key} {one.version_id}"
        for one in faulty_copies()
    ]
    return found


def _bytes() -> ProofOutcome | None:
    """Bytes without a row harm nobody: an act failed on its way; all else does.

    Before the first lap has ended there is nothing to say, unless a fault stands.
    """
    found = faults_of_bytes()
    remarks = [line for line in found if line.startswith("orphan ")]
    faults = [line for line in found if line not in remarks]
    if waiting := waiting_for_a_copy():
        remarks.append(f"late: {waiting} files without a second copy for a day")
    lap = current_lap()
    if lap.ended_at is None and not faults:
        return None
    if lap.is_under_way and lap.began_at and lap.began_at < timezone.now() - LAP_LATE:
        remarks.append(f"late: looking for every file since {lap.began_at.isoformat()}")
    if (late := late_by()) > NO_TIME:
        remarks.append(f"late: reading every file, {late.days + 1} days behind")
    return ProofOutcome(faults=faults, remarks=remarks)


def _trail() -> ProofOutcome:
    findings = verify_against_anchors().findings
    return ProofOutcome(
        faults=[f"{one.code} {one.sequence or one.event_id}" for one in findings]
    )


def register() -> None:
    """Register them."""
    register_periodic(SLICES, SLICES_EVERY_S, look_at_bytes)
    register_periodic(KEEP, EVERY_S, keep_second_copies)
    for name, label, trial in (
        ("store", _("The file store keeps versions, locks and holds"), _store),
        ("bytes", _("Every stored file is there and unchanged"), _bytes),
        ("trail", _("Nobody has changed the audit trail"), _trail),
    ):
        register_proof(Promised(name=name, label=label, trial=trial))
