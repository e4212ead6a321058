"""`/pengaturan/nomor/<id>/`: the numbers of a register, void ones with a reason."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, StateForbids
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from workflow.letters.access import letters_visible_to
from workflow.letters.queries.number_patterns import type_patterns
from workflow.numbering.access import keeps
from workflow.numbering.models import NumberState
from workflow.numbering.registers import facts_of, registers_visible_to
from workflow.rights import one_of
from workflow.signing.operations.voiding import void_reserved_number

ON_A_PAGE = 100


def ledger_page(request: HttpRequest, register_id: UUID) -> HttpResponse:
    """Show the numbers in their order; the keeper gives up a reserved one."""
    actor = acting(request)
    register = one_of(registers_visible_to(actor), register_id)
    state = request.GET.get("keadaan", "")
    rows = register.numbers.select_related("decided_by").order_by("value")
    if state in NumberState.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    letters = letters_visible_to(actor).filter(
        pk__in=[one.purpose_id for one in page.object_list]
    )
    context = {
        "register": register,
        "facts": facts_of([register], type_patterns())[register.pk],
        "page": page,
        # Those that open to this keeper: of the others the number alone.
        "letters": set(letters.values_list("pk", flat=True)),
        "state": state,
        "query": f"keadaan={state}" if state in NumberState.values else "",
        "states": NumberState.choices,
        "keeps": keeps(actor, register),
    }
    return render(request, "workflow/numbering/ledger.html", context)


@require_POST
def number_void(
    request: HttpRequest, register_id: UUID, number_id: UUID
) -> HttpResponse:
    """Give a reserved number up, with a reason."""
    actor = acting(request)

    def act() -> str:
        reason = request.POST.get("reason", "")
        number = void_reserved_number(actor=actor, number_id=number_id, reason=reason)
        return number.text

    try:
        told = _("Number %(number)s is void.") % {"number": once(request, act)}
        messages.success(request, told)
    except Invalid as refusal:
        messages.error(request, str(refusal.faults[0].message))
    except StateForbids as refusal:
        messages.error(request, str(refusal))
    return redirect("number_ledger", register_id=register_id)
