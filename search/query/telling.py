"""What is told of a typed query: every part that was read otherwise, or left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.query.lexer import Piece

# Signs that people put between words; nobody thinks that they are looked for.
_BETWEEN_WORDS = frozenset("-–—−&+/.,;:()[]\"'“”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Why a part was read in another way than typed; ``code`` is stable.

    ``unknown_field``, ``unknown_value``, ``empty_field``, ``field_ends``,
    ``open_quote``, ``too_long``, ``only_common_words``, ``no_words``, ``left_out``,
    ``operator``, ``date``, ``no_date``, ``short_prefix``, ``many_prefixes``,
    ``front_star``; ``text`` is the part in question.
    """

    code: str
    text: str = ""


def told_of_pieces(pieces: Sequence[Piece]) -> Iterator[Hint]:
    """What is left out of the pieces, whatever they are read as."""
    for at, piece in enumerate(pieces):
        following = pieces[at + 1] if at + 1 < len(pieces) else None
        if piece.field and not piece.text and (following is None or following.field):
            yield Hint(code="empty_field", text=piece.field)
        elif _is_unheard(piece):
            yield Hint(code="left_out", text=piece.text)
        elif piece.text.startswith("*") and not piece.quoted:
            yield Hint(code="front_star", text=piece.text)


def _is_unheard(piece: Piece) -> bool:
    """Signs that no letter is found by, other than those between words."""
    if any(char.isalnum() for char in piece.text):
        return False
    return bool(set(piece.text) - _BETWEEN_WORDS)
