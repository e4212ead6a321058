"""`/naskah-keluar/baru/`: choosing what to write."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from eoffice.once.forms import once
from eoffice.shell.acting import acting
from workflow.drafting.starting import start_letter
from workflow.outgoing.type_choice import types_to_choose


def letter_new(request: HttpRequest) -> HttpResponse:
    """Offer the types that can be drafted; choosing one starts the draft."""
    actor = acting(request)
    if request.method == "POST":

        def act() -> str:
            letter = start_letter(actor, request.POST.get("type", ""))
            return reverse("letter_edit", args=[letter.pk])

        return redirect(once(request, act))
    groups = types_to_choose(actor)
    return render(request, "workflow/drafting/new.html", {"groups": groups})
