"""Typed answers of the common tasks. What comes back is checked like any input."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eoffice.sandbox.errors import SandboxCrashed
from eoffice.sandbox.limits import MEBIBYTE, Limits
from eoffice.sandbox.runner import run

#: A look at a page as wide as a screen: an A3 scan at 400 dpi needs a third of this.
LOOK = Limits(wall_seconds=10.0, cpu_seconds=10, memory_bytes=512 * MEBIBYTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What a file is by its content; `pages` is None for office files."""

    kind: str
    pages: int | None
    #: (width, height) of each page as shown, points.
    page_sizes: tuple[tuple[float, float], ...]
    #: Cannot be read without a password.
    encrypted: bool
    #: Readable, but its maker asked for limits (no print, no copy).
    restricted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """Picture of one page; `width` and `height` in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


@contextmanager
def checked_answer() -> Iterator[None]:
    """An answer of the wrong shape counts as a crash of the job."""
    try:
        yield
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as fault:
        message = "the answer has the wrong shape"
        raise SandboxCrashed(message) from fault


def probe(data: bytes | Path, *, limits: Limits | None = None) -> FileFacts:
    """Kind, pages and sizes of a file.

    Kinds: pdf png jpeg tiff webp docx xlsx pptx odt ods odp zip text (UTF-8), and for
    refusal exe ole rar 7z gzip gif rtf unknown.

    Raises:
        FileBroken, FileTooLarge, TooManyPages, or another `SandboxError`.
    """
    answer = run("probe", data, limits=limits)
    with checked_answer():
        pages = answer["pages"]
        return FileFacts(
            kind=str(answer["kind"]),
            pages=None if pages is None else int(pages),
            page_sizes=tuple(
                (float(width), float(height)) for width, height in answer["page_sizes"]
            ),
            encrypted=bool(answer["encrypted"]),
            restricted=bool(answer["restricted"]),
        )


def render_page(
    data: bytes | Path,
    page: int,
    *,
    width: int | None = None,
    dpi: float = 150.0,
    form: str = "webp",
) -> PagePicture:
    """Picture of page `page` (from 1), `width` pixels wide or at `dpi`; webp, png, few.

    Raises:
        FileBroken, FileEncrypted, FileTooLarge, TooManyPages, other `SandboxError`.
    """
    answer = run(
        "render_page",
        data,
        limits=LOOK if width else None,
        page=page,
        width=width,
        dpi=dpi,
        form=form,
    )
    with checked_answer():
        content = answer["content"]
        if not isinstance(content, bytes):
            raise TypeError
        return PagePicture(
            content=content,
            media_type="image/webp" if form == "webp" else "image/png",
            width=int(answer["width"]),
            height=int(answer["height"]),
        )
