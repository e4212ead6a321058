"""Instant answers of the palette beside letters: each group by the person's rights."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.classification.catalogue import ArchiveCatalogue
from archive.record_files.access import record_files_visible_to
from archive.records.keepers import is_keeper
from eoffice.organisation.access import officials_visible_to
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.palette_pages import Named, acts_of, pages_for
from search.saved.history import past_searches
from search.saved.keeping import searches_of

PEOPLE = UNITS = CODES = FILES = 4
PAGES = ACTS = LATELY = SAVED = 5
MIN_NAME = 2
MOST_WORDS = 4

Option = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, by whom."""

    request: HttpRequest
    actor: Actor
    words: str

    @property
    def each(self) -> list[str]:
        """The first few words."""
        return self.words.split()[:MOST_WORDS]


def groups_at_the_start(request: HttpRequest, actor: Actor) -> list[Option]:
    """What stands there before anything is typed."""
    typed = Typed(request=request, actor=actor, words="")
    lately = [
        _option(one.text, f"{reverse('search_page')}?{one.query}", "history")
        for one in past_searches(actor, LATELY)
    ]
    saved = [
        _option(one.name, reverse("saved_search", args=[one.pk]), "search")
        for one in searches_of(actor)[:SAVED]
    ]
    return [
        {"label": _("Searches of late"), "options": lately},
        {"label": _("Saved searches"), "options": saved},
        {"label": _("Do"), "options": list(_acts(typed))},
        {"label": _("Pages"), "options": list(_pages(typed))},
    ]


def groups_of(typed: Typed) -> list[Option]:
    """People, units, codes, files, pages and acts whose names have the words."""
    found = [
        (_("People"), _people(typed)),
        (_("Record files"), _files(typed)),
        (_("Units"), _units(typed)),
        (_("Classification codes"), _codes(typed)),
        (_("Pages"), _pages(typed)),
        (_("Do"), [*_acts(typed), _search_all(typed.words)]),
    ]
    return [{"label": label, "options": list(options)} for label, options in found]


def marks_in(title: str, words: str) -> list[list[int]]:
    """Return where the words stand in the title, as [from, to], without overlap."""
    lower, spans = title.lower(), []
    if len(lower) != len(title):  # a letter whose small form is longer
        return []
    for word in {one.lower() for one in words.split() if len(one) >= MIN_NAME}:
        at = lower.find(word)
        if at >= 0:
            spans.append([at, at + len(word)])
    merged: list[list[int]] = []
    for span in sorted(spans):
        if not merged or span[0] >= merged[-1][1]:
            merged.append(span)
    return merged


def _option(title: str, url: str, icon: str, meta: str = "", words: str = "") -> Option:
    marks = marks_in(title, words)
    return {"title": title, "url": url, "icon": icon, "meta": meta, "marks": marks}


def _search_for(words: str) -> str:
    return f"{reverse('search_page')}?{urlencode({'q': words})}"


def _search_all(words: str) -> Option:
    title = _('Search "%(words)s" in all letters') % {"words": words}
    return _option(title, _search_for(words), "search")


def _people(typed: Typed) -> Iterator[Option]:
    if len(typed.words) < MIN_NAME:
        return
    rows = officials_visible_to(typed.actor).filter(is_active=True)
    for word in typed.each:
        rows = rows.filter(name__icontains=word)
    for one in rows.order_by("name")[:PEOPLE]:
        meta = _("Letters with this name")
        yield _option(one.full_name, _search_for(one.name), "user", meta, typed.words)


def _units(typed: Typed) -> Iterator[Option]:
    if len(typed.words) < MIN_NAME:
        return
    named = Q()
    for word in typed.each:
        named &= Q(name__icontains=word) | Q(short_name__icontains=word)
    rows = Unit.objects.filter(named | Q(code__iexact=typed.words), closed_on=None)
    for one in rows.order_by("name")[:UNITS]:
        address = f"{reverse('search_page')}?{urlencode({'unit': one.pk})}"
        meta = _("Letters of this unit")
        yield _option(one.name, address, "users", meta, typed.words)


def _codes(typed: Typed) -> Iterator[Option]:
    if len(typed.words) < MIN_NAME:
        return
    for one in ArchiveCatalogue().search(typed.words, CODES):
        title = f"{one.code} {one.name}"
        address = _search_for(f"klas:{one.code}")
        yield _option(title, address, "files", _("Letters with this code"), typed.words)


def _files(typed: Typed) -> Iterator[Option]:
    if len(typed.words) < MIN_NAME:
        return
    rows = record_files_visible_to(typed.actor)
    for word in typed.each:
        rows = rows.filter(title__icontains=word)
    for one in rows.order_by("-pk")[:FILES]:
        address = reverse("record_file_page", args=[one.pk])
        yield _option(one.title, address, "folder", "", typed.words)


def _pages(typed: Typed) -> Iterator[Option]:
    return _named(pages_for(typed.request, typed.actor), typed, PAGES)


def _acts(typed: Typed) -> Iterator[Option]:
    acts = acts_of(typed.actor)
    if is_keeper(typed.actor):
        label = _("Open a new record file")
        acts.append((label, reverse("record_file_new"), "folder-open"))
    return _named(acts, typed, ACTS)


def _named(given: Iterable[Named], typed: Typed, most: int) -> Iterator[Option]:
    """Those whose label has every word; all of them while nothing is typed."""
    words = [word.lower() for word in typed.each]
    met = [one for one in given if all(word in one[0].lower() for word in words)]
    for label, url, icon in met[: most if words else most * 2]:
        yield _option(label, url, icon, "", typed.words)
