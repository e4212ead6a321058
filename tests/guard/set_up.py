"""What administrators set up: emblems, and the index that is built again."""

from demo.wanasari.kabupaten import DATA
from search.rebuilding.models import IndexRebuild, RebuildState
from tests.office.kabupaten import Office, actor
from workflow.letterheads.emblems import bring_emblem
from workflow.letterheads.models import EmblemKind

Places = dict[tuple[str, ...], list[dict[str, object]]]


def set_up(office: Office) -> Places:
    """Return an emblem, and a rebuild that has ended."""
    emblem = bring_emblem(
        actor=actor(office.admin),
        kind=EmblemKind.AGENCY,
        name="lambang.svg",
        content=(DATA / "emblem.svg").read_bytes(),
    )
    rebuild = IndexRebuild.objects.create(
        engine="tantivy", state=RebuildState.DONE, asked_by=office.admin.official
    )
    return {
        ("emblem_id",): [{"emblem_id": emblem.pk}],
        ("rebuild_id",): [{"rebuild_id": rebuild.pk}],
    }
