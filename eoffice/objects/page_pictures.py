"""Pictures of the pages of stored objects: drawn once, kept as `derived` says.

A second look costs no job of the sandbox.
"""

from pathlib import Path

from eoffice.objects import derived
from eoffice.objects.models import StoredObject
from eoffice.objects.store import get_bytes
from eoffice.sandbox import PagePicture, render_page

#: Told apart from pictures that another version of the renderer drew.
EDITION = "1"


def page_picture_of(
    stored: StoredObject, page: int, *, width: int, form: str = "webp"
) -> PagePicture:
    """Picture of page `page` (from 1), `width` pixels wide; webp or png.

    Raises:
        ObjectMissing, ObjectAltered, StoreUnavailable, ContentKeyGone.
        FileBroken: also when there is no such page; other `SandboxError`.
    """
    place = derived.place_of(stored, f"{EDITION}-{page}-{width}.{form}")
    keeps = derived.is_kept(stored)
    picture = _kept(place) if keeps else None
    if picture is None:
        picture = render_page(get_bytes(stored), page, width=width, form=form)
        if keeps:
            facts = {
                "media_type": picture.media_type,
                "width": picture.width,
                "height": picture.height,
            }
            derived.keep(stored, place, facts, picture.content)
    return picture


def _kept(place: Path) -> PagePicture | None:
    kept = derived.read(place)
    if kept is None:
        return None
    facts, content = kept
    try:
        return PagePicture(content=content, **facts)
    except TypeError:
        return None
