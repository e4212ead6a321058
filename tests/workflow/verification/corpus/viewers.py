"""Two viewers that share no code: pdfium (of Chrome) and poppler (of GNOME)."""

import subprocess

import pypdfium2

DOTS_PER_INCH = 24
POPPLER = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", "-cropbox", "-"]
PATIENCE_S = 20
Pictures = tuple[bytes, ...] | None


def by_pdfium(pdf: bytes) -> Pictures:
    """Return the pages as pictures, None when the viewer opens nothing."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return None
    try:
        document.init_forms()
        return tuple(_drawn(document))
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument) -> list[bytes]:
    pictures = []
    for page in document:
        bitmap = page.render(scale=DOTS_PER_INCH / 72, grayscale=True)
        size = f"{bitmap.width} {bitmap.height} ".encode()
        pictures.append(size + bytes(bitmap.buffer))
        bitmap.close()
        page.close()
    return pictures


def by_poppler(pdf: bytes) -> Pictures:
    """Return the same of poppler; its pages come as one stream of PGM pictures."""
    made = subprocess.run(
        POPPLER, input=pdf, capture_output=True, timeout=PATIENCE_S, check=False
    )
    return (made.stdout,) if made.stdout else None


def compared(pictures: Pictures, of_letter: Pictures) -> str:
    """Say what a viewer shows: the letter as signed, something else, or nothing."""
    if pictures is None:
        return "nothing"
    return "letter" if pictures == of_letter else "another"
