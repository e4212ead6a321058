"""What an address of the search page asks for: words, filters, or a kept request.

?q=undangan rapat&dalam=camat&jenis=record&urut=-letter_date&lanjut=…
?permintaan={"version": 1, …}     a request as the builder makes it
"""

import json
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from search.finding import searching
from search.finding.within import within
from search.query import InvalidRequest, Parsed, SearchRequest, from_json, to_json

MAX_TEXT = 500
LONGEST_REQUEST = 6_000
MOST_WITHIN = 5
SORTS = {
    "relevance": gettext_lazy("Best match"),
    "-letter_date": gettext_lazy("Newest"),
    "letter_date": gettext_lazy("Oldest"),
}
# Name in the address, field of the engine, legend.
FACETS = (
    ("jenis", "kind", gettext_lazy("Kind")),
    ("tahun", "year", gettext_lazy("Year")),
    ("unit", "unit", gettext_lazy("Unit")),
    ("tipe", "type", gettext_lazy("Type")),
    ("sifat", "urgency", gettext_lazy("Urgency")),
)
NAMES = {field: name for name, field, _label in FACETS}
#: Says that the filters of a kept request were looked at: what is not ticked is off.
FILTERED = "saring"
KEPT = ("q", "dalam", "permintaan", "urut", "tepat", FILTERED, *NAMES.values())

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuestion:
    """One question of the page. `base` is a kept request that stands for the words."""

    text: str
    sort: str
    within: tuple[str, ...]
    chosen: searching.Chosen
    is_exact: bool
    base: SearchRequest | None
    base_json: str

    @property
    def is_something(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.text or self.chosen or self.base)

    @property
    def words(self) -> str:
        """All words, as they are marked in what is found."""
        return " ".join([self.text, *self.within]).strip()

    @property
    def title(self) -> str:
        """The words as a list of past searches shows them."""
        return " › ".join([self.text, *self.within])

    def parsed(self) -> Parsed:
        """The request, and what was read in another way than typed."""
        if self.base is None:
            parsed = searching.understand(self.text, chosen=self.chosen, sort=self.sort)
        else:
            request = replace(self.base, chosen=self.chosen, sort=self.sort)
            parsed = Parsed(request=request, hints=())
        request, hints = parsed.request, [*parsed.hints]
        for words in self.within:
            further = searching.understand(words)
            request = within(request, further.request)
            hints += further.hints
        return Parsed(request=request, hints=tuple(hints))

    def pairs(self, *, but: tuple[str, ...] = ()) -> Pairs:
        """Names and values of the address, as forms keep them."""
        given: Pairs = [("q", self.text)] if self.base is None else []
        if self.base_json:
            given.append(("permintaan", self.base_json))
        given += [("dalam", words) for words in self.within]
        given += [(NAMES[f], v) for f, values in self.chosen for v in values]
        given += [("urut", self.sort)]
        if self.base is not None:
            given.append((FILTERED, "1"))
        if self.is_exact:
            given.append(("tepat", "1"))
        return [(name, value) for name, value in given if name not in but]

    def query(self, *more: tuple[str, str], but: tuple[str, ...] = ()) -> str:
        """The address of this question, encoded."""
        return urlencode([*self.pairs(but=but), *more])


def address_of(request: SearchRequest) -> str:
    """The address that asks for a request, encoded."""
    written = json.dumps(to_json(request), separators=(",", ":"), ensure_ascii=False)
    return urlencode({"permintaan": written})


def typed_words(text: str, most: int = MAX_TEXT) -> str:
    """What was typed, without what no database takes."""
    return text.replace("\x00", "")[:most].strip()


def asked_of(given: QueryDict, kept: dict[str, Any] | None = None) -> SearchQuestion:
    """Read an address; `kept` is the request of a saved search.

    Raises:
        InvalidRequest: the request in it cannot be read.
    """
    base_json = given.get("permintaan", "")[:LONGEST_REQUEST]
    base = _request(kept, base_json)
    chosen = _chosen(given)
    text = typed_words(given.get("q", ""))
    sort = given.get("urut", "")
    if base is not None:
        text, sort = base.text, sort or base.sort
        chosen = chosen if chosen or FILTERED in given else base.chosen
    return SearchQuestion(
        text=text,
        sort=sort if sort in SORTS else "relevance",
        within=_within(given),
        chosen=chosen,
        is_exact=given.get("tepat") == "1" or base is not None,
        base=base,
        base_json=base_json if kept is None and base is not None else "",
    )


def _request(kept: dict[str, Any] | None, written: str) -> SearchRequest | None:
    if kept is not None:
        return from_json(kept)
    if not written:
        return None
    try:
        return from_json(json.loads(written))
    except (json.JSONDecodeError, RecursionError) as fault:
        raise InvalidRequest(str(fault)) from fault


def _within(given: QueryDict) -> tuple[str, ...]:
    said = (typed_words(words) for words in given.getlist("dalam")[:MOST_WITHIN])
    return tuple(dict.fromkeys(words for words in said if words))


def _chosen(given: QueryDict) -> searching.Chosen:
    ticked = ((field, tuple(given.getlist(name)[:50])) for name, field, _l in FACETS)
    return tuple((field, values) for field, values in ticked if values)
