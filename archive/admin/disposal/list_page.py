"""`/arsip/usul-musnah/<id>/`: one list, its items, the committee's word, its proof."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin.disposal.forms import RULE, TICKED, AppraisalForm
from archive.admin.disposal.gate import gaps_of
from archive.admin.disposal.posted import posted
from archive.admin.disposal.progress import job_of_list
from archive.admin.disposal.shown import (
    gaps_shown,
    links_of,
    progress_of,
    state_tag,
    steps_of,
)
from archive.admin.entrance import address_query
from archive.admin.paging import LongPaginator
from archive.disposal import access
from archive.disposal.allowed_acts import allowed_acts
from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.counting import waits_for, with_counts
from archive.disposal.deciding import levels_missing
from archive.disposal.models import DestructionItem, DestructionList
from archive.disposal.readiness import hindrance_of
from archive.disposal.states import Appraisal, DropReason, ItemState, ListState
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting

PAGE_SIZE = 50
NAMES = ("keadaan", "putusan", "sebab")
NO_WORD = "belum"


def list_page(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show the list; taken in, the committee's word on items."""
    actor = acting(request)
    found = _counted(actor, list_id)
    form = AppraisalForm(posted(request), found=found)
    if request.method == "POST" and form.is_valid():
        answer = _appraised(request, actor, found, form)
        if answer is not None:
            return answer
    status = 422 if form.errors else 200
    context = _shown(request, actor, found, form)
    return render(request, "archive/disposal/list.html", context, status=status)


def _counted(actor: Actor, list_id: UUID) -> DestructionList:
    rows = with_counts(access.lists_visible_to(actor))
    people = ("proposed_by", "asked_by", "executed_by")
    found = rows.select_related(*people, "unit", "committee").filter(pk=list_id).first()
    if found is None:
        raise NotFound
    return found


def _appraised(
    request: HttpRequest, actor: Actor, found: DestructionList, form: AppraisalForm
) -> HttpResponse | None:
    """Give the word once; return where to go, or nothing while it has faults."""
    given = form.cleaned_data
    word = CommitteeWord(
        decision=Appraisal(given["decision"]),
        until=given["until"],
        reason=given["reason"],
    )
    ticked = _ticked(request)
    if given["which"] == TICKED and not ticked:
        form.add_error("which", _("Tick at least one item first."))
        return None
    told: list[int] = []

    def act() -> str:
        chosen = _chosen(given["which"], ticked)
        told.append(
            appraise_items(actor=actor, list_id=found.pk, chosen=chosen, word=word)
        )
        return f"{request.path}?{address_query(request.GET, NAMES)}".rstrip("?")

    try:
        address = once(request, act)
    except NotFound:
        raise
    except OfficeError as refusal:
        form.take(refusal)
        return None
    count = told[0] if told else len(ticked)
    words = ngettext("%(n)d item has a word.", "%(n)d items have a word.", count)
    messages.success(request, words % {"n": count})
    return redirect(address)


def _ticked(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(one) for one in request.POST.getlist("butir")[:PAGE_SIZE]]
    except ValueError as error:
        raise NotFound from error


def _chosen(which: str, ticked: list[UUID]) -> Chosen:
    if which == TICKED:
        return Chosen(items=ticked)
    is_rule = which.startswith(RULE)
    return Chosen(rule_id=UUID(which.removeprefix(RULE)) if is_rule else None)


def _filtered(request: HttpRequest, found: DestructionList) -> QuerySet:
    rows, given = found.items.all(), request.GET
    state, decision, because = (given.get(name, "") for name in NAMES)
    # An address can be typed: an unknown word filters nothing instead of failing.
    if state in ItemState.values:
        rows = rows.filter(state=state)
    if decision in Appraisal.values or decision == NO_WORD:
        rows = rows.filter(decision="" if decision == NO_WORD else decision)
    if because in DropReason.values:
        rows = rows.filter(dropped_because=because)
    return rows.defer("needles", "places", "proof", "hashes").order_by("order")


def _shown(
    request: HttpRequest, actor: Actor, found: DestructionList, form: AppraisalForm
) -> dict[str, object]:
    rows = _filtered(request, found)
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    items: list[DestructionItem] = list(page.object_list)
    acts = allowed_acts(actor, found)
    is_decided = found.state in {ListState.IN_APPRAISAL, ListState.APPROVED}
    missing = levels_missing(found) if is_decided else []
    gaps = gaps_of(found.unit) if found.state in {"draft", "approved"} else []
    return {
        "found": found,
        "form": form,
        "page": page,
        "items": items,
        "linked": links_of(actor, items),
        "ticked": set(request.POST.getlist("butir")),
        "chosen": {name: request.GET.get(name, "") for name in NAMES},
        "query": address_query(request.GET, NAMES),
        "state": state_tag(found),
        "steps": steps_of(found),
        "acts": acts,
        "is_own": actor.official.pk == found.proposed_by_id,
        "asked_it": actor.official.pk == found.asked_by_id,
        "approvals": list(found.approvals.all()),
        "missing": missing,
        "gaps": gaps_shown(actor, gaps),
        "hindrance": None if gaps else _hindrance(found),
        "progress": progress_of(found),
        "job_over": _is_stuck(found),
        "item_states": ItemState.choices,
        "decisions": [(NO_WORD, _("No word yet")), *Appraisal.choices],
        "reasons": DropReason.choices,
        "crumbs": crumbs_of(found),
    }


def _hindrance(found: DestructionList) -> OfficeError | None:
    """Return what the next step waits for, where the steps do not say it already."""
    says_more = waits_for(found) in {"approval", "first", "second"}
    return hindrance_of(found) if says_more else None


def _is_stuck(found: DestructionList) -> bool:
    job = job_of_list(found) if found.state == ListState.EXECUTING else None
    return job is not None and job.finished_at is not None


def crumbs_of(found: DestructionList, last: str = "") -> list[tuple[str, str]]:
    """Return the way here; `last` names a page below the list's own."""
    page = reverse("destruction_list", args=[found.pk]) if last else ""
    way = [
        (_("Archive"), reverse("record_list")),
        (_("Destruction lists"), reverse("destruction_lists")),
        (found.name, page),
    ]
    return [*way, (last, "")] if last else way


def list_progress(request: HttpRequest, list_id: UUID) -> JsonResponse:
    """Tell a page that polls how far the destroyer is."""
    job = job_of_list(access.visible_list(acting(request), list_id))
    done, total = (job.done, job.total) if job else (0, 0)
    is_over = job is not None and job.finished_at is not None
    return JsonResponse({"done": done, "total": total, "finished": is_over})


def list_proof(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show, item by item, what was looked for and found nowhere."""
    found = access.visible_list(acting(request), list_id)
    rows = found.items.filter(state=ItemState.DESTROYED).order_by("order")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "found": found,
        "page": page,
        "items": list(page.object_list),
        "crumbs": crumbs_of(found, _("Proof")),
    }
    return render(request, "archive/disposal/proof.html", context)
