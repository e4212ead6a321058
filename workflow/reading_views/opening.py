"""The pages of an office file in place of the file, for the door that gives bytes."""

from dataclasses import replace
from pathlib import PurePath

from workflow.reading_copies import Wanted
from workflow.reading_views.states import pages_of


def as_view(wanted: Wanted) -> Wanted:
    """Return what is given to whoever asks to read the file that they may have.

    It has pages, so of a classed letter everybody gets it with their name on them.

    Raises:
        NotFound: it is no office file. NoPagesToRead: there is no view, with the words.
    """
    return replace(
        wanted,
        stored=pages_of(wanted.stored),
        name=f"{PurePath(wanted.name).stem}.pdf",
        inline=True,
    )
