"""Letterhead, number lines, addressees and signature that somebody typed in the file.

The page of a letter has them already; in the text they would stand twice. Plain rules,
made for letters of an Indonesian office: what they take out is told with its words.
"""

import re
from dataclasses import dataclass

from workflow.word_files.reading.ends import without_end
from workflow.word_files.reading.lines import WordLine

HeadPart = dict[str, str]
MOST_TOP = 60  # lines in which a head can stand
MOST_KOP, MOST_ADDRESSEE, SHORT = 10, 60, 90
_KOP = re.compile(
    r"(PEMERINTAH|BUPATI|WALI ?KOTA|GUBERNUR|SEKRETARIAT|DINAS|BADAN|KECAMATAN"
    r"|INSPEKTORAT)\b"
)
_ADDRESS = re.compile(
    r"(jalan|jln?\.|telepon|telp|tlp|faks|fax|laman|situs|website|surel|e-?mail|pos-el"
    r"|kode pos|https?://|www\.)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<label>nomor|no\.|sifat|lampiran|hal|perihal|tanggal|dari|tembusan)\s*:\s*"
    r"(?P<value>.*)",
    re.IGNORECASE,
)
_SUBJECT = frozenset({"hal", "perihal"})
_MONTH = (
    r"(januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november"
    r"|desember)"
)
# The day may still be missing, or stand in brackets as a place to be filled in.
DATED = re.compile(
    rf"[\w .]{{2,40}},(.{{0,12}}\b{_MONTH} \d{{4}}| \[[^\[\]]{{1,40}}\])", re.IGNORECASE
)
_TITLE = re.compile(
    r"(NOTA DINAS|MEMO|SURAT [A-Z ]{3,40}|PENGUMUMAN|BERITA ACARA|LAPORAN|UNDANGAN"
    r"|TELAAHAN STAF|NOTULA|RADIOGRAM)"
)
_NUMBER = re.compile(r"nomor\b", re.IGNORECASE)
_YTH = re.compile(r"(kepada ?:? ?)?(yth|kepada)\b", re.IGNORECASE)
_AT = re.compile(r"di\b ?[-–]? ?(?P<place>.*)", re.IGNORECASE)


@dataclass(slots=True)
class _Top:
    """A place in the lines, and what was taken out above it."""

    lines: list[WordLine]
    at: int = 0
    parts: list[HeadPart] | None = None

    def peek(self) -> WordLine | None:
        """Return the next line with words in the head's room, past empty ones."""
        at = self.at
        while at < min(len(self.lines), MOST_TOP):
            line = self.lines[at]
            if line.words:
                return line
            at += 1
        return None

    def take(self) -> str:
        """Go past the line that `peek` told; return its words."""
        while not self.lines[self.at].words:
            self.at += 1
        self.at += 1
        return self.lines[self.at - 1].words

    def tell(self, part: str, text: str) -> None:
        """Keep what was taken out."""
        self.parts = [*(self.parts or []), {"part": part, "text": text}]


def without_head(lines: list[WordLine]) -> tuple[list[WordLine], list[HeadPart]]:
    """Return the lines of the body, and what was typed around them."""
    top = _Top(lines)
    _kop(top)
    _title(top)
    while _head_line(top):
        pass
    rest = lines[top.at :] if top.parts else lines
    rest, end = without_end(rest)
    return rest, [*(top.parts or []), *end]


def _is_kop(line: WordLine) -> bool:
    words = line.words
    return words == words.upper() and bool(_KOP.match(words))


def _kop(top: _Top) -> None:
    first = top.peek()
    if first is None or not (_is_kop(first) or _is_kop_table(first)):
        return
    found = [top.take()]
    while len(found) < MOST_KOP:
        line = top.peek()
        if line is None or _begins_head(line.words) or _TITLE.fullmatch(line.words):
            break
        words = line.words
        if words != words.upper() and not _ADDRESS.search(words):
            break
        found.append(top.take())
    top.tell("kop", "\n".join(found))


def _is_kop_table(line: WordLine) -> bool:
    return line.grid is not None and bool(_KOP.match(line.words.lstrip()))


def _title(top: _Top) -> None:
    line = top.peek()
    if line is None or not _TITLE.fullmatch(line.words):
        return
    before = top.at
    title = top.take()
    after = top.peek()
    # The title of a letter has its number or its label lines below it.
    if after is not None and (_NUMBER.match(after.words) or _begins_head(after.words)):
        top.tell("title", title)
    else:
        top.at = before


def _begins_head(words: str) -> bool:
    return bool(_LABEL.match(words) or _YTH.match(words))


def _head_line(top: _Top) -> bool:
    """Take one line of the head; tell whether there was one."""
    line = top.peek()
    if line is None or line.kind == "break":
        return False
    if line.grid is not None:
        return _head_table(top, line)
    return _labelled(top, line.words) or _dated(top, line.words) or _addressee(top)


def _head_table(top: _Top, line: WordLine) -> bool:
    rows = [" ".join(row) for row in line.grid.words()] if line.grid else []
    rows = [" ".join(row.split()) for row in rows if row.strip()]
    if not rows or not _begins_head(rows[0]):
        return False
    top.take()
    for row in rows:
        found = _LABEL.match(row)
        is_subject = found is not None and found["label"].lower() in _SUBJECT
        if found is not None and is_subject:
            top.tell("subject", found["value"])
        else:
            top.tell("head", row)
    return True


def _labelled(top: _Top, words: str) -> bool:
    found = _LABEL.match(words)
    if found is None:
        # NOMOR 12 TAHUN 2026 stands under a title alone.
        has_title = any(one["part"] == "title" for one in top.parts or [])
        if not (has_title and _NUMBER.match(words) and len(words) <= SHORT):
            return False
        top.tell("head", top.take())
        return True
    top.take()
    if found["label"].lower() in _SUBJECT:
        top.tell("subject", " ".join([found["value"], *_rest_of(top)]))
    else:
        top.tell("head", words)
    return True


def _rest_of(top: _Top) -> list[str]:
    """Return further lines of a subject: they stand further in than its label."""
    found: list[str] = []
    while top.at < len(top.lines):
        line = top.lines[top.at]
        begins = "".join(piece.text for piece in line.pieces)[:1]
        is_rest = line.kind == "text" and line.words and begins == "\t"
        if not is_rest or _begins_head(line.words) or DATED.match(line.words):
            break
        found.append(top.take())
    return found


def _dated(top: _Top, words: str) -> bool:
    if len(words) > SHORT or not DATED.fullmatch(words):
        return False
    top.tell("date", top.take())
    return True


def _addressee(top: _Top) -> bool:
    line = top.peek()
    if line is None or not _YTH.match(line.words) or len(line.words) > SHORT:
        return False
    found = [top.take()]
    while len(found) < MOST_ADDRESSEE and top.at < len(top.lines):
        line = top.lines[top.at]
        following = top.peek()
        # An empty line ends them, unless only the place comes after it.
        if not line.words and not (following and _AT.match(following.words)):
            break
        if following is None or len(following.words) > SHORT or following.grid:
            break
        if _begins_head(following.words) and not _YTH.match(following.words):
            break
        found.append(top.take())
        at = _AT.match(found[-1])
        if at is not None and len(found) > 1:
            if not at["place"] and top.peek() is not None:
                found.append(top.take())
            break
    top.tell("recipients", "\n".join(found))
    return True
