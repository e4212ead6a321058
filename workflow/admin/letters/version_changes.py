"""What changed since the version before, as the reading page shows it."""

from django.utils.translation import gettext as _

from eoffice.shell.components import DifferenceLine, DifferencesPart
from workflow.differences.passages import changes_between
from workflow.outgoing.letter_facts import LetterFacts
from workflow.rendering.tree import LetterTree


def changes_part(reading: LetterFacts) -> DifferencesPart | None:
    """Return the difference list, or nothing for a first version."""
    if reading.before is None or reading.version is None or reading.tree is None:
        return None
    before = LetterTree.model_validate(reading.before.content)
    changes = [
        DifferenceLine(place=c.place, before=c.before, after=c.after, lead=c.lead)
        for c in changes_between(before, reading.tree)
    ]
    numbers = {"old": reading.before.number, "new": reading.version.number}
    return DifferencesPart(
        title=_("Changed since version %(old)d") % numbers,
        versions=_("Version %(old)d to %(new)d") % numbers,
        changes=changes,
    )
