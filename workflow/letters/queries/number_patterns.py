"""The number pattern of each letter type, for the rooms that show registers."""

from workflow.letters.models import LetterType


def type_patterns() -> dict[str, str]:
    """Return the patterns by the code of the type; empty: it bears no number."""
    return dict(LetterType.objects.values_list("code", "number_pattern"))
