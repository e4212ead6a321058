"""What destruction puts on Beranda: lists to appraise, approve and carry out."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.disposal.progress import waits_for
from archive.admin.disposal.shown import WAITS
from archive.disposal import access
from archive.disposal.allowed_acts import allowed_acts
from archive.disposal.counting import with_counts
from archive.disposal.models import DestructionList
from archive.disposal.states import ListState
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem

WAITING = (ListState.SUBMITTED, ListState.IN_APPRAISAL, ListState.APPROVED)
#: what a list waits for -> the act that gives it, its words, its icon
ASKED = {
    "appraisal": ("appraise", gettext_lazy("Appraise"), "scale"),
    "approval": ("approve", gettext_lazy("Enter a written approval"), "stamp"),
    "first": ("execute", gettext_lazy("Carry out"), "flame"),
    "second": ("execute", gettext_lazy("Carry out"), "flame"),
}


def waiting_lists(actor: Actor) -> QuerySet[DestructionList]:
    """Return the lists under way that the person sees, whosever turn it is."""
    return access.lists_visible_to(actor).filter(state__in=WAITING)


def disposal_rows(actor: Actor, ids: Sequence[UUID]) -> list[QueueItem]:
    """Return those of these lists whose next step is this person's."""
    counted = with_counts(DestructionList.objects.defer("certificate"))
    return _rows(actor, list(counted.filter(pk__in=ids).order_by("id")))


def _rows(actor: Actor, lists: Sequence[DestructionList]) -> list[QueueItem]:
    standings = access.standings(actor, lists)
    found = []
    for one in lists:
        waits = waits_for(one)
        act, label, icon = ASKED[waits]
        if act in allowed_acts(actor, one, standings[one.pk]):
            found.append(
                QueueItem(
                    kind="disposal",
                    act=act,
                    act_label=str(label),
                    title=one.name,
                    url=reverse("destruction_list", args=[one.pk]),
                    icon=icon,
                    since=one.approved_at or one.submitted_at,
                    from_text=one.unit.name,
                    meta=[_("Waits %(what)s") % {"what": WAITS[waits]}],
                )
            )
    return found
