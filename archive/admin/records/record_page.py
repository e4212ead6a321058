"""`/arsip/<id>/`: one record: its pages, facts, chain, hashes and history."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.bars import bar_of, tag_of
from archive.admin.disposal.tombstone import tombstone_page
from archive.admin.openings.pages import reason_form
from archive.admin.records.slips import slips_of
from archive.holds.access import may_hold
from archive.holds.holding import held_among
from archive.loans.hindering import paper_out
from archive.openings.reasons import ReasonWanted, opened, require_opened
from archive.places.finding import place_of
from archive.record_files import access as file_access
from archive.record_files.acts import allowed_record_acts
from archive.record_files.proposals import proposal_for
from archive.record_files.retention import retention_of
from archive.records import access as record_access
from archive.records.completeness import lack_words
from archive.records.correcting import correctable_facts, corrections_of
from archive.records.history import history_of
from archive.records.lists import RecordFilters, records_for
from archive.records.models import Record, RecordContent, RecordKind
from archive.records.proof import proof_of
from archive.records.shown import own_title, shown_party
from archive.registering.inputs import NO_NUMBER
from eoffice.audit.trail_words import action_words
from eoffice.errors import NotFound
from eoffice.objects.page_pictures import page_picture_of
from eoffice.objects.serving import PICTURE_HEADERS
from eoffice.organisation.actor import Actor
from eoffice.sandbox.errors import SandboxError, SandboxUnavailable
from eoffice.shell.acting import acting
from eoffice.shell.components import PageViewer, SheetPage
from workflow.incoming.access import incoming_visible_to
from workflow.letters.access import letters_visible_to
from workflow.reading_copies import Wanted, give_file
from workflow.security_class import is_classed

PICTURE_WIDTH = 1190  # twice the width of A4 in points
MAX_PAGES = 200


def record_read(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show the record: its content to who may read it, its entry to its keepers.

    Of a destroyed one its tombstone, with 410.
    """
    actor, today = acting(request), timezone.localdate()
    record = _found(actor, record_id)
    if record is None:
        return tombstone_page(request, record_id)
    opening, file = opened(request, actor, record), record.record_file
    is_reader = opening.is_content
    proof = proof_of(record, actor) if is_reader else None
    acts = allowed_record_acts(actor, record)
    events = proof.events if proof else history_of(record, actor)
    title = own_title(record, actor)
    named = title if record.number == NO_NUMBER else record.number
    context = {
        "record": record,
        "title": title,
        "named": named,
        "party": shown_party(record, actor),
        "is_reader": is_reader,
        "viewer": _viewer(record, proof.contents) if proof else None,
        "proof": proof,
        "slips": slips_of(record, actor),
        "waiting": record.brought.filter(content=None).select_related("upload")
        if is_reader
        else [],
        "events": [(one, action_words(one.action)) for one in events],
        "file": file,
        "bar": bar_of(file, today) if file else None,
        "state": tag_of(file, today) if file else None,
        "explanation": retention_of(file, today).explanation if file else "",
        "origin": _origin(actor, record),
        "lies": place_of(record.record_file_id),
        "out": paper_out([record.record_file_id]).get(record.record_file_id)
        if record.record_file_id
        else None,
        "proposal": proposal_for(actor, record) if acts else None,
        "files": _open_files(actor, record) if acts else [],
        "gets_original": is_classed(record)
        and record_access.gets_original(actor, record),
        "acts": acts,
        **_facts(actor, record),
        **_asked(request, actor, record, is_wanted=opening.is_wanted),
        "is_held": bool(held_among([record.pk])),
        "may_hold": may_hold(actor, record),
        "crumbs": [(_("Archive"), reverse("record_list")), (named, "")],
    }
    return render(request, "archive/record.html", context)


def _asked(
    request: HttpRequest, actor: Actor, record: Record, *, is_wanted: bool
) -> dict[str, object]:
    """Return the form that asks why the record is opened, where that is wanted."""
    return {"reason_form": reason_form(request, actor, record)} if is_wanted else {}


def _facts(actor: Actor, record: Record) -> dict[str, object]:
    """Return what the record lacks, and what was corrected of it."""
    names = {one.name: one.verbose_name for one in Record._meta.fields}
    return {
        "lacks": lack_words(record),
        "may_correct": bool(correctable_facts(actor, record)),
        "corrections": [
            {
                "name": str(names[one.field]).capitalize(),
                "before": one.before,
                "after": one.after,
                "reason": one.reason,
                "at": one.at,
                "by": one.by.full_name,
            }
            for one in corrections_of(actor, record)
        ],
    }


def _found(actor: Actor, record_id: UUID) -> Record | None:
    rows = records_for(actor, RecordFilters()).select_related("letter", "incoming")
    return rows.filter(pk=record_id).first()


def _open_files(actor: Actor, record: Record) -> list:
    rows = file_access.record_files_visible_to(actor).filter(closed_on__isnull=True)
    # Where it lies already is no choice.
    near = rows.exclude(records=record).select_related("classification")
    return list(near.order_by("title")[:200])


def _origin(actor: Actor, record: Record) -> str:
    """Return where the letter behind is read, for those who may."""
    # A record may be seen where its letter may not: then no link leads into a 404.
    if record.letter_id and letters_visible_to(actor).filter(pk=record.letter_id):
        return reverse("letter_read", args=[record.letter_id])
    if record.incoming_id and incoming_visible_to(actor).filter(pk=record.incoming_id):
        return reverse("incoming_read", args=[record.incoming_id])
    return ""


def _viewer(record: Record, contents: list[RecordContent]) -> PageViewer | None:
    pages = [
        SheetPage(
            image_url=reverse("record_page_picture", args=[record.pk, item, number])
        )
        for item, number in _pages(record, contents)
    ]
    return PageViewer(pages=pages, title=record.subject) if pages else None


def _pages(record: Record, contents: list[RecordContent]) -> list[tuple[int, int]]:
    """Return (content, page) for all that can be drawn."""
    if record.letter is not None and record.letter.current_version is not None:
        # The signed pages alone: attachments are files to take, not pages to turn.
        count = record.letter.current_version.pages
        return [(0, number) for number in range(1, min(count, MAX_PAGES) + 1)]
    files: list[Any]
    if record.kind == RecordKind.REGISTERED:
        files = list(record.brought.exclude(content=None).order_by("order"))
    else:
        files = list(record.incoming.files.order_by("order")) if record.incoming else []
    return [
        (one.order, number)
        for one, file in zip(contents, files, strict=False)
        for number in range(1, min(file.pages or 0, MAX_PAGES) + 1)
    ]


def _content(request: HttpRequest, record_id: UUID, item: int) -> RecordContent:
    actor = acting(request)
    record = record_access.readable_record(actor, record_id)
    found = record.contents.select_related("stored").filter(order=item).first()
    if found is None:
        raise NotFound
    found.record = record
    require_opened(request, actor, record)
    return found


def content(request: HttpRequest, record_id: UUID, item: int) -> HttpResponseBase:
    """Answer with a content as it was captured.

    Of a classed record a reading copy; `?asli=1` gives those who took part the bytes.
    """
    actor = acting(request)
    try:
        found = _content(request, record_id, item)
    except ReasonWanted:
        return redirect("record_open", record_id)
    wanted = Wanted(
        stored=found.stored,
        name=found.name,
        takes_part=record_access.gets_original(actor, found.record),
        original=request.GET.get("asli") == "1",
    )
    return give_file(request, found.record, wanted, actor=actor)


def page_picture(
    request: HttpRequest, record_id: UUID, item: int, page: int
) -> HttpResponse:
    """Answer with the picture of one page, drawn in the sandbox."""
    try:
        found = _content(request, record_id, item)
    except ReasonWanted as wanted:  # no picture of the page beside the question
        raise NotFound from wanted
    try:
        picture = page_picture_of(found.stored, page, width=PICTURE_WIDTH)
    # Away is no missing page: it is told as 503, and the browser may come again.
    except SandboxUnavailable:
        raise
    except SandboxError as fault:
        raise NotFound from fault
    return HttpResponse(
        picture.content, content_type=picture.media_type, headers=PICTURE_HEADERS
    )
