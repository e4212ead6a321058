"""Signing the letters of a batch with one secret, some at a time.

The session is that of letters read one by one; what counts as read is the batch with
its sample. One secret signs for a few minutes, so a large batch takes several.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from eoffice.audit import trail
from eoffice.errors import StateForbids
from eoffice.jobs.models import Job
from eoffice.organisation.actor import Actor
from workflow.merging.access import locked_for
from workflow.merging.deciding import check_sample
from workflow.merging.sampling import (
    BatchAtDesk,
    WaitingLetter,
    batch_at_desk,
)
from workflow.merging.trail_acts import MergeAct
from workflow.merging.under_way import check_not_returned
from workflow.pades.ports import Secret
from workflow.signing.queries.desk import MOST_TOGETHER
from workflow.signing.sessions.opening import sign_letters


def next_to_sign(here: BatchAtDesk) -> Sequence[WaitingLetter]:
    """Return the letters that one secret is asked for."""
    return here.letters[:MOST_TOGETHER]


def check_to_sign(here: BatchAtDesk) -> None:
    """Raise unless a signature is asked here and the sample was opened.

    Raises:
        SampleUnseen: the sample was not opened.
        StateForbids: they wait for an initial, or all of them changed meanwhile.
    """
    if not here.turn.signs:
        text = _("These letters wait for your initial, not for a signature.")
        raise StateForbids(text, state="in_verification")
    check_sample(here)


@transaction.atomic
def sign_batch(*, actor: Actor, batch_id: UUID, as_of: datetime, secret: Secret) -> Job:
    """Begin to sign the letters of the batch at this desk, at most `MOST_TOGETHER`.

    Raises:
        NotFound: none of its letters waits for this person.
        StillDeciding: letters of the batch are being sent back together.
        SampleUnseen: the sample was not opened.
        StateForbids: they wait for an initial, or all of them changed meanwhile.
        NoCertificate, CertificateUnusable, SignerBlocked, SessionUnderWay: as
            `sign_letters`.
    """
    batch = locked_for(actor, "batch.decide", batch_id)
    check_not_returned(batch)
    here = batch_at_desk(actor, batch, as_of)
    check_to_sign(here)
    letters = next_to_sign(here)
    actor = actor.at_position(here.turn.position_id)
    trail.record(
        MergeAct.SIGNING, batch, actor=actor, letters=len(letters), seen=here.seen
    )
    return sign_letters(
        actor=actor,
        letter_ids=[one.of_letter for one in letters],
        secret=secret,
        read={one.of_letter: one.of_version for one in letters},
    )
