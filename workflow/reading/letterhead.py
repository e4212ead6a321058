"""Who sends: the letterhead at the top of the first page."""

import re
from collections.abc import Sequence

from workflow.reading.lines import Row, is_capitals
from workflow.reading.titles import ordinary

ADDRESS = re.compile(
    r"\b(?:jalan|jln?|telp|telepon|telpon|tlp|telephone|fax|faks|faksimile|faximile|"
    r"email|e-mail|surel|pos-el|website|laman|situs|kode ?pos|kotak pos|gedung|lantai|"
    r"www|http|https|nomor \d+,|rt|rw)\b|@|\.go\.id|\.com|\.id\b|\(\d{3,5}\)|\b\d{5}\b",
    re.IGNORECASE,
)
#: Printed above a letterhead without belonging to it.
FURNITURE = re.compile(
    r"^\W*(?:umum|bagian|bagian umum|salinan|copy|kopi|draf|draft|"
    r"rahasia|segera|sangat segera|biasa|penting|"
    r"asli|tembusan|halaman|lampiran)\W*$",
    re.IGNORECASE,
)
OFFICE = re.compile(
    r"\b(?:pemerintah|kementerian|menteri|presiden|badan|dinas|sekretariat|kantor|bagian|"
    r"kecamatan|kelurahan|desa|kabupaten|kota|provinsi|direktorat|inspektorat|rumah|"
    r"sakit|puskesmas|universitas|politeknik|sekolah|pengadilan|kejaksaan|kepolisian|"
    r"resor|komando|dewan|majelis|yayasan|pt|cv|ud|bank|koperasi|himpunan|ikatan|forum|"
    r"lembaga|bupati|wali ?kota|gubernur|komisi|panitia|asosiasi|perkumpulan|madrasah|"
    r"palang|unit|balai|perusahaan|perum|persatuan|paguyuban|organisasi|gerakan)\b",
    re.IGNORECASE,
)
STAMP_WORDS = re.compile(r"\b(?:diterima|agenda|tgl|bagian umum)\b", re.IGNORECASE)
#: A stamp says when; an office's name never does.
CLOCK_OR_DATE = re.compile(r"\d[:/-]\d")
LOWEST = 0.3
#: A row read with less than this on average is a coat of arms, not text.
READABLE = 0.45
FEWEST_LETTERS = 4
MOST_ROWS = 5


def _letters(row: Row) -> int:
    return sum(sign.isalpha() for sign in row.text)


def _without_stamp(row: Row) -> Row | None:
    """The row without words of a stamp of receipt that lies over it."""
    if not STAMP_WORDS.search(row.text):
        return row
    words = tuple(word for word in row.words if not STAMP_WORDS.search(word.text))
    return Row(row.page, words) if words else None


def _is_name(row: Row) -> bool:
    readable = row.confidence >= READABLE and _letters(row) >= FEWEST_LETTERS
    if not readable or FURNITURE.match(row.text) or CLOCK_OR_DATE.search(row.text):
        return False
    return is_capitals(row.text) or bool(OFFICE.search(row.text))


def letterhead_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows that name the sender, from `rows` above number, heading and addressee."""
    named: list[Row] = []
    for stamped in rows:
        row = _without_stamp(stamped)
        if row is None:
            continue
        if row.low > LOWEST * row.page.height_pt:
            break
        if ADDRESS.search(row.text):
            if named:
                break
            continue
        if _is_name(row):
            named.append(row)
    return named[:MOST_ROWS]


def office_name(text: str) -> str:
    """An office as the register writes it: no capitals, no state behind ministries."""
    text = re.sub(r"^[^\w(]+|[^\w).]+$", "", text)
    text = re.sub(
        r"^((?:KEMENTERIAN|MENTERI)\b.+?)(?<!\s)\s++REPUBLIK INDONESIA$", r"\1", text
    )
    return ordinary(text)


def _clean(row: Row) -> str:
    """Text of a row without the specks a coat of arms leaves at its sides."""
    words = list(row.words)
    while len(words) > 1 and words[0].confidence < READABLE:
        words.pop(0)
    while len(words) > 1 and words[-1].confidence < READABLE:
        words.pop()
    # A round mark of the arms is read as one sure sign; no office begins with one.
    while len(words) > 1 and len(words[0].text.strip(".,:;'")) <= 1:
        words.pop(0)
    return " ".join(word.text for word in words)


def sender_of(rows: Sequence[Row]) -> str:
    """Letterhead rows as one name, from the whole to the part."""
    parts: list[str] = []
    for row in rows:
        text = _clean(row)
        goes_on = text.upper().strip(" ,.") in {"REPUBLIK INDONESIA", "INDONESIA"}
        if parts and (goes_on or parts[-1].upper().endswith((" DAN", " DAN ", ","))):
            parts[-1] = f"{parts[-1]} {text}"
        else:
            parts.append(text)
    return ", ".join(office_name(part) for part in parts)
