"""Emblems of the invented kabupaten, brought as an agency brings its own.

Neutral signs: no emblem of a state or of a real region is shown (UU 24/2009 Ps 57, 69).
"""

from demo.wanasari.kabupaten import DATA, Kabupaten
from workflow.letterheads.emblems import bring_emblem, use_emblem
from workflow.models import EmblemKind

FILES = {
    EmblemKind.AGENCY: "emblem.svg",
    EmblemKind.HEAD_OF_REGION: "emblem_of_head.svg",
}
REASON = "Contoh untuk daerah rekaan"


def bring_emblems(kabupaten: Kabupaten) -> None:
    """Let the administrator bring both and take them into use."""
    actor = kabupaten.acting_in("admin")
    for kind, name in FILES.items():
        content = (DATA / name).read_bytes()
        emblem = bring_emblem(actor=actor, kind=kind, name=name, content=content)
        use_emblem(actor=actor, emblem_id=emblem.pk, effective_from=None, reason=REASON)
