"""Who may see and do what with outgoing letters. The only place that knows.

A letter opens where its tokens meet the person's (`workflow.tokens`).
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.upwards import register_ids_of
from workflow.letters.models import Letter
from workflow.numbering.numbered_in import sender_tokens
from workflow.rights import Rights, one_of
from workflow.security_class import is_classed
from workflow.tokens import position_tokens, tokens_of, unit_tokens


def _reached(letter: Letter) -> set[UUID]:
    """Return the positions of the route whose turn has come, on any version.

    A letter that is returned or recalled never comes to the positions after.
    """
    steps = letter.steps.all()
    return {step.position_id for step in steps if step.opened_at is not None}


def letter_tokens(letters: Sequence[Letter]) -> list[list[str]]:
    """Return the tokens outgoing letters should carry now, each in order."""
    positions = [one.signatory_position for one in letters if one.signatory_position]
    used = [*(one.unit for one in letters), *(position.unit for position in positions)]
    units = {unit.pk: unit for unit in used}
    registers = register_ids_of(units.values())
    senders = sender_tokens([one.pk for one in letters if _is_open(one)])
    told = _told_on_the_way(letters)
    return [
        sorted({*_of_letter(one, registers), *senders[one.pk], *told[one.pk]})
        for one in letters
    ]


def _told_on_the_way(letters: Sequence[Letter]) -> dict[UUID, set[str]]:
    """Return tokens of desks a step was taken from and of superiors who were told."""
    told: dict[UUID, set[str]] = {one.pk: set() for one in letters}
    changed = Letter.objects.filter(pk__in=told, route_changes__seen_by__isnull=False)
    for letter, seat in changed.values_list("pk", "route_changes__seen_by"):
        told[letter].update(position_tokens([seat]))
    return told


def _is_open(letter: Letter) -> bool:
    # Issued and ordinary, it is the unit's own to know; above biasa only those who take
    # part may know of it (tata naskah 5.2).
    return letter.is_issued and not is_classed(letter)


def _of_letter(letter: Letter, registers: Mapping[UUID, UUID]) -> set[str]:
    delivered_to = {delivery.position_id for delivery in letter.deliveries.all()}
    positions = {letter.drafter_position_id, *_reached(letter), *delivered_to}
    tokens = set(position_tokens(positions))
    if _is_open(letter):
        signer = letter.signatory_position
        for unit in [letter.unit, signer.unit] if signer else [letter.unit]:
            tokens.update(unit_tokens(unit, registers[unit.pk]))
    return tokens


def letters_visible_to(actor: Actor | None) -> QuerySet[Letter]:
    """Return the outgoing letters the person may see; of destroyed ones none."""
    mine = tokens_of(actor) if actor else []
    return Letter.objects.filter(access_tokens__overlap=mine, erased_at=None)


def signable_by(actor: Actor | None) -> QuerySet[Letter]:
    """Return the letters of the person's own signature, in whatever state.

    The list that belongs to the right `letter.sign`.
    """
    if actor is None:
        return Letter.objects.none()
    mine = actor.acting_position_ids
    return letters_visible_to(actor).filter(signatory_position__in=mine)


def visible_letter(actor: Actor | None, letter_id: UUID | str) -> Letter:
    """Return the letter, or NotFound: unknown and forbidden answer alike."""
    return one_of(letters_visible_to(actor), letter_id)


def takes_part(actor: Actor | None, letter: Letter) -> bool:
    """Tell whether the person drafts, was asked to verify, or signs the letter.

    Only they see its versions, notes and route; others who may see the letter see
    what was issued.
    """
    if actor is None:
        return False
    # Seen, not acted for: who is away still reads what lies at the own position.
    if actor.position_ids & {letter.drafter_position_id, *_reached(letter)}:
        return True
    return letter.route_changes.filter(seen_by__in=actor.position_ids).exists()


def sends(actor: Actor | None, letter: Letter) -> bool:
    """Tell whether the person is on the sender's side: sees who has read it."""
    of_units = actor is not None and is_of_senders_units(actor, letter)
    return of_units or takes_part(actor, letter)


def is_of_senders_units(actor: Actor, letter: Letter) -> bool:
    """Tell whether the person sits in the unit that drafts or signs, or above it."""
    units = {letter.unit, getattr(letter.signatory_position, "unit", letter.unit)}
    ours = {token for unit in units for token in unit_tokens(unit)}
    return not ours.isdisjoint(tokens_of(actor))


# Acts ask `holds`: who is away sees the letter, but a Plh acts for the position.
def _drafts(actor: Actor, letter: Letter) -> bool:
    return actor.holds(letter.drafter_position_id)


def _signs(actor: Actor, letter: Letter) -> bool:
    return actor.holds(letter.signatory_position_id)


def _recalls(actor: Actor, letter: Letter) -> bool:
    superior = letter.drafter_position.superior_id
    return _drafts(actor, letter) or (superior is not None and actor.holds(superior))


def _corrects(actor: Actor, letter: Letter) -> bool:
    return _drafts(actor, letter) or _signs(actor, letter)


_RIGHTS = Rights(
    {
        "letter.edit": _drafts,
        "letter.delete": _drafts,
        "letter.submit": _drafts,
        "letter.recall": _recalls,
        "letter.sign": _signs,
        "letter.revoke": _signs,
        "letter.correct": _corrects,
    }
)
may, require = _RIGHTS.may, _RIGHTS.require


def refresh_access(letter: Letter) -> None:
    """Compute the tokens of a locked letter again and write them."""
    [tokens] = letter_tokens([letter])
    # Most acts change no token, and an unchanged row costs the index nothing.
    if tokens != letter.access_tokens:
        letter.access_tokens = tokens
        letter.save(update_fields=["access_tokens"])
