"""`/arsip/berkaskan/`: any ticked records into a file found by words, or a new one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.admin.entrance import uuid_of, words_of
from archive.admin.record_files.opening import FileForm
from archive.admin.records.paging import MOST_ROWS
from archive.record_files.access import record_files_visible_to
from archive.record_files.acts import why_not_filed
from archive.record_files.errors import SomeRefused
from archive.record_files.filing import FileInput, code_differs
from archive.record_files.filing_many import file_into_new, file_records
from archive.record_files.models import Filing, RecordFile
from archive.records import access as record_access
from archive.records.keepers import is_keeper, units_kept_by
from archive.records.models import Record
from archive.records.shown import list_title
from eoffice.errors import Invalid, NotFound
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.upwards import register_ids_of
from eoffice.shell.acting import acting

FOUND = 50  # files offered at once; more words find the others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What the page asks for: these records into that file, or into a new one."""

    actor: Actor
    records: list[Record]
    reason: str

    def into(self, target: RecordFile) -> Filing | None:
        choices = [(one.pk, target.pk) for one in self.records]
        return file_records(
            actor=self.actor, choices=choices, move=True, reason=self.reason
        )

    def into_new(self, content: FileInput) -> Filing | None:
        ids = [one.pk for one in self.records]
        return file_into_new(
            actor=self.actor,
            content=content,
            records=ids,
            move=True,
            reason=self.reason,
        )


@require_POST
def file_chosen(request: HttpRequest) -> HttpResponse:
    """Offer files for the ticked records, and put them where it is said.

    Asked by POST because two hundred ids are too long for an address; nothing changes
    until a file is chosen.
    """
    actor = acting(request)
    if not is_keeper(actor):
        raise NotFound
    records = _ticked(actor, request)
    reason = words_of(request.POST, "alasan", 1000)
    wish = _Wish(actor=actor, records=records, reason=reason)
    form = _new_file_form(request, wish)
    target = _target(actor, request)
    more: dict[str, Any] = {}
    try:
        if target is not None:
            more = _differing(wish, target)
            if not more:
                return _done(request, lambda: wish.into(target))
        elif form.is_bound and form.is_valid():
            content = _file_input(form)
            return _done(request, lambda: wish.into_new(content))
    except Invalid as refusal:
        for fault in refusal.faults:
            field = fault.field if fault.field in form.fields else None
            form.add_error(field, str(fault.message))
    except SomeRefused as refusal:
        more = {"refused": refusal.refused}
    return _page(request, wish, form, more)


def _done(request: HttpRequest, act: Any) -> HttpResponse:
    def leading() -> str:
        filing = act()
        if filing is None:  # all lay there already
            return reverse("record_list")
        return reverse("filing_page", args=[filing.pk])

    return redirect(once(request, leading))


def _ticked(actor: Actor, request: HttpRequest) -> list[Record]:
    """Return what was ticked, with and without a proposal, as far as one sees it."""
    given = request.POST.getlist("arsip")
    given += [one.partition(":")[0] for one in request.POST.getlist("usul")]
    try:
        ids = {UUID(one) for one in given}
    except ValueError as error:
        raise NotFound from error
    if len(ids) > MOST_ROWS:  # no page of ours offers so many
        raise NotFound
    rows = record_access.records_visible_to(actor).filter(pk__in=ids)
    shown = rows.select_related("unit", "classification", "record_file")
    records = list(shown.defer("access_tokens", "classification__name").order_by("-id"))
    if len(records) < len(ids):
        raise NotFound
    record_access.tell_depth(records, actor)
    return records


def _target(actor: Actor, request: HttpRequest) -> RecordFile | None:
    asked = uuid_of(request.POST, "berkas")
    if asked is None:
        return None
    found = record_files_visible_to(actor).filter(pk=asked).first()
    if found is None:
        raise NotFound
    return found


def _differing(wish: _Wish, target: RecordFile) -> dict[str, Any]:
    """Return what to ask before records of another code go there: a warning."""
    differing = sum(1 for one in wish.records if code_differs(one, target))
    if wish.reason or not differing:
        return {}
    return {"differing": differing, "target": target}


def _new_file_form(request: HttpRequest, wish: _Wish) -> FileForm:
    """Return the form of a new file, with everything filled from the records."""
    is_asked = "baru" in request.POST
    form = FileForm(request.POST if is_asked else None, initial=_initial(wish.records))
    units = units_kept_by(wish.actor).filter(closed_on__isnull=True).order_by("name")
    form.fields["unit"].queryset = units  # type: ignore[attr-defined]  # a choice field
    return form


def _initial(records: list[Record]) -> dict[str, object]:
    """Return unit, code and title as most of the records have them."""
    if not records:
        return {}
    [(unit, _n)] = Counter(one.unit_id for one in records).most_common(1)
    codes = Counter(one.classification for one in records if one.classification)
    year = max(one.record_date.year for one in records)
    first = codes.most_common(1)
    if not first:
        return {"unit": unit, "title": str(year)}
    [(code, _n)] = first
    title = f"{code.short_name} {year}"
    return {"unit": unit, "classification_code": code.code, "title": title}


def _file_input(form: FileForm) -> FileInput:
    given = form.cleaned_data
    return FileInput(
        unit_id=given["unit"].pk,
        classification_code=given["classification_code"],
        title=given["title"],
    )


def _page(
    request: HttpRequest, wish: _Wish, form: FileForm, more: Mapping[str, Any]
) -> HttpResponse:
    words = words_of(request.POST, "kata")
    refused = more.get("refused", {})
    units = set(units_kept_by(wish.actor).values_list("pk", flat=True))
    rows = [
        (
            one,
            list_title(one, wish.actor),
            refused.get(one.pk) or why_not_filed(one, keeps=one.unit_id in units),
        )
        for one in wish.records
    ]
    context = {
        "rows": rows,
        "hindered": sum(1 for _one, _title, why in rows if why),
        "moving": sum(1 for one in wish.records if one.record_file_id),
        "files": _files(wish, words),
        "words": words,
        "form": form,
        "reason": wish.reason,
        **more,
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Filing"), "")],
    }
    status = SomeRefused.status if refused else 200
    return render(request, "archive/choose_file.html", context, status=status)


def _files(wish: _Wish, words: str) -> list[RecordFile]:
    """Return open files of the registers of the chosen, by words, the newest first."""
    open_ones = record_files_visible_to(wish.actor).filter(closed_on__isnull=True)
    registers = set(register_ids_of({one.unit for one in wish.records}).values())
    rows = open_ones.filter(unit__path__overlap=list(registers))
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(classification__code__startswith=word)
            | Q(unit__name__icontains=word)
        )
    near = rows.select_related("classification", "unit").defer("trigger_proof")
    return list(near.order_by("-opened_on", "-number")[:FOUND])
