"""Pages of text without a file, for the rules."""

from workflow.reading import ReadPage, ReadWord

WIDTH, HEIGHT, SIZE = 595.0, 842.0, 10.0


def line(text, x=70.0, y=100.0, confidence=1.0):
    """Words of a line, six points a letter; two blanks and more are gaps."""
    words, at = [], x
    for part in text.split(" "):
        if part:
            right = at + 6 * len(part)
            words.append(ReadWord(part, at, y, right, y + SIZE, confidence))
        at += 6 * (len(part) + 1)
    return words


def page(*lines, number=1, source="embedded", confidence=1.0):
    """One page; each line is a text or (x, text), 16 points apart from the top."""
    words = []
    for at, one in enumerate(lines):
        x, text = one if isinstance(one, tuple) else (70.0, one)
        words += line(text, x=x, y=60.0 + 16 * at, confidence=confidence)
    return ReadPage(
        page=number,
        width_pt=WIDTH,
        height_pt=HEIGHT,
        words=tuple(words),
        source=source,
    )


def service_letter(**changes):
    """A plain surat dinas; `changes` replace parts of its head."""
    parts = {
        "number": "Nomor    : 005/123/Dinkes/2026",
        "date": "Sukaraya, 16 November 2026",
        "subject": "Hal      : Undangan rapat koordinasi",
    } | changes
    return page(
        "PEMERINTAH KABUPATEN SUKARAYA",
        "DINAS KESEHATAN",
        "Jalan Melati Nomor 14, Sukaraya",
        (350.0, parts["date"]),
        parts["number"],
        "Sifat    : Biasa",
        parts["subject"],
        "",
        "Yth. Sekretaris Daerah",
        "di Wanasari",
        "",
        "Menindaklanjuti surat Nomor 99/XYZ/2025 tanggal 3 Maret 2025 kami",
        "sampaikan hal-hal sebagai berikut.",
    )
