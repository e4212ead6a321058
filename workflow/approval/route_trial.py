"""A rule of routes tried on past letters, before it holds; what cannot hold at all."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.models import Position
from eoffice.organisation.queries.holders import MAX_DEPTH, holding_of
from workflow.approval.ranks import RouteRank
from workflow.approval.route_rules import RouteRules
from workflow.approval.routes import route_by_rule
from workflow.letters.models import Letter
from workflow.security_class import ORDINARY

MOST_TRIED = 60  # letters
MOST_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedLetter:
    """A past letter whose route would have been another: titles in their order."""

    letter: Letter
    before: list[str]
    after: list[str]


def tried_on_past(old: RouteRules, new: RouteRules) -> tuple[int, list[TriedLetter]]:
    """Return how many letters were tried, and those with another route.

    Ordinary letters alone, the latest first: who makes rules may not know of others.
    """
    rows = Letter.objects.filter(
        current_version__isnull=False,
        signatory_position__isnull=False,
        security_class__in=ORDINARY,
    ).select_related(
        "letter_type", "drafter_position__unit", "signatory_position__unit"
    )
    letters = list(rows.defer("body").order_by("-pk")[:MOST_TRIED])
    known: dict[tuple[object, ...], tuple[list[UUID], list[UUID]]] = {}
    changed = []
    for letter in letters:
        like = (
            letter.drafter_position_id,
            letter.signatory_position_id,
            letter.letter_type_id,
        )
        if like not in known:
            known[like] = _seats(letter, old), _seats(letter, new)
        before, after = known[like]
        if before != after:
            changed.append((letter, before, after))
    ids = {seat for _letter, *both in changed for seats in both for seat in seats}
    titles = dict(Position.objects.filter(pk__in=ids).values_list("pk", "title"))
    return len(letters), [
        TriedLetter(
            letter=letter,
            before=[titles[seat] for seat in before],
            after=[titles[seat] for seat in after],
        )
        for letter, before, after in changed
    ]


def _seats(letter: Letter, rules: RouteRules) -> list[UUID]:
    return [step.position_id for step in route_by_rule(letter, letter.signatory, rules)]


def effects(old: RouteRules, new: RouteRules) -> Iterator[str | Promise]:
    """Tell which past letters would have gone another way."""
    count, changed = tried_on_past(old, new)
    told = _("%(changed)d of the last %(count)d letters would have had another route.")
    yield told % {"changed": len(changed), "count": count}
    nobody = str(_("no initial"))
    for one in changed[:MOST_TOLD]:
        yield _("%(type)s of %(day)s, %(unit)s: %(before)s; then %(after)s.") % {
            "type": one.letter.letter_type.name,
            "day": date_format(timezone.localtime(one.letter.created_at), "j M Y"),
            "unit": one.letter.drafter_position.unit.name,
            "before": " → ".join(one.before) or nobody,
            "after": " → ".join(one.after) or nobody,
        }


def faults(value: RouteRules) -> Iterator[Fault]:
    """Yield why a rule cannot hold: a rank twice, nobody for legal products, a loop."""
    counted = Counter(row.rank for row in value.ranks)
    for rank in (rank for rank, count in counted.items() if count > 1):
        text = _("%(rank)s stands twice: a letter would come back to the same desk.")
        told = text % {"rank": RouteRank(rank).label}
        yield Fault(field="ranks", code="loop", message=told)
    yield from _legal_faults(value)
    for title in _looped():
        text = _("%(title)s stands above itself. Mend its superior first.")
        told = text % {"title": title}
        yield Fault(field="ranks", code="loop", message=told)


def _legal_faults(value: RouteRules) -> Iterator[Fault]:
    """Yield the fault of a unit that is there, but whose head nobody is."""
    named = Q(unit__code=value.legal_unit) | Q(unit__name__iexact=value.legal_unit)
    heads = Position.objects.filter(named, is_head=True, closed_on=None)
    head = heads.first()
    if value.legal_types and head is not None and holding_of(head) is None:
        text = _("Nobody holds %(title)s, who would initial legal products.")
        told = text % {"title": head.title}
        yield Fault(field="legal_unit", code="without_a_person", message=told)


def _looped() -> list[str]:
    """Return seats that come upon themselves on the way up; one query."""
    rows = Position.objects.filter(closed_on=None)
    above = dict(rows.values_list("pk", "superior"))
    titles = dict(rows.values_list("pk", "title"))
    found = []
    for seat, superior in above.items():
        at, steps = superior, 0
        while at is not None and at != seat and steps < MAX_DEPTH:
            at, steps = above.get(at), steps + 1
        if at == seat:
            found.append(titles[seat])
    return sorted(found)[:MOST_TOLD]
