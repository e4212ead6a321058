"""What the register says of one signatory, one type, one code, on one day.

Own authority rests on the office itself (attribution, delegation: UU 30/2014 Ps 13),
so it needs no line; a line that covers the letter says all that is allowed, own
authority included. a.n. and u.b. always need one.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eoffice.organisation.models import Position
from eoffice.organisation.queries.givers import givers_above
from workflow.mandates.forms import MANDATED_FORMS, AuthorityForm
from workflow.mandates.models import SigningMandate


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is to be signed: type of letter, classification code (may be empty).

    `forms`: those in use on letters of the type.
    """

    type_code: str
    code: str
    forms: frozenset[str] = frozenset(MANDATED_FORMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The forms a position may use, by the register, and those of its giver."""

    forms: frozenset[str]
    givers: frozenset[UUID]  # who gave them, where a mandate names somebody
    passed_on: frozenset[str]  # the forms the giver itself may use

    def gives(self, position: Position, form: str) -> bool:
        """Tell whether the position may sign in this form."""
        if form not in self.forms:
            return False
        if form == AuthorityForm.OWN:
            return True
        above = givers_above(position, 2)
        if form == AuthorityForm.AN:
            return bool(above) and above[0].pk in self.givers
        # Passed on by who holds it: the sekda's a.n. is what a kabag uses u.b.
        is_named = not self.givers.isdisjoint({one.pk for one in above})
        return is_named and AuthorityForm.AN in self.passed_on


def allowance(position: Position, subject: Subject, day: date) -> Allowance:
    """Return what the register allows: one query, and one for the givers' names."""
    load_givers(position)
    asked = [position.pk, position.mandate_giver_id]
    rows = [
        row
        for row in SigningMandate.objects.in_force(day).filter(receiver__in=asked)
        if row.covers(subject.type_code, subject.code)
    ]
    own = [row for row in rows if row.receiver_id == position.pk]
    given = frozenset(form for row in own for form in row.forms)
    passed = [row for row in rows if row.receiver_id != position.pk]
    giver = position.mandate_giver
    from_above = giver.mandate_giver_id if giver is not None else None
    return Allowance(
        forms=given if own else frozenset({AuthorityForm.OWN}),
        givers=frozenset(row.giver_id for row in own),
        passed_on=frozenset(
            form for row in passed if row.giver_id == from_above for form in row.forms
        ),
    )


def load_givers(position: Position) -> None:
    """Fetch the two givers above the position in one query, where not yet known."""
    field = Position._meta.get_field("mandate_giver")
    if position.mandate_giver_id and not field.is_cached(position):
        rows = Position.objects.select_related("mandate_giver")
        position.mandate_giver = rows.get(pk=position.mandate_giver_id)
