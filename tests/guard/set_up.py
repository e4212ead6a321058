"""What administrators set up: emblems, words that find each other, the index."""

from demo.wanasari.kabupaten import DATA
from search.analysis.synonyms import shipped_groups
from search.rebuilding.models import IndexRebuild, RebuildState
from search.words.changing import add_group, switch_off
from tests.office.kabupaten import Office, actor
from workflow.letterheads.emblems import bring_emblem
from workflow.letterheads.models import EmblemKind

USED_AGAIN = "pengaturan/pencarian/kata/<uuid:group_id>/pakai/"
Places = dict[tuple[str, ...], list[dict[str, object]]]


def set_up(office: Office) -> Places:
    """Return an emblem, a rebuild that has ended, and a group of words."""
    emblem = bring_emblem(
        actor=actor(office.admin),
        kind=EmblemKind.AGENCY,
        name="lambang.svg",
        content=(DATA / "emblem.svg").read_bytes(),
    )
    rebuild = IndexRebuild.objects.create(
        engine="tantivy", state=RebuildState.DONE, asked_by=office.admin.official
    )
    group = add_group(actor=actor(office.admin), terms=("rakordes", "rapat desa"))
    return {
        ("emblem_id",): [{"emblem_id": emblem.pk}],
        ("group_id",): [{"group_id": group.pk}],
        ("rebuild_id",): [{"rebuild_id": rebuild.pk}],
    }


def switched_off(office: Office) -> dict[str, list[dict[str, object]]]:
    """Return, by address, a shipped group of words that is not used."""
    terms = min(shipped_groups())
    off = switch_off(actor=actor(office.admin), terms=terms)
    return {USED_AGAIN: [{"group_id": off.pk}]}
