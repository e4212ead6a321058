"""Making reading views: by the outbox, once a file has passed its check.

Run again harmlessly. The original is only read; a fault of the file is kept, so that
it is not tried for ever.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef

from eoffice.database.collisions import whole_act
from eoffice.errors import OfficeError
from eoffice.files.events import UploadEvent
from eoffice.files.leaving import leave_copy
from eoffice.objects import store
from eoffice.objects.models import StoredObject, Upload, UploadState
from eoffice.outbox.events import Event, on
from eoffice.outbox.lanes import Lane
from eoffice.outbox.rounds import Round, walk
from eoffice.outbox.timers import register_periodic
from workflow.reading_views.drawing import view_order
from workflow.reading_views.models import ReadingView
from workflow.reading_views.sandboxed import ViewRefused, read_office_file
from workflow.reading_views.states import OFFICE_TYPES, TOO_LONG
from workflow.rendering.errors import RenderFailed, RenderRefused
from workflow.rendering.pool import paper_printer
from workflow.rendering.ports import Rendered

PREPARE = "workflow.reading_views"  # the timed task, by its name
PREPARE_EVERY_S = 3600  # the event does it at once; this finds what it did not
AT_ONCE = 50


def make_view(stored: StoredObject) -> bool:
    """Make the view of an office file; tell whether it was this call's doing.

    Raises:
        ServiceDown: store or sandbox away; to be tried again.
        ObjectMissing, ObjectAltered: the file cannot be read.
    """
    made = ReadingView.objects.filter(sha256=stored.sha256)
    if stored.media_type not in OFFICE_TYPES or made.exists():
        return False
    content = store.get_bytes(stored)
    try:
        drawn = _drawn(content, stored.sha256)
    except ViewRefused as refusal:
        return _keep(stored.sha256, refusal.code)
    placed = store.put_bytes(
        drawn.bytes, area=store.Area.DRAFTS, media_type="application/pdf", sealed=True
    )
    placed.pages = drawn.pages
    return _keep(stored.sha256, placed)


def _drawn(content: bytes, sha256: str) -> Rendered:
    order = view_order(read_office_file(content), sha256=sha256)
    try:
        return paper_printer().print_papers(order)
    except RenderFailed as fault:
        raise ViewRefused(TOO_LONG) from fault
    except RenderRefused as fault:
        raise ViewRefused(OfficeError.code) from fault


@whole_act
def _keep(sha256: str, result: StoredObject | str) -> bool:
    kept: dict[str, object] = {"fault": result}
    if isinstance(result, StoredObject):
        result.save(force_insert=True)
        kept = {"pdf": result}
    _view, is_new = ReadingView.objects.get_or_create(sha256=sha256, defaults=kept)
    if not is_new and isinstance(result, StoredObject):  # another was faster
        result.delete()
        leave_copy(result)
    return is_new


def _prepare(event: Event) -> None:
    uploads = Upload.objects.filter(
        pk=UUID(event.payload["upload_id"]), state=UploadState.CLEAN
    )
    upload = uploads.select_related("stored").first()
    if upload is not None:
        make_view(upload.stored)


def prepare_forgotten() -> Round:
    """Make the views that no event made: of files of before there were any."""
    return walk(PREPARE, _without_view_after, make_view)


def _without_view_after(after: str) -> list[tuple[str, StoredObject]]:
    view = ReadingView.objects.filter(sha256=OuterRef("sha256"))
    rows = StoredObject.objects.filter(~Exists(view), media_type__in=OFFICE_TYPES)
    checked = rows.exclude(bucket=store.default_store().bucket(store.Area.QUARANTINE))
    if after:
        checked = checked.filter(pk__gt=after)
    return [(str(one.pk), one) for one in checked.order_by("pk")[:AT_ONCE]]


def register() -> None:
    """Register the handler and the round."""
    on(UploadEvent.CLEAN, "workflow.make_reading_view", _prepare, lane=Lane.SLOW)
    register_periodic(PREPARE, PREPARE_EVERY_S, prepare_forgotten)
