"""Proofs: promises that the house tries out by itself every day, and keeps the result.

A service that does not answer is the watch's business; here stands what is worse: a
store that lets go of locked bytes, a file that is not what it was, an audit trail that
somebody touched. A proof that breaks is told to the administrators once, shown on
`/pengaturan/antrean/` and in the details of `/readyz`, until it holds again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from eoffice.audit import trail
from eoffice.errors import NotFound
from eoffice.health.models import Proof
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.outbox.timers import register_periodic, run_soon

TRY_EVERY_S = 3600  # the clock's turn; a trial that could not be made comes again soon
DAILY = timedelta(hours=23)
FINDINGS_KEPT = 50
BROKEN = "proof.broken"
HOLDS_AGAIN = "proof.holds_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofOutcome:
    """What a trial saw: `faults` break the promise, `remarks` only want looking at.

    Both are lines of codes and ids, never content.
    """

    faults: Sequence[str] = ()
    remarks: Sequence[str] = ()


#: Nothing: it was not looked at enough yet to say either.
Trial = Callable[[], ProofOutcome | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A promise, and how it is tried."""

    name: str
    label: str | Promise
    trial: Trial


_promises: dict[str, Promised] = {}


def register_proof(promised: Promised) -> None:
    """Have a promise tried daily; the same name replaces it."""
    _promises[promised.name] = promised
    register_periodic(
        f"proof.{promised.name}", TRY_EVERY_S, partial(prove_when_due, promised.name)
    )


def promises() -> list[Promised]:
    """Return all promises by name."""
    return [_promises[name] for name in sorted(_promises)]


def prove_when_due(name: str) -> bool:
    """Try a promise that was not tried for a day; tell whether it was tried.

    Raises:
        ServiceDown: it could not be tried; the clock comes back within the hour.
    """
    last = Proof.objects.filter(pk=name).first()
    if last and last.proved_at and last.proved_at > timezone.now() - DAILY:
        return False
    return prove(name) is not None


def prove(name: str) -> Proof | None:
    """Try a promise now and keep what was found, if the trial can say already."""
    found = _promises[name].trial()
    return None if found is None else keep(name, found)


@transaction.atomic
def keep(name: str, found: ProofOutcome) -> Proof:
    """Keep the outcome; the moment a promise breaks is told, and is in the trail."""
    Proof.objects.get_or_create(name=name)
    proof = Proof.objects.select_for_update(no_key=True).get(pk=name)
    now = timezone.now()
    breaks = bool(found.faults) and proof.broken_since is None
    mends = not found.faults and proof.broken_since is not None
    proof.proved_at = now
    proof.faults, proof.remarks = len(found.faults), len(found.remarks)
    proof.findings = [*found.faults, *found.remarks][:FINDINGS_KEPT]
    proof.broken_since = (proof.broken_since or now) if found.faults else None
    proof.save()
    if breaks:
        trail.record(BROKEN, proof, actor=None, faults=proof.faults)
        events.add(BROKEN, proof=name)
    if mends:
        trail.record(HOLDS_AGAIN, proof, actor=None)
        events.add(HOLDS_AGAIN, proof=name)
    return proof


@transaction.atomic
def ask_again(*, actor: Actor | None, name: str) -> Proof:
    """Have a promise tried at the clock's next turn; twice is harmless.

    Raises:
        NotFound: not an administrator, or no such promise.
    """
    access.require_administrator(actor)
    if name not in _promises:
        raise NotFound
    Proof.objects.get_or_create(name=name)
    proof = Proof.objects.select_for_update(no_key=True).get(pk=name)
    proof.proved_at = None
    proof.save(update_fields=["proved_at"])
    run_soon(f"proof.{name}")
    trail.record("proof.asked", proof, actor=actor)
    return proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A promise and what is known of it."""

    promised: Promised
    proof: Proof

    @property
    def state(self) -> str:
        """Return `broken`, `sound` or, before its first trial, `unknown`."""
        if self.proof.broken_since is not None:
            return "broken"
        return "sound" if self.proof.proved_at else "unknown"


def shown_proofs() -> list[Shown]:
    """Return every promise with its last proof (one query)."""
    rows = Proof.objects.in_bulk()
    return [
        Shown(promised=one, proof=rows.get(one.name) or Proof(name=one.name))
        for one in promises()
    ]
