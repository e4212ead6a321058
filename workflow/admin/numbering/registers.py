"""`/pengaturan/nomor/`: the registers of a year, and the rules that lead to them."""

import re

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.errors import NotFound
from eoffice.organisation.access import is_administrator
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.settings_doors import SettingsDoor, register_settings_door
from workflow.letters.queries.number_patterns import type_patterns
from workflow.numbering.access import clerk_registers
from workflow.numbering.registers import facts_of, registers_visible_to, with_counts
from workflow.numbering.rule_model import RegisterRule

ON_A_PAGE = 50
YEAR = re.compile(r"20[0-9]{2}")


def may_look(actor: Actor) -> bool:
    """Tell whether the person administers, or keeps some register."""
    return is_administrator(actor) or bool(clerk_registers(actor))


def register() -> None:
    """Hang the door."""
    register_settings_door(
        SettingsDoor(
            name="numbers",
            label=_("Letter numbers"),
            text=_("Registers, who owns them, number patterns, void numbers"),
            page="number_registers",
            icon="type",
            order=40,
            shown=may_look,
        )
    )


def _year_of(request: HttpRequest) -> int:
    typed = request.GET.get("tahun", "")
    return int(typed) if YEAR.fullmatch(typed) else timezone.localdate().year


def register_list(request: HttpRequest) -> HttpResponse:
    """Show registers with owner, pattern and next number; rules to administrators."""
    actor = acting(request)
    if not may_look(actor):
        raise NotFound
    year = _year_of(request)
    visible = registers_visible_to(actor)
    rows = with_counts(visible.filter(year=year)).order_by("unit__code", "series")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p"))
    found = list(page.object_list)
    facts = facts_of(found, type_patterns())
    today = timezone.localdate()
    lasting = Q(valid_to_on__isnull=True) | Q(valid_to_on__gte=today)
    rules = RegisterRule.objects.filter(lasting).select_related("owner_unit")
    context = {
        "page": page,
        "rows": [(one, facts[one.pk]) for one in found],
        "year": year,
        "query": f"tahun={year}",
        "years": sorted({*visible.values_list("year", flat=True), today.year}),
        "rules": rules if is_administrator(actor) else [],
        "today": today,
    }
    return render(request, "workflow/numbering/registers.html", context)
