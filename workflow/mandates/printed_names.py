"""The signature block as printed: authority lines, name, rank, NIP.

Who prints degrees, rank and NIP: Permendagri 1/2023 Ps 44; the lines above the name
are those of `workflow.mandates.printed_forms`. Open points are decided in
docs/decisions/.
"""

from eoffice.organisation.actor import PERMANENT
from eoffice.organisation.models import (
    ActingKind,
    Official,
    Position,
    PositionKind,
)
from eoffice.organisation.queries.holders import Holding
from workflow.mandates.printed_forms import authority_lines
from workflow.rendering.tree import SignatureBlock

HEADS = frozenset({PositionKind.REGIONAL_HEAD, PositionKind.DEPUTY_HEAD})
# Ps 44 (1): regulations and decrees print the bare name, no matter who signs; so do
# charters and certificates.
SUBFAMILIES_WITHOUT_DEGREES = frozenset({"pengaturan", "penetapan", "penghargaan"})


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
        authority=tuple(authority_lines(position, form, holding)),
        name=_printed_name(official, position, kind, subfamily),
        rank=None if bare else (rank or None),
        nip=None if bare else official.nip,
    )
