"""`/pengaturan/pencarian/kata/`: groups of words, and trying them out."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eoffice.errors import Invalid, NotFound, Stale
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.shell.entry import office_view
from search.admin.words.forms import GroupForm, TryForm
from search.admin.words.trying import Tried, tried
from search.analysis.synonyms import shipped_groups
from search.analysis.text import fold
from search.watching.models import QueryFault
from search.watching.noting import KEPT_DAYS, noted
from search.words import changing
from search.words.models import GroupKind, WordGroup

SHOWN = 40


@office_view
def words_page(request: HttpRequest) -> HttpResponse:
    """Show the groups and the searches of the week; try words out; add a group."""
    actor = administrator(request)
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial={"terms": request.GET.get("kata", "").replace("\x00", "")[:200]},
    )
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            changing.add_group(actor=actor, terms=form.cleaned_data["terms"])
            return reverse("search_words")

        if _done(request, act, form):
            messages.success(request, _("Saved. Searches use it from now on."))
            return redirect("search_words")
    context = {
        **_listed(request),
        **_tried(request, actor),
        "form": form,
        "days": KEPT_DAYS,
        "empty": noted(QueryFault.EMPTY),
        "slow": noted(QueryFault.SLOW),
    }
    status = 422 if form.errors else 200
    return render(request, "search/words/page.html", context, status=status)


def _tried(request: HttpRequest, actor: Actor) -> dict[str, object]:
    form = TryForm({name: request.GET.get(name, "") for name in ("coba", "kata")})
    found: Tried | None = None
    if form.is_valid() and form.cleaned_data["coba"]:
        found = tried(actor, form.cleaned_data["coba"], form.cleaned_data["kata"])
    return {"trying": form, "tried": found}


def _listed(request: HttpRequest) -> dict[str, object]:
    """Return the office's groups and the shipped ones with the words asked for."""
    words = " ".join(fold(request.GET.get("q", "")[:80]).replace("\x00", "").split())
    rows = list(WordGroup.objects.select_related("set_by"))
    off = {tuple(one.terms): one for one in rows if one.kind == GroupKind.OFF}
    shipped = [
        (" | ".join(terms), off.get(terms))
        for terms in shipped_groups()
        if words in " | ".join(terms)
    ]
    return {
        "words": words,
        "added": [one for one in rows if one.kind == GroupKind.ADDED],
        # those that are off first: they are what somebody decided
        "shipped": sorted(shipped, key=lambda one: one[1] is None)[:SHOWN],
        "shipped_count": len(shipped),
    }


def _done(request: HttpRequest, act: Callable[[], str], form: GroupForm) -> bool:
    try:
        once(request, act)
    except NotFound:
        raise
    except (Invalid, Stale) as refusal:
        form.take(refusal)
        return False
    return True


@office_view
def group_page(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Show a group of the office; give it other terms."""
    actor = administrator(request)
    row = WordGroup.objects.filter(pk=group_id, kind=GroupKind.ADDED).first()
    if row is None:
        raise NotFound
    first = {"terms": row.key, "version": row.row_version}
    form = GroupForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            changing.change_group(
                actor=actor,
                group_id=group_id,
                terms=form.cleaned_data["terms"],
                version=form.cleaned_data["version"],
            )
            return reverse("search_words")

        if _done(request, act, form):
            messages.success(request, _("Saved. Searches use it from now on."))
            return redirect("search_words")
    status = 422 if form.errors else 200
    context = {"form": form, "group": row}
    return render(request, "search/words/group.html", context, status=status)


@office_view
@require_POST
def group_remove(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Take a group of the office away."""
    actor = administrator(request)
    change = partial(changing.remove_group, actor=actor, group_id=group_id)
    return _changed(request, change, _("The group is removed; the trail keeps it."))


@office_view
@require_POST
def shipped_off(request: HttpRequest) -> HttpResponse:
    """Do without a shipped group, named by its terms."""
    actor = administrator(request)
    terms = tuple(request.POST.get("terms", "").split(" | "))
    change = partial(changing.switch_off, actor=actor, terms=terms)
    return _changed(request, change, _("The shipped group is not used from now on."))


@office_view
@require_POST
def shipped_on(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Use a shipped group again."""
    actor = administrator(request)
    change = partial(changing.switch_on, actor=actor, group_id=group_id)
    return _changed(request, change, _("The shipped group is used again."))


def _changed(
    request: HttpRequest, change: Callable[[], object], told: str
) -> HttpResponse:
    """Make a change once, say so, and show the groups."""

    def act() -> str:
        change()
        return reverse("search_words")

    address = once(request, act)
    messages.success(request, told)
    return redirect(address)
