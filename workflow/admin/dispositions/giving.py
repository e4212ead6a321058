"""Giving a disposition: on a letter, handing one on, or on one's own initiative."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eoffice.days.typed_days import NoDay, parse_day
from eoffice.errors import Fault, Invalid, NotFound, Stale, StateForbids
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Position
from eoffice.shell.acting import acting
from eoffice.shell.day_field import NO_DAY
from eoffice.shell.entry import office_view
from workflow.admin.incoming.pages import viewer_of
from workflow.dispositions import access as dispositions_access
from workflow.dispositions.directions import Way
from workflow.dispositions.errors import ShareNotNamed
from workflow.dispositions.models import (
    Disposition,
    PreparedDisposition,
    ReceiverRole,
)
from workflow.dispositions.operations import giving, preparing
from workflow.dispositions.operations.checking import DispositionInput, ReceiverInput
from workflow.dispositions.queries import suggestions
from workflow.dispositions.queries.lists import share_named
from workflow.dispositions.queries.prepared import prepared_for
from workflow.dispositions.queries.shown import shown_matter
from workflow.incoming import access as incoming_access
from workflow.incoming.allowed_acts import allowed_acts as letter_acts
from workflow.incoming.models import IncomingLetter, IncomingStatus
from workflow.incoming.queries.shown import shown_incoming

Give = Callable[[DispositionInput], str]  # returns the address to go to


def _page_of(given: Disposition) -> str:
    return reverse("disposition_read", args=[given.pk])


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A preset of the due date."""

    value: str
    label: str


@dataclass(kw_only=True)
class Desk:
    """What is being handed down, by whom, and how."""

    actor: Actor
    giver: Position
    title: str
    give: Give
    incoming: IncomingLetter | None = None
    parent: Disposition | None = None
    is_initiative: bool = False
    may_complete: bool = False  # the letter, without asking anybody anything
    prepared: PreparedDisposition | None = None
    is_preparing: bool = False  # for the leader whose desk one helps

    @property
    def limit(self) -> date | None:
        """Return the last day the giver may name."""
        return self.parent.due_on if self.parent else None


@office_view
def dispose(request: HttpRequest, incoming_id: UUID) -> HttpResponse:
    """Give a disposition on a letter of one's desk."""
    actor = acting(request)
    incoming = incoming_access.visible_incoming(actor, incoming_id)
    acts = letter_acts(actor, incoming)
    if not {"dispose", "prepare"} & set(acts) or incoming.routed_to is None:
        raise NotFound
    prepared = prepared_for(incoming)

    def give(content: DispositionInput) -> str:
        if "dispose" not in acts:
            return _prepare(actor, incoming, content, asked_version(request))
        named = _prepared_id(request)
        if named is None:
            given = giving.give_disposition(
                actor=actor, incoming_id=incoming.pk, content=content
            )
            return _page_of(given)
        given = preparing.issue_prepared(
            actor=actor,
            prepared_id=named,
            expected_version=asked_version(request),
            content=content,
        )
        return _page_of(given)

    return _give_or_show(
        request,
        Desk(
            actor=actor,
            giver=incoming.routed_to,
            title=shown_incoming(incoming, actor),
            incoming=incoming,
            # Closes what nobody was asked about yet; later the letter's page does.
            may_complete="complete" in acts
            and incoming.status == IncomingStatus.REGISTERED,
            prepared=prepared,
            is_preparing="dispose" not in acts,
            give=give,
        ),
    )


def _prepare(
    actor: Actor, incoming: IncomingLetter, content: DispositionInput, version: int
) -> str:
    preparing.prepare_disposition(
        actor=actor,
        incoming_id=incoming.pk,
        content=content,
        expected_version=version,
    )
    return reverse("incoming_read", args=[incoming.pk])


def asked_version(request: HttpRequest) -> int:
    """Return the version of the draft that the page showed; 0: there was none."""
    # A row of the queue has no fields: its address says which version it showed.
    given = request.POST.get("versi") or request.GET.get("versi", "")
    return int(given) if given.isascii() and given.isdigit() else 0


def _prepared_id(request: HttpRequest) -> UUID | None:
    given = request.POST.get("rancangan", "")
    return _position_id(given) if given else None


@office_view
def forward(request: HttpRequest, disposition_id: UUID) -> HttpResponse:
    """Hand one's share on."""
    actor = acting(request)
    parent = dispositions_access.visible_disposition(actor, disposition_id)
    try:
        share = share_named(parent, actor, named_position(request))
    except ShareNotNamed:  # its page shows each share with a way of its own
        return redirect("disposition_read", parent.pk)
    return _give_or_show(
        request,
        Desk(
            actor=actor,
            giver=share.position,
            title=shown_matter(parent),
            incoming=parent.incoming,
            parent=parent,
            give=lambda disposition: _page_of(
                giving.forward_disposition(
                    actor=actor,
                    disposition_id=parent.pk,
                    content=disposition,
                    position=share.position_id,
                )
            ),
        ),
    )


@office_view
def initiate(request: HttpRequest) -> HttpResponse:
    """Give one without a letter."""
    actor = acting(request)
    if actor.chosen is None or actor.chosen.stood_in_for:
        raise NotFound
    matter = request.POST.get("matter", "")
    return _give_or_show(
        request,
        Desk(
            actor=actor,
            giver=actor.chosen.position,
            title=_("Disposition without a letter"),
            is_initiative=True,
            give=lambda disposition: _page_of(
                giving.give_initiative(actor=actor, matter=matter, content=disposition)
            ),
        ),
    )


def _give_or_show(request: HttpRequest, desk: Desk) -> HttpResponse:
    faults: list[Fault] = []
    if request.method == "POST":
        try:
            disposition = _slip(request, desk.prepared)

            def act() -> str:
                return desk.give(disposition)

            address = once(request, act)
        except Invalid as refusal:
            faults = refusal.faults
        except (Stale, StateForbids) as refusal:
            faults = [Fault(field="", code=refusal.code, message=str(refusal))]
        else:
            if desk.is_preparing:
                messages.success(request, _("Prepared: the leader gives it."))
            else:
                _say_sent(request, len(disposition.receivers))
            return redirect(address)
    context = _context(request, desk, faults)
    return render(request, "workflow/dispositions/give.html", context)


def _say_sent(request: HttpRequest, people: int) -> None:
    text = ngettext(
        "Sent to %(people)d person; nobody has read it yet.",
        "Sent to %(people)d people; nobody has read it yet.",
        people,
    )
    messages.success(request, text % {"people": people})


def _slip(
    request: HttpRequest, prepared: PreparedDisposition | None
) -> DispositionInput:
    """Return what was chosen: the first receiver answers, the others help.

    Whom the draft only tells, the page neither asks nor makes a helper.
    """
    told = prepared.content["receivers"] if prepared else []
    informed = {one["position"] for one in told if one["role"] == ReceiverRole.INFO}
    chosen = list(dict.fromkeys(request.POST.getlist("to")))
    lead = request.POST.get("lead", "")
    # One answers for all (tata naskah 6.2): the first named, unless another is chosen.
    lead = lead if lead in chosen else next(iter(chosen), "")
    return DispositionInput(
        receivers=[
            ReceiverInput(
                position_id=_position_id(one),
                role=_role(is_lead=one == lead, is_informed=one in informed),
            )
            # The one in charge stands first, as on the paper form.
            for one in sorted(chosen, key=lambda one: one != lead)
        ],
        instructions=request.POST.getlist("instruction"),
        note=request.POST.get("note", "").replace("\0", "")[:2000],
        due_on=_due(request),
    )


def _role(*, is_lead: bool, is_informed: bool) -> ReceiverRole:
    if is_lead:
        return ReceiverRole.LEAD
    return ReceiverRole.INFO if is_informed else ReceiverRole.SUPPORT


def named_position(request: HttpRequest) -> UUID | None:
    """Return which of the person's positions the page acts for, if it says."""
    given = request.POST.get("jabatan") or request.GET.get("jabatan")
    return _position_id(given) if given else None


def _position_id(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        return UUID(int=0)  # the operation says that it is not known


def _due(request: HttpRequest) -> date | None:
    given = request.POST.get("due", "")
    given = request.POST.get("due_other", "") if given == "other" else given
    try:
        return parse_day(given, today=timezone.localdate()) if given.strip() else None
    except NoDay as error:
        fault = Fault(field="due_on", code="no_date", message=str(NO_DAY))
        raise Invalid([fault]) from error


def _days(due: suggestions.DueDays) -> list[Day]:
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    return [
        Day(
            value=day.isoformat(),
            label=_("Tomorrow") if day == tomorrow else date_format(day, "l, j M"),
        )
        for day in due.days
    ]


def _chosen(
    request: HttpRequest, prepared: PreparedDisposition | None, proposed: date | None
) -> dict[str, Any]:
    """Return what is ticked: what was sent; no person before the giver chose."""
    if request.method == "POST":
        return {
            "to": set(request.POST.getlist("to")),
            "lead": request.POST.get("lead", ""),
            "instructions": set(request.POST.getlist("instruction")),
            "note": request.POST.get("note", ""),
            "due": request.POST.get("due", ""),
            "due_other": request.POST.get("due_other", ""),
            "matter": request.POST.get("matter", ""),
        }
    if prepared is not None:
        told = prepared.content
        leads = [one for one in told["receivers"] if one["role"] == ReceiverRole.LEAD]
        return {
            "to": {one["position"] for one in told["receivers"]},
            "lead": leads[0]["position"] if leads else "",
            "instructions": set(told["instructions"]),
            "note": told["note"],
            "due": told["due_on"] or "",
        }
    return {
        "to": set(),
        "instructions": {suggestions.USUAL[0]},
        "due": proposed.isoformat() if proposed else "",
    }


def _people(desk: Desk, ticked: set[str]) -> dict[str, Any]:
    """Return the possible receivers: proposed, near, for koordinasi, and others."""
    everybody = suggestions.receivers_for(desk.giver)
    suggested = suggestions.suggested_for(desk.giver, desk.incoming)
    proposed = [one for one in everybody if one.position.pk in suggested]
    left = [one for one in everybody if one not in proposed]
    near = [one for one in left if one.is_direct]
    first = [
        one for one in left if not one.is_direct and str(one.position.pk) in ticked
    ]
    rest = [one for one in left if one not in near and one not in first]
    return {
        "proposed": proposed,
        "near": near + first,
        "has_subordinates": len(near) > 1,
        "peers": [one for one in rest if one.way == Way.PEERS],
        "others": [one for one in rest if one.way != Way.PEERS],
    }


def _context(request: HttpRequest, desk: Desk, faults: list[Fault]) -> dict[str, Any]:
    due = suggestions.days_for(desk.giver, desk.incoming, desk.limit)
    chosen = _chosen(request, desk.prepared, due.proposed)
    if chosen["due"] not in {"", "other", *(day.isoformat() for day in due.days)}:
        chosen |= {"due": "other", "due_other": chosen["due"]}
    best, rest = suggestions.instructions_for(desk.giver)
    people = _people(desk, chosen["to"])
    incoming = desk.incoming
    return {
        "desk": desk,
        "title": desk.title,
        **people,
        "best": best,
        "rest": rest,
        # What is ticked is never folded away: a draft is read whole.
        "is_rest_open": any(one.code in chosen["instructions"] for one in rest),
        "days": _days(due),
        "unknown_years": due.unknown_years,
        "chosen": chosen,
        "faults": faults,
        "viewer": viewer_of(incoming, str(incoming)) if incoming else None,
    }
