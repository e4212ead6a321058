"""Which pages that notices lead to are still open to their reader."""

from collections.abc import Iterable
from uuid import UUID

from eoffice.jobs.models import Job
from eoffice.notifications.visibility import register_things
from eoffice.organisation.actor import Actor
from workflow.dispositions import access as dispositions_access
from workflow.incoming import access as incoming_access
from workflow.letters import access as letters_access


def _letters(actor: Actor, ids: set[UUID]) -> Iterable[UUID]:
    rows = letters_access.letters_visible_to(actor).filter(pk__in=ids)
    return rows.values_list("pk", flat=True)


def _incoming(actor: Actor, ids: set[UUID]) -> Iterable[UUID]:
    rows = incoming_access.incoming_visible_to(actor).filter(pk__in=ids)
    return rows.values_list("pk", flat=True)


def _dispositions(actor: Actor, ids: set[UUID]) -> Iterable[UUID]:
    rows = dispositions_access.dispositions_visible_to(actor).filter(pk__in=ids)
    return rows.values_list("pk", flat=True)


# A signing session is nobody's but the person's who gave the secret.
def _sessions(actor: Actor, ids: set[UUID]) -> Iterable[UUID]:
    rows = Job.objects.filter(owner=actor.user_id, pk__in=ids)
    return rows.values_list("pk", flat=True)


def register() -> None:
    """Register the pages of this room."""
    register_things("letter_list", _letters)
    register_things("letters_sign", _sessions)
    register_things("incoming_list", _incoming)
    register_things("disposition_list", _dispositions)
