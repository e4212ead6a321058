"""Giving a reserved number up: its letter will not be signed with it."""

from uuid import UUID

from django.utils.translation import gettext as _

from eoffice.database.collisions import whole_act
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from workflow.letters.being_signed import check_not_being_signed
from workflow.letters.locks import locked_letter
from workflow.numbering import access
from workflow.numbering.errors import NumberDecided
from workflow.numbering.models import LedgerNumber, NumberState
from workflow.numbering.operations import void_number


@whole_act
def void_reserved_number(*, actor: Actor, number_id: UUID, reason: str) -> LedgerNumber:
    """Void a number that stands reserved for a letter; the letter gets another one.

    Raises:
        NotFound: no such number, or the person does not keep its register.
        Invalid: no reason is given.
        SigningUnderWay: the letter is being signed with it at this moment.
        NumberDecided: used or void already.
    """
    found = LedgerNumber.objects.filter(pk=number_id).first()
    if found is None:
        raise NotFound
    # The letter first, as signing locks: else it might use what is void.
    letter = locked_letter(found.purpose_id)
    numbers = LedgerNumber.objects.select_for_update(no_key=True, of=("self",))
    number = numbers.select_related("register__unit").get(pk=number_id)
    access.require_keeper(actor, number.register)
    if not reason.strip():
        text = _("Say why: the register must explain each number that is not used.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    if number.state != NumberState.RESERVED:
        raise NumberDecided(state=number.state)
    check_not_being_signed(letter)
    void_number(number, reason=reason.strip(), actor=actor)
    return number
