"""A page without results: what was looked for, and what would find something."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from search.admin.asked import FACETS, SearchQuestion, address_of
from search.engines.contract import Access, SearchUnavailable
from search.finding.office_names import labels_for
from search.finding.wider import Wider, wider
from search.query import Parsed

WORDS: Mapping[str, Promise] = {
    "filters": _("without the filters"),
    "fields": _('"%(words)s" in every field'),
    "order": _('the words of "%(words)s" in any order'),
    "beginning": _("words that begin with %(words)s"),
    "date": _("of any date"),
    "without": _("without leaving words out"),
    "all": _("the words alone, without any condition"),
    "value": _("without the condition on unit, type or state"),
}


def nothing_found(
    access: Access, asked: SearchQuestion, parsed: Parsed
) -> dict[str, object]:
    """Return what the page says when nothing was found."""
    try:
        near = wider(access, parsed.request)
    except SearchUnavailable:  # this moment: the page says what it knows
        near = []
    return {"near": [_shown(one) for one in near], "narrowed": _filters(asked)}


def _shown(one: Wider) -> tuple[str, str, str]:
    """(address, words, how many)."""
    # what is searched for then stands in the box: the words alone, of a beginning
    text = one.words if one.code == "beginning" else one.request.text
    request = replace(one.request, text=text)
    found = ngettext("%(n)d found", "%(n)d found", one.total) % {"n": one.total}
    words = str(WORDS[one.code]) % {"words": one.words}
    return address_of(request), words, found


def _filters(asked: SearchQuestion) -> list[tuple[str, str]]:
    """(legend, values) of the filters that were ticked."""
    chosen = dict(asked.chosen)
    told = []
    for _name, field, legend in FACETS:
        values = chosen.get(field, ())
        labels = labels_for(field, values) if values else {}
        if values:
            names = (str(labels.get(value, value)) for value in values)
            told.append((str(legend), ", ".join(names)))
    return told
