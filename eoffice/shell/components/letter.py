"""The letter on the desk: pages or text, what changed, boxes on a scan."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from eoffice.shell.components.base import PagePart


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place on a page, in points from the top left; `number` ties it to a field."""

    x: float
    y: float
    width: float
    height: float
    number: int | None = None
    changed: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetPage:
    """One page: where its image is (fetched on demand) and what is drawn over it."""

    image_url: str
    width: float = 595.28  # A4 in points
    height: float = 841.89
    boxes: Sequence[Box] = ()


@dataclass(frozen=True, kw_only=True)
class PageViewer(PagePart):
    """Halaman / Teks. `text` is safe HTML (escaped by the room) or empty."""

    template_name = "eoffice/components/viewer.html"
    pages: Sequence[SheetPage]
    title: str
    text: SafeString | str = ""
    phone_first: str = "text"  # what a phone opens with: text, or pages of a scan
    marks: bool = False  # offer "Tandai perubahan"
    # Where the boxes of what changed are asked for, once the page stands:
    # `{"boxes": [[page, x, y, width, height], ...], "notes": [...]}` in points.
    marks_url: str = ""


@dataclass(frozen=True, kw_only=True)
class DifferenceLine:
    """One change: where and by whom, words before and after (either may be empty)."""

    place: str
    before: str = ""
    after: str = ""
    lead: str = ""  # unchanged words in front, for the reader's bearings
    url: str = ""  # its place in the text


@dataclass(frozen=True, kw_only=True)
class DifferencesPart(PagePart):
    """What changed since the reader's last look."""

    template_name = "eoffice/components/differences.html"
    title: str
    changes: Sequence[DifferenceLine]
    versions: str = ""  # "Versi 3 ke 4"
    rest: str = ""  # "Lampiran tidak berubah."
