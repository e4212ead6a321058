"""The end of a letter that was typed in the file: signature block and copies."""

import re

from workflow.word_files.reading.lines import WordLine

HeadPart = dict[str, str]
MOST_COPIES, MOST_SIGNED, SHORT = 40, 12, 90
FEWEST_BLANK = 2
_COPIES = re.compile(r"tembusan\s*:?\s*", re.IGNORECASE)
_SEAT = re.compile(
    r"((a\.n\.|u\.b\.|plt\.|plh\.|pj\.|pjs\.)\s*)?"
    r"(bupati|wakil|wali ?kota|gubernur|sekretaris|kepala|camat|lurah|direktur"
    r"|inspektur|asisten|staf ahli|ketua|penjabat|pejabat)\b[^.:]*,?",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"(ditetapkan|dibuat|diundangkan) di\b.*|pada tanggal\b.*", re.IGNORECASE
)
_NIP = re.compile(r"nip\b\.? ?:?[\d .]{8,}", re.IGNORECASE)
_SIGN = re.compile(r"(ttd|tanda tangan|\$\{ttd)", re.IGNORECASE)


def without_end(lines: list[WordLine]) -> tuple[list[WordLine], list[HeadPart]]:
    """Return the lines before signature and copies, and these."""
    lines, copies = _without_copies(lines)
    lines, signed = _without_signature(lines)
    return lines, [*signed, *copies]


def _told(part: str, lines: list[WordLine]) -> list[HeadPart]:
    words = [line.words for line in lines if line.words]
    return [{"part": part, "text": "\n".join(words)}] if words else []


def _without_copies(lines: list[WordLine]) -> tuple[list[WordLine], list[HeadPart]]:
    first = max(len(lines) - MOST_COPIES, 0)
    for at in range(len(lines) - 1, first - 1, -1):
        rest = lines[at + 1 :]
        is_list = all(
            line.kind in {"text", "point"} and len(line.words) <= SHORT for line in rest
        )
        if _COPIES.fullmatch(lines[at].words) and is_list:
            return lines[:at], _told("copies", lines[at:])
    return lines, []


def _without_signature(lines: list[WordLine]) -> tuple[list[WordLine], list[HeadPart]]:
    filled = [at for at, line in enumerate(lines) if line.words]
    if filled and (grid := lines[filled[-1]]).grid is not None:
        # Two columns without borders, the block in the right one.
        if _NIP.search(grid.words) and len(grid.words) <= SHORT * MOST_SIGNED:
            return lines[: filled[-1]], _told("signature", [grid])
        return lines, []
    for at in filled[-MOST_SIGNED:]:
        if _is_signature(lines[at:]):
            return lines[: _with_place(lines, at)], _told("signature", lines[at:])
    return lines, []


def _is_signature(lines: list[WordLine]) -> bool:
    """Tell whether these last lines are a seat, room to sign, and a name."""
    words = [line.words for line in lines if line.words]
    if not _SEAT.fullmatch(words[0]) or len(words) < FEWEST_BLANK:
        return False
    if any(line.kind != "text" or len(line.words) > SHORT for line in lines):
        return False
    blank = sum(1 for line in lines[1:] if not line.words)
    is_signed = any(_NIP.search(one) or _SIGN.search(one) for one in words[1:])
    return is_signed or blank >= FEWEST_BLANK


def _with_place(lines: list[WordLine], at: int) -> int:
    """Return where the block begins: with the lines of place and day above it."""
    while at and (not lines[at - 1].words or _PLACED.fullmatch(lines[at - 1].words)):
        at -= 1
    return at
