"""The signature block as printed: authority lines, name, rank, NIP.

Rules: Permendagri 1/2023 Ps 44 (who prints degrees, rank, NIP) and the authority
forms of UU 30/2014 Ps 13-14. Open points are decided in docs/decisions/.
"""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.organisation.actor import PERMANENT
from eoffice.organisation.models import (
    ActingKind,
    Official,
    Position,
    PositionKind,
)
from eoffice.organisation.queries.holders import Holding, superiors_of
from workflow.letters.models import AuthorityForm
from workflow.rendering.tree import SignatureBlock

HEADS = frozenset({PositionKind.REGIONAL_HEAD, PositionKind.DEPUTY_HEAD})
# Ps 44 (1): regulations and decrees print the bare name, no matter who signs.
SUBFAMILIES_WITHOUT_DEGREES = frozenset({"pengaturan", "penetapan"})
ACTING_FORMS: dict[str, str] = {
    ActingKind.ACTING_VACANT: AuthorityForm.PLT,
    ActingKind.ACTING_ABSENT: AuthorityForm.PLH,
    ActingKind.ACTING_HEAD: AuthorityForm.PJ,
    ActingKind.ACTING_HEAD_TEMP: AuthorityForm.PJ,
}
PREFIX: dict[str, str] = {
    ActingKind.ACTING_VACANT: "Plt.",
    ActingKind.ACTING_ABSENT: "Plh.",
    ActingKind.ACTING_HEAD: "Pj.",
    ActingKind.ACTING_HEAD_TEMP: "Pjs.",
}
# a.n. is a mandate from one level above; u.b. passes it one more level down (3.4).
MANDATE_STEPS: dict[str, int] = {AuthorityForm.AN: 1, AuthorityForm.UB: 2}


def authority_lines(position: Position, form: str, holding_kind: str) -> list[str]:
    """Return the lines above the name: `a.n. BUPATI X` / `SEKRETARIS DAERAH,`."""
    prefix = PREFIX.get(holding_kind)
    title = position.title.upper()
    own = f"{prefix} {title}" if prefix else title
    above = [s.title.upper() for s in superiors_of(position)]
    if form == AuthorityForm.AN and above:
        return [f"a.n. {above[0]}", f"{own},"]
    if form == AuthorityForm.UB and len(above) > 1:
        return [f"a.n. {above[1]}", above[0], "u.b.", f"{own},"]
    return [f"{own},"]


def authority_faults(position: Position, form: str, holding: Holding) -> list[Fault]:
    """Return what is wrong with the form of authority for this signatory today."""
    acting_form = ACTING_FORMS.get(holding.kind)
    # Plt., Plh. and Pj. say how the position is held today; nobody claims them else.
    if form in ACTING_FORMS.values() and form != acting_form:
        text = _("%(title)s is not held in this way today; choose another authority.")
        told = text % {"title": position.title}
        return [Fault(field="signatory.authority", code="authority", message=told)]
    needed = MANDATE_STEPS.get(form, 0)
    if len(superiors_of(position)) < needed:
        text = _("There is no superior in whose name this position could sign.")
        return [Fault(field="signatory.authority", code="mandate", message=text)]
    return []


def _printed_name(
    official: Official, position: Position, kind: str, subfamily: str
) -> str:
    without_degrees = subfamily in SUBFAMILIES_WITHOUT_DEGREES
    acting_head = position.kind in HEADS and kind != PERMANENT
    acting_secretary = position.kind == PositionKind.REGIONAL_SECRETARY and kind in {
        ActingKind.ACTING_HEAD,
        ActingKind.ACTING_ABSENT,
    }
    plain = without_degrees or acting_head or acting_secretary
    return official.name if plain else official.full_name


def signature_block(
    position: Position, form: str, holding: Holding, subfamily: str
) -> SignatureBlock:
    """Return the block for today's holder of the position."""
    official, kind = holding.official, holding.kind
    bare = position.kind in HEADS or position.kind == PositionKind.REGIONAL_SECRETARY
    secretary = position.kind == PositionKind.REGIONAL_SECRETARY
    if secretary and kind == ActingKind.ACTING_VACANT:
        bare = False  # Ps 44 (5) does not name Plt Sekda: printed like other officials
    rank = f"{official.rank} ({official.grade})" if official.grade else official.rank
    return SignatureBlock(
        authority=tuple(authority_lines(position, form, kind)),
        name=_printed_name(official, position, kind, subfamily),
        rank=None if bare else (rank or None),
        nip=None if bare else official.nip,
    )
