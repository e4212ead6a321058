"""Why a result was found: in which fields, and what a word was read as besides.

Told from what the result itself shows its reader, so it says nothing more.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis.numbers import number_parts
from search.chosen_engine import engine
from search.engines.contract import Hit
from search.engines.snippets import Marker
from search.query import SearchRequest
from search.query.plan import Alternative, Plan, make_plan

MARK = "<mark>"
#: Where words may stand that a result does not show.
ELSEWHERE = "elsewhere"
MOST_READINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """`fields`: number, subject, body, sender, or elsewhere (recipients, signatory).

    `read_as`: (as typed, as found) of words that were met by another of their group.
    """

    fields: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()


class Reasoner:
    """Tells the reasons of the results of one request."""

    def __init__(self, request: SearchRequest) -> None:
        """Plan the request once for all its results."""
        self._plan: Plan = make_plan(request, engine().synonyms())
        self._sender = Marker.of(self._plan.alternatives_in("sender"))
        self._numbers = {
            candidate
            for form in (self._plan.pinned, *self._mentioned())
            if form
            for candidate in form.candidates
        }

    def of(self, hit: Hit) -> Reasons:
        """Reasons of a result; none where only filters were asked for."""
        if not self._plan.has_text:
            return Reasons()
        fields = tuple(self._fields(hit)) or (ELSEWHERE,)
        return Reasons(fields=fields, read_as=tuple(self._read_as(hit)))

    def _mentioned(self) -> Iterator:
        slots = (*self._plan.slots, *self._plan.required_slots())
        return (one.form for slot in slots for one in slot.alternatives)

    def _fields(self, hit: Hit) -> Iterator[str]:
        if self._numbers & set(number_parts(hit.number)):
            yield "number"
        if MARK in hit.subject_html:
            yield "subject"
        if any(MARK in one for one in hit.snippets):
            yield "body"
        if self._sender.spans(hit.sender):
            yield "sender"

    def _read_as(self, hit: Hit) -> Iterator[tuple[str, str]]:
        shown = _shown(hit)
        told = 0
        for slot in self._plan.slots:
            typed, *others = slot.alternatives
            if not others or _is_met(typed, shown):
                continue
            met = next((one for one in others if _is_met(one, shown)), None)
            if met is not None and told < MOST_READINGS:
                told += 1
                yield typed.text, met.text


def _shown(hit: Hit) -> str:
    pieces = (hit.subject, hit.sender, *hit.snippets)
    return " \f ".join(pieces).replace(MARK, "").replace("</mark>", "")


def _is_met(one: Alternative, text: str) -> bool:
    return bool(Marker.of([one]).spans(text))
