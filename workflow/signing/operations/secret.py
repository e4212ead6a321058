"""The signing secret: tried by one hand at a time, counted before it is tried.

Guesses that come together would else all be tried before the first is counted. A
right secret forgives what was counted; a process that dies in between costs a try.
"""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from eoffice.database.collisions import note_kept, whole_act
from eoffice.database.session_locks import session_lock
from eoffice.errors import OfficeError
from workflow.letters.errors import SigningUnderWay
from workflow.pades.errors import WrongSecret
from workflow.pades.ports import Secret, SignerRef, SigningSession
from workflow.signing.models import SignerCredential
from workflow.signing.refusals import NoCertificate, SignerBlocked
from workflow.signing.signers import signing_service

# Guessing would take years; a mistyped secret costs a quarter of an hour.
MOST_WRONG_SECRETS = 3
BLOCKED_FOR = timedelta(minutes=15)
WAIT = "30s"  # opening a key takes a tenth of a second; a queue of hands is short


def opened_signer(official_id: UUID, secret: Secret) -> SigningSession:
    """Open the official's signer; the third wrong secret closes it for a while.

    Raises:
        WrongSecret: with the tries that are left.
        SignerBlocked, NoCertificate: not tried at all.
        SigningError: the signer or its certificate; no try is lost.
    """
    name = f"signing_secret:{official_id}"
    # A lock of the session and not of a row: opening a key is slow, rows must not wait.
    with session_lock(name, wait=WAIT, busy=SigningUnderWay):
        left = _take_try(official_id)
        note_kept()  # whatever becomes of it, no door tries the secret again
        try:
            session = signing_service().open(SignerRef(id=str(official_id)), secret)
        except WrongSecret as error:
            error.tell_tries_left(left)
            raise
        except OfficeError:
            _give_back(official_id)
            raise
        _forgive(official_id)
    return session


@whole_act
def _take_try(official_id: UUID) -> int:
    """Count a try as if it were wrong; return how many are left after it."""
    credential = _locked(official_id)
    if credential is None:
        raise NoCertificate
    now = timezone.now()
    if credential.blocked_until and credential.blocked_until > now:
        raise SignerBlocked
    if credential.wrong_secrets >= MOST_WRONG_SECRETS:  # the block is over
        credential.wrong_secrets = 0
    credential.wrong_secrets += 1
    left = MOST_WRONG_SECRETS - credential.wrong_secrets
    credential.blocked_until = now + BLOCKED_FOR if left < 1 else None
    credential.save(update_fields=["wrong_secrets", "blocked_until"])
    return left


@whole_act
def _give_back(official_id: UUID) -> None:
    credential = _locked(official_id)
    if credential is not None and credential.wrong_secrets:
        credential.wrong_secrets -= 1
        credential.blocked_until = None
        credential.save(update_fields=["wrong_secrets", "blocked_until"])


@whole_act
def _forgive(official_id: UUID) -> None:
    credential = _locked(official_id)
    if credential is not None:
        credential.wrong_secrets, credential.blocked_until = 0, None
        credential.save(update_fields=["wrong_secrets", "blocked_until"])


def _locked(official_id: UUID) -> SignerCredential | None:
    rows = SignerCredential.objects.select_for_update(no_key=True, of=("self",))
    return rows.filter(official=official_id, withdrawn_at__isnull=True).first()
