"""Cuts a typed query into pieces; nothing typed is ever an error."""

from dataclasses import dataclass

from search.analysis.numbers import join_number_spaces
from search.analysis.text import clean_text

MAX_QUERY_CHARS = 2_000
# Word processors curl quotes: a phrase pasted from a letter stays a phrase.
_QUOTES = {'"': '"', "“": "”", "”": "”", "„": "“", "«": "»"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One typed piece: ``-field:"text"`` taken apart.

    ``field`` is what stands before a colon, known or not, as typed.
    """

    text: str
    field: str = ""
    quoted: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Pieces of a query, and whether it was cut short or a quote stayed open."""

    pieces: tuple[Piece, ...]
    too_long: bool
    open_quote: bool


def cut(text: str) -> Cut:
    """Pieces of ``text`` in order."""
    shortened = text[:MAX_QUERY_CHARS]
    cleaned = join_number_spaces(clean_text(shortened).replace("\f", " "))
    pieces: list[Piece] = []
    open_quote = False
    place = 0
    while place < len(cleaned):
        if cleaned[place].isspace():
            place += 1
            continue
        piece, place, unclosed = _next_piece(cleaned, place)
        open_quote = open_quote or unclosed
        if piece is not None:
            pieces.append(piece)
    return Cut(
        pieces=tuple(pieces),
        too_long=len(text) > MAX_QUERY_CHARS,
        open_quote=open_quote,
    )


def _next_piece(text: str, place: int) -> tuple[Piece | None, int, bool]:
    # dashes count as well: telephones and word processors put them for a hyphen
    negated = text[place] in "-−–" and place + 1 < len(text)
    if negated:
        # a dash between two words is punctuation, not a wish to exclude
        if text[place + 1].isspace():
            return None, place + 1, False
        place += 1
    field, place = _field(text, place)
    quoted, unclosed = False, False
    if place < len(text) and text[place] in _QUOTES:
        closing = _closing(text, place)
        if closing > 0:
            content, place, quoted = text[place + 1 : closing], closing + 1, True
        else:
            unclosed, (content, place) = True, _word(text, place + 1)
    else:
        content, place = _word(text, place)
    if not content.strip() and not field:
        return None, place, unclosed
    piece = Piece(text=content, field=field, quoted=quoted, negated=negated)
    return piece, place, unclosed


def _closing(text: str, place: int) -> int:
    # people close a curly quote with a straight one
    ends = {_QUOTES[text[place]], '"'}
    found = [spot for end in ends if (spot := text.find(end, place + 1)) > 0]
    return min(found, default=-1)


def _word(text: str, place: int) -> tuple[str, int]:
    end = place
    while end < len(text) and not text[end].isspace() and text[end] not in _QUOTES:
        end += 1
    return text[place:end], end


def _field(text: str, place: int) -> tuple[str, int]:
    """Letters before a colon; the colon must follow at once."""
    end = place
    while end < len(text) and (text[end].isalpha() or text[end] == "_"):
        end += 1
    if end > place and end < len(text) and text[end] == ":":
        return text[place:end], end + 1
    return "", place
