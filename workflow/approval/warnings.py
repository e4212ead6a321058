"""What is said to drafter and signatory without refusing the letter."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.models import Position, PositionKind, UnitKind
from eoffice.organisation.queries.holders import Holding, holding_of
from workflow.approval.routes import route_of
from workflow.letters.models import Letter
from workflow.mandates.queries.signatories import acting_for, office_of
from workflow.mandates.strategic import RULE, strategic_warning

#: What the leaders sign for an office goes up with a note that says what it is.
LEADERS = frozenset(
    {
        PositionKind.REGIONAL_HEAD,
        PositionKind.DEPUTY_HEAD,
        PositionKind.REGIONAL_SECRETARY,
    }
)
NOTES = ("nota_pengajuan_konsep", "nota_dinas")


def letter_warnings(letter: Letter) -> list[Fault]:
    """Return what should be thought of before the letter goes on; it may go."""
    return [
        *signing_warnings(letter),
        *_concept_note(letter),
        *_vacant_seats(letter),
    ]


def _vacant_seats(letter: Letter) -> list[Fault]:
    """Tell of seats on the route that nobody holds: the letter would lie there."""
    ids = [step.position_id for step in route_of(letter)]
    rows = Position.objects.filter(pk__in=ids)
    held = acting_for(list(rows))
    text = _(
        "Nobody holds %(title)s today. Choose another desk, or its superior passes the"
        " step over."
    )
    return [
        Fault(field="route", code="vacant", message=text % {"title": one.title})
        for one in rows
        if one.pk not in held
    ]


def signing_warnings(letter: Letter, holding: Holding | None = None) -> list[Fault]:
    """Return what the signatory is told before signing (UU 30/2014 Ps 14 (7)).

    `holding`: who signs today; looked up when not given.
    """
    position = letter.signatory_position
    if position is None:
        return []
    holding = holding or holding_of(position)
    if holding is None:
        return []
    told = strategic_warning(holding, letter.classification_code)
    return [Fault(field="signatory", code=RULE, message=told)] if told else []


def _concept_note(letter: Letter) -> list[Fault]:
    """Tell of the nota pengajuan konsep that goes up with an office's letter.

    It is carried as a reference, which is kept with the letter and not printed.
    """
    position = letter.signatory_position
    if position is None or position.kind not in LEADERS:
        return []
    office = office_of(letter.drafter_position.unit)
    if office is None or office.kind == UnitKind.SECRETARIAT:
        return []
    if letter.references.filter(referred__letter_type__code__in=NOTES).exists():
        return []
    text = _(
        "What %(title)s signs for an office goes up with a nota pengajuan konsep. Write"
        " it as a nota dinas and name it among the references; they are not printed."
    )
    told = text % {"title": position.title}
    return [Fault(field="references", code="concept_note", message=told)]
