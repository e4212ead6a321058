"""Who may sign now: mandate, printed name, certificate, and not too many guesses."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.holders import Holding, holding_of
from workflow.errors import (
    CertificateUnusable,
    NoCertificate,
    NoMandate,
    SignatoryChanged,
    SignerBlocked,
)
from workflow.models import Letter, SignerCredential
from workflow.printed_names import signature_block
from workflow.rendering.tree import LetterTree
from workflow.signers import credential_of

MOST_WRONG_SECRETS = 3
BLOCKED_FOR = timedelta(minutes=15)


def check_signatory(actor: Actor, letter: Letter, tree: LetterTree) -> None:
    """Raise unless this person may sign this very page today.

    The printed block was initialled; when the holder or the way they hold the
    position has changed since, the letter goes back to be submitted anew.
    """
    position = letter.signatory
    mandate = actor.mandate_for(position.pk)
    holding = holding_of(position)
    if mandate is None or holding is None or holding.official != actor.official:
        raise NoMandate(state=letter.status)
    held = Holding(official=actor.official, kind=mandate.kind)
    subfamily = letter.letter_type.subfamily
    if signature_block(position, letter.authority, held, subfamily) != tree.signature:
        raise SignatoryChanged(state=letter.status)
    check_credential(actor.official.pk, state=letter.status)


def check_credential(official_id: UUID, *, state: str | None = None) -> None:
    """Raise unless the official's certificate may be tried now.

    Raises:
        NoCertificate, SignerBlocked, CertificateUnusable: `state` says of what.
    """
    credential = credential_of(official_id)
    now = timezone.now()
    if credential is None:
        raise NoCertificate(state=state)
    if credential.blocked_until and credential.blocked_until > now:
        raise SignerBlocked(state=state)
    if not credential.valid_from <= now <= credential.valid_to:
        raise CertificateUnusable(state=state)


def note_wrong_secret(official_id: UUID) -> int:
    """Count a wrong secret; the third closes signing for a quarter of an hour.

    Returns how many tries are left.
    """
    credential = SignerCredential.objects.select_for_update().get(
        official_id=official_id, withdrawn_at__isnull=True
    )
    credential.wrong_secrets += 1
    left = MOST_WRONG_SECRETS - credential.wrong_secrets
    if credential.wrong_secrets >= MOST_WRONG_SECRETS:
        credential.wrong_secrets = 0
        credential.blocked_until = timezone.now() + BLOCKED_FOR
    credential.save(update_fields=["wrong_secrets", "blocked_until"])
    return left


def forget_wrong_secrets(official_id: UUID) -> None:
    """A right secret starts the count anew."""
    SignerCredential.objects.filter(
        official_id=official_id, withdrawn_at__isnull=True, wrong_secrets__gt=0
    ).update(wrong_secrets=0)
