"""Kesatu, Kedua …; I, II …: the words and signs that number a diktum and a bab."""

from workflow.rendering.number_words import number_in_words

_SIGNS = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def ordinal(number: int) -> str:
    """Return `Kedua Belas`."""
    return f"ke{number_in_words(number)}".title()


def roman(number: int) -> str:
    """Return `XII`."""
    shown = ""
    for worth, sign in _SIGNS:
        count, number = divmod(number, worth)
        shown += sign * count
    return shown
