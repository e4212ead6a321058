"""What destruction puts on Beranda: lists to appraise, approve, carry out, document."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.disposal.shown import WAITS
from archive.disposal import access
from archive.disposal.allowed_acts import allowed_acts
from archive.disposal.committee_model import WITNESSES, CommitteeMember
from archive.disposal.counting import waits_for, with_counts
from archive.disposal.eight_documents import PARTIES
from archive.disposal.models import DestructionList
from archive.disposal.readiness import hindrance_of
from archive.disposal.states import ListState
from archive.papers.errors import DocumentUnsigned
from archive.papers.kinds import PaperKind
from archive.papers.models import ProcedureDocument
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem

WAITING = (ListState.SUBMITTED, ListState.IN_APPRAISAL, ListState.APPROVED)
Asked = tuple[str, str | Promise, str]
#: what a list waits for -> the act that gives it, its words, its icon
ASKED: dict[str, Asked] = {
    "appraisal": ("appraise", gettext_lazy("Appraise"), "scale"),
    "approval": ("approve", gettext_lazy("Enter a written approval"), "stamp"),
    "first": ("execute", gettext_lazy("Carry out"), "flame"),
    "second": ("execute", gettext_lazy("Carry out"), "flame"),
}
#: Of those who watch it: nothing is pressed, they are there (PP 28/2012 Ps 76).
WITNESS: Asked = ("witness", gettext_lazy("Witness"), "eye")
REPORT: Asked = ("document", gettext_lazy("Make the berita acara"), "file-pen")
PAPERS: Asked = ("document", gettext_lazy("Make the documents"), "file-pen")
#: Asked on the page of the list's documents.
ON_PAPER = (REPORT, PAPERS)


def waiting_lists(actor: Actor) -> QuerySet[DestructionList]:
    """Return the lists under way that the person sees, whosever turn it is.

    Destroyed ones too, until the berita acara is there for each who signs it.
    """
    made = ProcedureDocument.objects.filter(
        procedure_id=OuterRef(OuterRef("pk")),
        kind=PaperKind.REPORT,
        is_current=True,
        party=Cast(OuterRef("position"), CharField()),
    )
    lacking = CommitteeMember.objects.filter(
        ~Exists(made), committee=OuterRef("committee"), role__in=PARTIES
    )
    unwritten = Q(Exists(lacking), state=ListState.DESTROYED)
    return access.lists_visible_to(actor).filter(Q(state__in=WAITING) | unwritten)


def disposal_rows(actor: Actor, ids: Sequence[UUID]) -> list[QueueItem]:
    """Return those of these lists whose next step is this person's."""
    counted = with_counts(DestructionList.objects.defer("certificate"))
    lists = list(counted.filter(pk__in=ids).order_by("id"))
    standings = access.standings(actor, lists)
    told = ((one, _asked(actor, one, standings[one.pk])) for one in lists)
    return [_row(one, asked) for one, asked in told if asked is not None]


def _asked(
    actor: Actor, one: DestructionList, standing: access.Standing
) -> Asked | None:
    waits = waits_for(one)
    asked = ASKED.get(waits)
    if asked is not None and asked[0] in allowed_acts(actor, one, standing):
        return asked
    if waits in {"approval", "first"} and _lacks_paper(one):
        return PAPERS if standing.keeps or standing.appraises else None
    if waits == "second" and not standing.roles.isdisjoint(WITNESSES):
        return WITNESS
    return REPORT if one.state == ListState.DESTROYED and standing.keeps else None


def _lacks_paper(one: DestructionList) -> bool:
    """Tell whether the next step rests on a document that nobody has begun."""
    refusal = hindrance_of(one)
    return isinstance(refusal, DocumentUnsigned) and not refusal.is_begun


def _row(one: DestructionList, asked: Asked) -> QueueItem:
    act, label, icon = asked
    waits = waits_for(one)
    page = "destruction_list_documents" if asked in ON_PAPER else "destruction_list"
    return QueueItem(
        kind="disposal",
        act=act,
        act_label=str(label),
        title=one.name,
        url=reverse(page, args=[one.pk]),
        icon=icon,
        since=one.destroyed_at or one.approved_at or one.submitted_at,
        from_text=one.unit.name,
        meta=[_("Waits %(what)s") % {"what": WAITS[waits]}] if waits in ASKED else [],
    )
