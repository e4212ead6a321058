"""A PDF of page pictures, written by ourselves: a page, its JPEG, nothing else.

Nothing is parsed and nothing copied, so nothing can come along (ISO 32000-2 section
7.5; DCTDecode 7.4.8).
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BlackedPage:
    """One page: its JPEG of `across` x `down` pixels, its size in points."""

    jpeg: bytes
    across: int
    down: int
    width: float
    height: float


def pdf_of(pages: Sequence[BlackedPage]) -> bytes:
    """Return a PDF with these pages, in their order."""
    kids = " ".join(f"{3 + 3 * n} 0 R" for n in range(len(pages)))
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
    ]
    for n, page in enumerate(pages):
        parts += _page(page, 3 + 3 * n)
    return _written(parts)


def _page(page: BlackedPage, number: int) -> list[bytes]:
    size = f"{page.width:.2f} {page.height:.2f}"
    draw = f"q {page.width:.2f} 0 0 {page.height:.2f} 0 0 cm /P Do Q".encode()
    resources = f"<< /XObject << /P {number + 2} 0 R >> >>"
    image = (
        f"<< /Type /XObject /Subtype /Image /Width {page.across} /Height {page.down}"
        " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
        f" /Length {len(page.jpeg)} >>"
    )
    return [
        (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size}]"
            f" /Resources {resources} /Contents {number + 1} 0 R >>"
        ).encode(),
        _stream(f"<< /Length {len(draw)} >>".encode(), draw),
        _stream(image.encode(), page.jpeg),
    ]


def _stream(head: bytes, content: bytes) -> bytes:
    return head + b"\nstream\n" + content + b"\nendstream"


def _written(parts: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for n, part in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{n} 0 obj\n".encode() + part + b"\nendobj\n"
    begin, count = len(out), len(parts) + 1
    out += f"xref\n0 {count}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{at:010d} 00000 n \n".encode() for at in places)
    out += f"trailer\n<< /Size {count} /Root 1 0 R >>\n".encode()
    return bytes(out + f"startxref\n{begin}\n%%EOF\n".encode())
