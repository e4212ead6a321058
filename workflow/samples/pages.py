"""The real page of a type's example: a letter that is made, drawn and gone again."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from workflow.letter_types.changing import TypeInput, write_type_version
from workflow.letter_types.examples import example_of
from workflow.letter_types.models import LetterTypeVersion
from workflow.letter_types.version_rules import version_faults
from workflow.letters.body import kept_blocks
from workflow.letters.content import build_tree
from workflow.letters.models import Letter, LetterRecipient, RecipientKind
from workflow.letters.page_check import JudgedPage, judged_page
from workflow.rendering.body import parse_body
from workflow.rendering.ports import Rendered
from workflow.rendering.tree import LetterTree

PARTIES = (("recipients", RecipientKind.TO), ("cc", RecipientKind.CC))


def sample_page(version: LetterTypeVersion, actor: Actor) -> JudgedPage:
    """Draw the example as this person could submit it; nothing is kept.

    Raises:
        NotFound: the person has no seat today.
        Invalid: nobody they draft for signs it, or its body cannot be read.
        RenderFailed: the page could not be drawn just now.
    """
    return judged_page(_sample_tree(version, actor))


def sample_faults(version: LetterTypeVersion, actor: Actor) -> list[Fault]:
    """Return what is wrong with the example's page; each names the example."""
    return [
        Fault(field="example", code=one.code, message=one.message)
        for one in sample_page(version, actor).faults
    ]


@transaction.atomic
def _sample_tree(version: LetterTypeVersion, actor: Actor) -> LetterTree:
    if actor.chosen is None:
        raise NotFound
    seat = actor.chosen.position
    said = example_of(version, seat)
    body = parse_body(said["body"])
    letter = Letter.objects.create(
        letter_type=version.letter_type,
        type_version=version,
        subject=said["subject"],
        classification_code=said["classification_code"],
        urgency=said["urgency"],
        security_class=said["security_class"],
        body=kept_blocks(said["body"]),
        unit=seat.unit,
        drafter=actor.official,
        drafter_position=seat,
        signatory_position_id=said["signatory"]["position"],
        authority=said["signatory"]["authority"],
        status_since=timezone.now(),
    )
    for name, kind in PARTIES:
        for order, one in enumerate(said[name]):
            outside = one.get("external", {})
            LetterRecipient.objects.create(
                letter=letter,
                kind=kind,
                order=order,
                position_id=one.get("position"),
                external=outside.get("name", ""),
                address=outside.get("address", ""),
            )
    tree = build_tree(letter, body=body)
    # It was made to be looked at: no draft, no trail, no event stays.
    transaction.set_rollback(True)
    return tree


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedType:
    """A version as it would be: what keeps it from being activated, and its page."""

    faults: list[Fault]
    page: Rendered | None


def tried_type(
    *, actor: Actor, code: str, given: TypeInput, is_new: bool = False
) -> TriedType:
    """Look at what was typed for a type; nothing is kept, nothing is recorded.

    Raises:
        As `write_type_version`, and RenderFailed.
    """
    with transaction.atomic():
        version = write_type_version(actor=actor, code=code, given=given, is_new=is_new)
        faults, tree = version_faults(version), None
        if not faults:
            tree, faults = _sampled(version, actor)
        transaction.set_rollback(True)
    if tree is None:
        return TriedType(faults=faults, page=None)
    page = judged_page(tree)
    return TriedType(faults=page.faults, page=page.rendered)


def _sampled(
    version: LetterTypeVersion, actor: Actor
) -> tuple[LetterTree | None, list[Fault]]:
    try:
        return _sample_tree(version, actor), []
    except Invalid as refusal:
        return None, list(refusal.faults)
