"""Acts on officials: enter, change, let go."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from eoffice.administration.deeds import Deed
from eoffice.administration.events import OrganisationEvent
from eoffice.administration.four_eyes import (
    Rehearsal,
    person_takes_two,
    require_agreement,
)
from eoffice.administration.locking import lock_organisation, locked_row
from eoffice.administration.rights_changed import end_sessions_of_people
from eoffice.administration.trail_acts import OrganisationAct
from eoffice.administration.writing import check, put, save_changes
from eoffice.audit import trail as audit
from eoffice.organisation import access
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Agreement, Official
from eoffice.outbox import events as outbox


@transaction.atomic
def create_official(*, actor: Actor, values: Mapping[str, Any]) -> Official:
    """Enter an official. The trail names no personal data.

    Raises:
        NotFound: not an administrator.
        Invalid: fields break rules, all of them at once.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    official = Official(**values)
    check(official)
    official.save(force_insert=True)
    audit.record(OrganisationAct.OFFICIAL_CREATED, official, actor=actor)
    outbox.add(OrganisationEvent.CHANGED, official_id=official.pk)
    return official


@transaction.atomic
def change_official(
    *,
    actor: Actor,
    official_id: UUID,
    values: Mapping[str, Any],
    expected_version: int | None,
    agreement: Agreement | Rehearsal | None = None,
) -> Official:
    """Change an official's facts; `is_active` False ends every right at once.

    Raises:
        NotFound, Stale: see `locked_row`.
        NeedsSecondAdministrator: see `person_takes_two`.
        Invalid: fields break rules, all of them at once.
    """
    lock_organisation()
    actor = access.require_administrator(actor)
    official = locked_row(Official.objects.all(), official_id, expected_version)
    changed = put(official, values)
    if not changed:
        return official
    if person_takes_two(official, changed):
        deed = Deed.of(
            "change_official",
            official_id=official_id,
            values=values,
            expected_version=expected_version,
        )
        require_agreement(agreement, deed)
    save_changes(official, changed)
    if "is_active" in changed:
        end_sessions_of_people({official.pk})
    audit.record(
        OrganisationAct.OFFICIAL_CHANGED, official, actor=actor, fields=sorted(changed)
    )
    outbox.add(OrganisationEvent.CHANGED, official_id=official.pk)
    return official
