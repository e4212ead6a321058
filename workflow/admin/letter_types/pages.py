"""`/pengaturan/jenis-naskah/`: the types, and one type with its history."""

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.errors import Invalid, NotFound
from eoffice.organisation.administrator import administrator
from eoffice.policies.told import Words
from eoffice.sandbox import render_page
from eoffice.shell.entry import office_view
from workflow.admin.letter_types.act_forms import ActivateForm
from workflow.letter_types.content import TypeContent, TypeFamily, content_of
from workflow.letter_types.models import LetterType, LetterTypeVersion, VersionState
from workflow.letter_types.version_rules import version_faults
from workflow.rendering.ports import Rendered
from workflow.samples.pages import sample_page

WIDTH = 900
MOST_PAGES = 4


def crumbs(*here: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the trail of a page of types; the last one has no address."""
    trail = [
        (_("Settings"), reverse("settings_index")),
        (_("Letter types"), reverse("letter_types")),
        *here,
    ]
    return [*trail[:-1], (trail[-1][0], "")]


def pictures(drawn: Rendered) -> list[str]:
    """Return the first pages as data addresses, ready for `img`."""
    found = []
    for number in range(1, min(drawn.pages, MOST_PAGES) + 1):
        picture = render_page(drawn.bytes, number, width=WIDTH)
        coded = base64.b64encode(picture.content).decode()
        found.append(f"data:{picture.media_type};base64,{coded}")
    return found


@office_view
def type_list(request: HttpRequest) -> HttpResponse:
    """Show all types by family, with what is being written."""
    administrator(request)
    versions = LetterTypeVersion.objects
    shown = {row.code: row for row in versions.shown().listed()}
    drafts = versions.filter(state=VersionState.DRAFT).listed()
    written = {row.code: row for row in drafts}
    known = shown | {code: row for code, row in written.items() if code not in shown}
    rows = sorted(known.values(), key=lambda row: row.name)
    pairs = [(row, written.get(row.code)) for row in rows]
    groups = [
        (family.label, [pair for pair in pairs if pair[0].family == family])
        for family in TypeFamily
    ]
    context = {"groups": groups, "crumbs": crumbs()}
    return render(request, "workflow/letter_types/list.html", context)


@office_view
def type_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show a type: what holds, its page, its versions, and what may be done."""
    actor = administrator(request)
    letter_type = LetterType.objects.filter(code=code).first()
    if letter_type is None:
        raise NotFound
    rows = letter_type.versions.select_related("written_by", "ended_by")
    versions = list(rows.order_by("-number"))
    draft = next((one for one in versions if one.state == VersionState.DRAFT), None)
    shown = LetterTypeVersion.objects.shown().filter(letter_type=letter_type).first()
    looked_at = draft or shown
    words = Words(TypeContent)
    context: dict[str, Any] = {
        "type": letter_type,
        "draft": draft,
        "shown": shown,
        "pairs": list(words.pairs(content_of(looked_at))) if looked_at else [],
        "changes": words.differences(content_of(shown), content_of(draft))
        if draft and shown
        else [],
        "versions": versions,
        "reasons": version_faults(draft) if draft else [],
        "activate": ActivateForm(),
        "crumbs": crumbs((letter_type.name, "")),
    }
    can_draw = looked_at is not None and looked_at.is_drawn
    context["can_draw"] = can_draw and request.method != "POST"
    # By a press alone: its example is written to be drawn, though nothing of it stays.
    if looked_at is not None and can_draw and request.method == "POST":
        context |= _page_of(looked_at, actor)
    return render(request, "workflow/letter_types/type.html", context)


def _page_of(version: LetterTypeVersion, actor: Any) -> dict[str, Any]:
    try:
        page = sample_page(version, actor)
    except Invalid as refusal:
        return {"page_faults": refusal.faults}
    drawn = pictures(page.rendered) if page.rendered else []
    return {"page_faults": page.faults, "pages": drawn}
