"""The actor: a person, in a position, with an authority, at this moment.

Built again for every request and every task from the tables, never cached, so a
change of rights works at the next request. Everything that happens refers to
person **and** position **and** authority.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q, QuerySet
from django.utils import timezone

from eoffice.accounts.models import User
from eoffice.organisation.models import (
    ActingAssignment,
    ActingKind,
    Official,
    Position,
    PositionDuty,
    TermOfOffice,
)
from eoffice.organisation.queries.clerks import (
    RegisterRows,
    for_clerks,
    served_registers,
)
from eoffice.organisation.queries.upwards import register_ids_of

PERMANENT = "permanent"
REGISTER_ROWS = "register_rows"  # what a clerk's acting term brings of the registers


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """One position the person holds today: definitively or acting for it."""

    position: Position
    kind: str  # "permanent" or an ActingKind
    from_on: date
    to_on: date | None
    is_main: bool
    stood_in_for: bool  # a Plh acts for this holder now: they see, but do not act
    register_id: UUID  # the unit whose register serves the position's unit
    # Registers without a clerk of their own that this clerk serves meanwhile.
    serves: frozenset[UUID] = frozenset()

    @property
    def title(self) -> str:
        """Return the title as printed: `Plh. Kepala Dinas X`."""
        if self.kind == PERMANENT:
            return self.position.title
        return f"{ActingKind(self.kind).label} {self.position.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A logged-in person with today's mandates and the one chosen for this act."""

    user_id: UUID
    official: Official
    mandates: tuple[Mandate, ...]
    chosen: Mandate | None
    address: str | None = None

    @property
    def position_ids(self) -> frozenset[UUID]:
        """Positions whose work this person sees."""
        return frozenset(m.position.id for m in self.mandates)

    @property
    def acting_position_ids(self) -> frozenset[UUID]:
        """Positions this person may act for now."""
        return frozenset(m.position.id for m in self.mandates if not m.stood_in_for)

    @property
    def unit_ids(self) -> frozenset[UUID]:
        """Units the person sits in."""
        return frozenset(m.position.unit_id for m in self.mandates)

    @property
    def headed_unit_ids(self) -> frozenset[UUID]:
        """Units the person heads, definitively or acting."""
        return frozenset(
            m.position.unit_id for m in self.mandates if m.position.is_head
        )

    def holds(self, position_id: UUID | None) -> bool:
        """Tell whether the person may act for this position now."""
        return position_id in self.acting_position_ids

    def has_duty(self, duty: PositionDuty) -> bool:
        """Tell whether one of the person's positions carries the duty."""
        return any(
            duty in m.position.duties for m in self.mandates if not m.stood_in_for
        )

    def registers_with_duty(self, *duties: PositionDuty) -> frozenset[UUID]:
        """Return the register units of the positions that carry one of the duties.

        Positions somebody stands in for count: their holder still sees.
        """
        return frozenset(
            m.register_id
            for m in self.mandates
            if any(duty in m.position.duties for duty in duties)
        )

    def registers_sent_for(self, *, acting: bool) -> frozenset[UUID]:
        """Return the registers whose letters this person sends out as a record clerk.

        Those of the own positions, and those without a clerk that fall to them.
        `acting`: only what the person may act for now, not what is only seen.
        """
        return frozenset(
            register
            for m in self.mandates
            if _is_clerk(m.position) and not (acting and m.stood_in_for)
            for register in (m.register_id, *m.serves)
        )

    def mandate_for(self, position_id: UUID) -> Mandate | None:
        """Return today's mandate for the position, or nothing."""
        found = (m for m in self.mandates if m.position.id == position_id)
        return next((m for m in found if not m.stood_in_for), None)

    def at_position(self, position_id: UUID | None) -> Self:
        """Return the person acting from this position; as chosen where they may not.

        What is done for a position is recorded under it, whatever position was chosen.
        """
        return self.at_position_where(
            lambda mandate: mandate.position.id == position_id
        )

    def at_position_where(self, fits: Callable[[Mandate], bool]) -> Self:
        """Return the person in a position that fits, the chosen one if it does."""
        first = (self.chosen,) if self.chosen else ()
        positions = (m for m in (*first, *self.mandates) if not m.stood_in_for)
        return replace(self, chosen=next(filter(fits, positions), self.chosen))

    @property
    def roles(self) -> list[str]:
        """Names of the duties for people and programs (`/me`)."""
        names = {duty for m in self.mandates for duty in m.position.duties}
        if self.headed_unit_ids:
            names |= {"unit_head", "verifier", "signatory"}
        if self.mandates:
            names.add("receiver")
        return sorted(names)


def mandates_of(official: Official, today: date | None = None) -> tuple[Mandate, ...]:
    """Return the mandates of the official on the agency's date, main one first."""
    today = today or timezone.localdate()
    terms = list(
        TermOfOffice.objects.in_force(today)
        .filter(official=official)
        .filter(Q(position__closed_on__isnull=True) | Q(position__closed_on__gt=today))
        .select_related("position__unit", "position__superior")
    )
    held_ids = [t.position_id for t in terms]
    # The person's own and those of others at the same positions, by one question. Few
    # people act, so what belongs to the positions is asked for those alone.
    assigned = ActingAssignment.objects.in_force(today).filter(
        Q(official=official) | Q(position__in=held_ids)
    )
    told: list[Any] = []
    if any(_is_clerk(t.position) for t in terms):
        assignments, told = _with_registers(official, assigned, today)
    else:
        assignments = list(assigned)
    own = [one.pk for one in assignments if one.official_id == official.pk]
    acting = _with_positions(own, today) if own else []
    # a Plh hides nothing from the holder, but acts in their place meanwhile
    others = (one for one in assignments if one.official_id != official.pk)
    absent = {one.position_id for one in others}
    positions: list[TermOfOffice | ActingAssignment] = [*terms, *acting]
    registers = register_ids_of({one.position.unit for one in positions})
    served = (getattr(one, REGISTER_ROWS) for one in acting)
    vacant = served_registers(told or next(filter(None, served), []))
    held = _ordered(terms, acting, absent, registers)
    return tuple(_serving(mandate, vacant) for mandate in held)


def _with_registers(
    official: Official, assigned: QuerySet[ActingAssignment], today: date
) -> tuple[list[ActingAssignment], list[Any]]:
    """Return the assignments and the registers a clerk asks for, by one question.

    Another only where there are assignments: hardly ever.
    """
    ids, told = (
        Official.objects.filter(pk=official.pk)
        .values_list(ArraySubquery(assigned.values("pk")), RegisterRows(today))
        .get()
    )
    return list(assigned) if ids else [], told


def _with_positions(ids: Iterable[UUID], today: date) -> list[ActingAssignment]:
    assignments = ActingAssignment.objects.filter(pk__in=ids)
    return list(
        assignments.select_related("position__unit", "position__superior").annotate(
            **{REGISTER_ROWS: for_clerks(today)}
        )
    )


def _is_clerk(position: Position) -> bool:
    return PositionDuty.RECORD_CLERK in position.duties


def _serving(mandate: Mandate, vacant: Mapping[UUID, UUID | None]) -> Mandate:
    if not vacant or not _is_clerk(mandate.position):
        return mandate
    served = (pk for pk, serving in vacant.items() if serving == mandate.register_id)
    return replace(mandate, serves=frozenset(served))


def _ordered(
    terms: Iterable[TermOfOffice],
    acting: Iterable[ActingAssignment],
    absent: set[UUID],
    registers: Mapping[UUID, UUID],
) -> Iterable[Mandate]:
    for term in sorted(terms, key=lambda t: (not t.is_main, t.position.code)):
        yield Mandate(
            position=term.position,
            kind=PERMANENT,
            from_on=term.from_on,
            to_on=term.to_on,
            is_main=term.is_main,
            stood_in_for=term.position_id in absent,
            register_id=registers[term.position.unit_id],
        )
    for assignment in sorted(acting, key=lambda a: a.position.code):
        yield Mandate(
            position=assignment.position,
            kind=assignment.kind,
            from_on=assignment.from_on,
            to_on=assignment.to_on,
            is_main=False,
            stood_in_for=False,
            register_id=registers[assignment.position.unit_id],
        )


def actor_of(
    user: User, *, acting_position: UUID | None = None, address: str | None = None
) -> Actor | None:
    """Return the actor behind the account, or nothing (then nothing is allowed).

    `acting_position` names the mandate in force (`X-Acting-Position`); an unknown
    one, or one the person does not hold today, gives no actor: fail closed.
    """
    if not user.is_active:
        return None
    official: Official | None = getattr(user, "official", None)
    if official is None or not official.is_active:
        return None
    mandates = mandates_of(official)
    chosen = mandates[0] if mandates else None
    if acting_position is not None:
        chosen = next((m for m in mandates if m.position.id == acting_position), None)
        if chosen is None:
            return None
    return Actor(
        user_id=user.pk,
        official=official,
        mandates=mandates,
        chosen=chosen,
        address=address,
    )


def actor_now(actor: Actor, *, position: UUID) -> Actor | None:
    """Return the person in this position with the rights of this moment, or nothing.

    For acts that decide some time after their rights were asked.
    """
    user = User.objects.filter(pk=actor.user_id).first()
    if user is None:
        return None
    return actor_of(user, acting_position=position, address=actor.address)
