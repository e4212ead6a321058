"""What grants put on Beranda: requests to read that wait for this person's decision."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.grants import access
from archive.records.grant_model import GrantState, ReadingGrant
from archive.records.keepers import is_keeper
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem


def waiting_grants(actor: Actor) -> QuerySet[ReadingGrant] | None:
    """Return the requests about records one answers for; nothing where none."""
    if not actor.headed_unit_ids and not is_keeper(actor):
        return None
    asked = ReadingGrant.objects.filter(state=GrantState.ASKED)
    return asked.filter(access.answered_by(actor))


def grant_rows(actor: Actor, ids: Sequence[UUID]) -> list[QueueItem]:
    """Return those of these requests that the person may decide."""
    rows = access.grants_visible_to(actor).filter(pk__in=ids).order_by("id")
    return [
        QueueItem(
            kind="record",
            act="decide",
            act_label=_("Decide"),
            title=_("Request to read record %(number)s")
            % {"number": one.record.number},
            url=reverse("grant_page", args=[one.pk]),
            icon="key-round",
            since=one.asked_at,
            from_text=str(one.reader),
            meta=[one.record.get_security_class_display()],
        )
        for one in rows
        if access.may(actor, "grant.decide", one)
    ]
