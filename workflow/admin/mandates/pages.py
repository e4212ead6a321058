"""`/pengaturan/mandat/`: the register, a new line, the end of one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from eoffice.accounts.step_up import require_step_up
from eoffice.errors import OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view
from workflow.admin.mandates.forms import EndMandateForm, MandateForm
from workflow.mandates.operations.entering import (
    end_mandate,
    enter_mandate,
    put_customary_table_in,
)
from workflow.mandates.queries.lists import (
    count_without_line,
    found_mandates,
    mandates_visible_to,
)

PAGE_LENGTH = 50


@office_view
def mandate_list(request: HttpRequest) -> HttpResponse:
    """Show the lines in force, or those that ended."""
    actor = administrator(request)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    ended = request.GET.get("keadaan") == "berakhir"
    rows = found_mandates(actor, words=words, ended=ended)
    kept = request.GET.copy()
    kept.pop("p", None)
    context = {
        "page": Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("p", "1")),
        "words": words,
        "ended": ended,
        "without": count_without_line(),
        "query": kept.urlencode(),
        "crumbs": _crumbs(""),
    }
    return render(request, "workflow/mandates/list.html", context)


def _crumbs(here: str) -> list[tuple[str, str]]:
    above = [(_("Settings"), reverse("settings_index"))]
    if not here:
        return [*above, (_("Mandates"), "")]
    return [*above, (_("Mandates"), reverse("mandate_list")), (here, "")]


@office_view
def mandate_new(request: HttpRequest) -> HttpResponse:
    """Enter a mandate."""
    actor = administrator(request)
    form = MandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        try:
            return redirect(once(request, lambda: _enter(request, actor, form)))
        except OfficeError as refusal:
            form.take(refusal)
    context = {
        "form": form,
        "title": _("Enter a mandate"),
        "button": _("Enter"),
        "crumbs": _crumbs(_("Enter a mandate")),
    }
    return render(request, "workflow/mandates/form.html", context)


def _enter(request: HttpRequest, actor: Actor, form: MandateForm) -> str:
    made = enter_mandate(actor=actor, content=form.content())
    said = _("The mandate of %(name)s is entered.") % {"name": made.receiver.title}
    messages.success(request, said)
    return reverse("mandate_list")


@office_view
def mandate_end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """End a mandate, after its consequence in a sentence."""
    actor = administrator(request)
    mandate = get_object_or_404(mandates_visible_to(actor), pk=mandate_id)
    form = EndMandateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        require_step_up(request)
        try:
            return redirect(
                once(request, lambda: _end(request, actor, mandate_id, form))
            )
        except OfficeError as refusal:
            form.take(refusal)
    context = {
        "form": form,
        "title": _("End the mandate of %(name)s") % {"name": mandate.receiver.title},
        "consequence": _(
            "After its end nobody signs in this form any more, not even letters that"
            " were submitted before. The line stays in the register."
        ),
        "button": _("End this mandate"),
        "crumbs": _crumbs(_("End")),
    }
    return render(request, "workflow/mandates/form.html", context)


def _end(
    request: HttpRequest, actor: Actor, mandate_id: UUID, form: EndMandateForm
) -> str:
    given = form.cleaned_data
    end_mandate(
        actor=actor,
        mandate_id=mandate_id,
        on=None if given["at_once"] else given["on"],
        reason=given["reason"],
    )
    messages.success(request, _("The end of the mandate is entered."))
    return reverse("mandate_list")


@require_POST
@office_view
def mandate_customary(request: HttpRequest) -> HttpResponse:
    """Put in the customary lines of positions that never had one."""
    actor = administrator(request)
    require_step_up(request)
    return redirect(once(request, lambda: _put_in(request, actor)))


def _put_in(request: HttpRequest, actor: Actor) -> str:
    added = len(put_customary_table_in(actor=actor))
    said = ngettext(
        "%(n)s customary mandate was put in.",
        "%(n)s customary mandates were put in.",
        added,
    )
    messages.success(request, said % {"n": added})
    return reverse("mandate_list")
