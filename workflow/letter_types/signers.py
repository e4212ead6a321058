"""Who may sign a type: by the kind of seat, or by its title (tata naskah 2.2, 3.5)."""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.models import Position, PositionKind, UnitKind
from eoffice.organisation.queries.givers import givers_above
from workflow.letter_types.models import LetterTypeVersion
from workflow.mandates.queries.offered import LEVELS
from workflow.mandates.queries.signatories import default_signatory, signatories_for

#: Whose heads answer to the bupati: agencies, districts, the council's secretariat.
OFFICES = frozenset({UnitKind.AGENCY, UnitKind.DISTRICT, UnitKind.SECRETARIAT})


class SignerKind(models.TextChoices):
    """Kinds of seats that sign."""

    REGIONAL_HEAD = "regional_head", _("Bupati")
    DEPUTY_HEAD = "deputy_head", _("Wakil bupati")
    REGIONAL_SECRETARY = "regional_secretary", _("Sekretaris daerah")
    OFFICE_HEAD = "office_head", _("Head of an agency or district")
    UNIT_HEAD = "unit_head", _("Head of a part of an office, assistants")
    OTHER = "other", _("Functional positions and staff")
    IN_NAME = "in_name", _("Who signs in the name of these")


ELECTED = {
    PositionKind.REGIONAL_HEAD: SignerKind.REGIONAL_HEAD,
    PositionKind.DEPUTY_HEAD: SignerKind.DEPUTY_HEAD,
    PositionKind.REGIONAL_SECRETARY: SignerKind.REGIONAL_SECRETARY,
}


def signer_kind(position: Position) -> SignerKind:
    """Return what kind of signatory the seat is."""
    elected = ELECTED.get(PositionKind(position.kind))
    if elected is not None:
        return elected
    if position.is_head and position.unit.kind in OFFICES:
        return SignerKind.OFFICE_HEAD
    if position.is_head or position.kind == PositionKind.STRUCTURAL:
        return SignerKind.UNIT_HEAD
    return SignerKind.OTHER


def may_sign_type(
    version: LetterTypeVersion, position: Position, form: str | None = None
) -> bool:
    """Tell whether letters of this version may bear this seat's signature.

    `form`: in which the seat signs; left out: whether it may in any.
    """
    if _is_named(version, position):
        return True
    if SignerKind.IN_NAME not in version.signer_kinds:
        return False
    forms = version.forms if form is None else [form]
    givers = [_giver(position, one) for one in forms]
    return any(one is not None and _is_named(version, one) for one in givers)


def _is_named(version: LetterTypeVersion, position: Position) -> bool:
    if not version.signer_kinds and not version.signer_titles:
        return True
    title = position.title.casefold()
    by_title = any(title.startswith(one.casefold()) for one in version.signer_titles)
    return by_title or signer_kind(position) in version.signer_kinds


def _giver(position: Position, form: str) -> Position | None:
    """Return in whose name the seat signs in this form; in its own: nobody."""
    above = givers_above(position, LEVELS.get(form, 0))
    return above[-1] if above and len(above) == LEVELS[form] else None


def proposed_signatory(
    version: LetterTypeVersion, drafter: Position
) -> Position | None:
    """Return who most likely signs what this seat drafts; nobody: none may.

    The head of the drafter's agency, else the nearest who may sign such letters.
    """
    able = [one for one in candidates(drafter) if may_sign_type(version, one)]
    # Who is named goes before who signs in that one's name.
    named = (one for one in able if _is_named(version, one))
    return next(named, able[0] if able else None)


def candidates(drafter: Position) -> list[Position]:
    """Return who may sign what this seat drafts, the likeliest first."""
    usual = default_signatory(drafter)
    others = signatories_for(drafter)
    return [usual, *others] if usual is not None else others


def signer_words(version: LetterTypeVersion) -> str:
    """Return who may sign, as people say it."""
    kinds = [str(SignerKind(kind).label) for kind in version.signer_kinds]
    found = [*version.signer_titles, *kinds]
    return ", ".join(found) or str(_("everybody who signs letters"))


def signer_faults(
    version: LetterTypeVersion, position: Position, form: str | None = None
) -> Iterator[Fault]:
    """Yield why this seat signs no letters of the type, in this form or in any."""
    if may_sign_type(version, position, form):
        return
    text = _(
        "%(title)s does not sign letters of the type %(type)s. It is signed by:"
        " %(signers)s. Choose that signatory."
    )
    told = text % {
        "title": position.title,
        "type": version.name,
        "signers": signer_words(version),
    }
    yield Fault(field="signatory", code="type_signer", message=told)
