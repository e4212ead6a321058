"""What a letter is about: after Hal, or under TENTANG."""

import re
from collections.abc import Sequence

from workflow.reading.labels import Value, continued, label_of
from workflow.reading.letter_view import LetterView
from workflow.reading.lines import Placed, Row, is_capitals, text_of
from workflow.reading.titles import ordinary

ABOUT = re.compile(r"^\W*TENTANG\W*$|^\W*PERIHAL\W*$", re.IGNORECASE)
#: The line after a heading's subject begins like one of these, in any letters,
NO_LONGER = re.compile(
    r"^\W*(?:dengan rahmat|menimbang|mengingat|dasar|yth|kepada|pada hari|bismillah|"
    r"(?:menteri|presiden|bupati|wali ?kota|gubernur|kepala|sekretaris|direktur|ketua|"
    r"camat|inspektur|lurah)\b.*,\W*$|[A-Z0-9]\s*[.)]\s|I\.)",
    re.IGNORECASE,
)
#: or like one of these in ordinary ones.
BODY = re.compile(
    r"^\W*(?:Sehubungan|Dalam rangka|Menindaklanjuti|Berdasarkan|Memperhatikan|"
    r"Bersama ini|Disampaikan|Dengan hormat|Dengan ini)\b"
)
ROWS_AFTER_HEADING = 9
MOST_LINES = 7
LINE_GAP = 3.2
ORDERS = ("Surat Tugas", "Surat Perintah")


def _ends_subject(row: Row) -> bool:
    text = row.text
    return bool(NO_LONGER.match(text) or BODY.match(text) or label_of(row.words[0]))


def _below(rows: Sequence[Row], start: int) -> list[Placed]:
    """Lines of a subject that begins at row `start`."""
    words: list[Placed] = []
    for row in rows[start : start + MOST_LINES]:
        if _ends_subject(row):
            break
        if words:
            before = words[-1]
            changed = is_capitals(text_of(words)) and not is_capitals(row.text)
            if changed or row.top - before.y1 > LINE_GAP * row.height:
                break
        words += row.words
    return words


def _under_heading(view: LetterView) -> list[Placed]:
    if not view.heading:
        return []
    start = view.heading.at
    for at, row in enumerate(view.first[start : start + ROWS_AFTER_HEADING], start):
        if ABOUT.match(row.text):
            return _below(view.first, at + 1)
    return []


def _after_label(view: LetterView) -> list[Placed]:
    value: Value | None = view.value("subject")
    return continued(value, view.first) if value else []


def _purpose(view: LetterView) -> list[Placed]:
    """What an order sends somebody out for."""
    value = view.value("purpose")
    if not value or not view.heading or view.heading.kind not in ORDERS:
        return []
    return continued(value, view.first)


def find_subject(view: LetterView) -> tuple[str, list[Placed]] | None:
    """(subject in ordinary writing, its words)."""
    words = _under_heading(view) or _purpose(view) or _after_label(view)
    text = re.sub(r"(\w)- (?=[a-z])", r"\1", text_of(words)).strip(" .,:;-_|")
    if not any(sign.isalpha() for sign in text):
        return None
    return ordinary(text), words
