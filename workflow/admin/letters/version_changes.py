"""What changed between two versions, as pages show it: a list, marks in the text."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eoffice.shell.components import DifferenceLine, DifferencesPart
from workflow.admin.letters.painting import CutOut, InkMark, Painter
from workflow.differences.passages import changes_between
from workflow.differences.versions import BlockKind, VersionChanges, version_changes
from workflow.differences.whereabouts import block_text
from workflow.differences.words import places_of
from workflow.letters.models import LetterVersion
from workflow.outgoing.letter_facts import LetterFacts
from workflow.rendering.tree import LetterTree


@dataclass(frozen=True)
class Compared:
    """Two versions of a letter, the earlier first."""

    before: LetterVersion
    after: LetterVersion
    since_last_look: bool = False

    @cached_property
    def trees(self) -> tuple[LetterTree, LetterTree]:
        """Return both contents."""
        before, after = self.before.content, self.after.content
        return LetterTree.model_validate(before), LetterTree.model_validate(after)

    @cached_property
    def changes(self) -> VersionChanges:
        """Return what reads otherwise."""
        return version_changes(*self.trees)

    @property
    def told(self) -> str:
        """Return how many parts changed, in words."""
        count = self.changes.changed
        words = ngettext("%(count)d part changed", "%(count)d parts changed", count)
        return words % {"count": count} if count else _("Nothing changed")


def compared(reading: LetterFacts) -> Compared | None:
    """Return the version on the page beside the one its reader knows, if any."""
    if reading.before is None or reading.version is None:
        return None
    return Compared(reading.before, reading.version, reading.knows_before)


def difference_lines(trees: tuple[LetterTree, LetterTree]) -> list[DifferenceLine]:
    """Return what reads otherwise in the later content, a line for each place."""
    return [
        DifferenceLine(
            place=c.place,
            before=c.before,
            after=c.after,
            lead=c.lead,
            url=f"#bagian-{c.block_id}" if c.block_id else "",
        )
        for c in changes_between(*trees)
    ]


def changes_part(pair: Compared) -> DifferencesPart:
    """Return the difference list."""
    numbers = {"old": pair.before.number, "new": pair.after.number}
    title = _("Changed since version %(old)d") % numbers
    if pair.since_last_look:
        title = _("Changed since you read it")
    return DifferencesPart(
        title=title,
        versions=_("Version %(old)d to %(new)d") % numbers,
        changes=difference_lines(pair.trees),
        rest=pair.told,
    )


def painters_of(
    tree: LetterTree, pair: Compared | None, marks: dict[str, list[InkMark]]
) -> dict[str, Painter]:
    """Return painters of the text: words noted at, put in and taken out of it."""
    blocks = pair.changes.blocks if pair else []
    changed = {b.id: places_of(b.parts) for b in blocks if b.kind in SHOWN}
    texts = {b.id: block_text(b) for b in tree.body if b.id in {*marks, *changed}}
    painters = {}
    for block, text in texts.items():
        inks, cuts = list(marks.get(block, [])), []
        if block in changed:
            inks += [InkMark(start=a, end=b) for a, b in changed[block].added]
            cuts = [CutOut(at=at, text=text) for at, text in changed[block].removed]
        painters[block] = Painter(text, inks, cuts)
    return painters


# A block that was taken out stands in the list alone: the later text has no place.
SHOWN = (BlockKind.ADDED, BlockKind.CHANGED)
