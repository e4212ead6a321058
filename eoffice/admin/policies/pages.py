"""Pages of the office's own rules: one page each, with preview and history."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from eoffice.errors import Invalid, NotFound, Stale
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.policies.changing import change_policy, checked_value, last_number
from eoffice.policies.models import PolicyVersion
from eoffice.policies.policy import OfficePolicy, policies, policy_named
from eoffice.policies.told import Words
from eoffice.shell.entry import office_view
from eoffice.shell.shape_form import ShapeForm

SHOWN_VERSIONS = 20


@office_view
def policy_list(request: HttpRequest) -> HttpResponse:
    """Show the rules that the office sets for itself."""
    administrator(request)
    changed = PolicyVersion.objects.newest()
    rows = [(policy, changed.get(policy.name)) for policy in policies()]
    return render(request, "eoffice/policies/list.html", {"rows": rows})


@office_view
def policy_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one rule; change it after a look at what that changes."""
    actor = administrator(request)
    policy = policy_named(name)
    if policy is None:
        raise NotFound
    act = request.POST.get("act", "")
    data = request.POST if request.method == "POST" else None
    form = ShapeForm(policy.shape, policy.current(), data, more=int(act == "more"))
    context = _context(policy, form)
    if data is None or act == "more" or not form.is_valid():
        return render(request, "eoffice/policies/policy.html", context)
    try:
        if act == "preview":
            context["preview"] = _preview(policy, form.value())
        else:
            address = once(request, lambda: _save(actor, name, form))
            messages.success(request, _("Saved."))
            return redirect(address)
    except Invalid as refusal:
        form.take(refusal.faults)
    except Stale as refusal:
        form.reason.add_error(None, str(refusal))
    return render(request, "eoffice/policies/policy.html", context)


def _save(actor: Actor, name: str, form: ShapeForm) -> str:
    told = form.reason.cleaned_data
    change_policy(
        actor=actor,
        name=name,
        value=form.value(),
        effective_from=told["effective_from"],
        reason=told["reason"],
        expected_version=told["version"],
    )
    return reverse("policy_page", args=[name])


def _context(policy: OfficePolicy[Any], form: ShapeForm) -> dict[str, Any]:
    words = Words(policy.shape)
    versions = PolicyVersion.objects.filter(name=policy.name).order_by("-number")
    today = timezone.localdate()
    return {
        "policy": policy,
        "form": form,
        "now": list(words.pairs(policy.current())),
        "last": last_number(policy.name),
        "today": today,
        "versions": list(versions.select_related("entered_by")[:SHOWN_VERSIONS]),
    }


def _preview(policy: OfficePolicy[Any], value: dict[str, Any]) -> dict[str, Any]:
    old, new = policy.current(), checked_value(policy, value)
    effects = [str(line) for line in policy.effects(old, new)] if policy.effects else []
    return {
        "differences": Words(policy.shape).differences(old, new),
        "effects": effects,
    }
