"""The notes of a letter beside its text: words, answers, what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.organisation.actor import Actor
from workflow.admin.letters.note_marks import mark_name
from workflow.admin.letters.timeline_moments import moment
from workflow.approval.models import LetterNote
from workflow.approval.queries.notes import NoteFacts
from workflow.differences.whereabouts import Became, Fate
from workflow.letters.models import Letter

SHOWN = 200  # signs of a whole passage
FATES = {
    Became.SAME: gettext_lazy("Not changed in this version"),
    Became.CHANGED: gettext_lazy("Changed"),
    Became.GONE: gettext_lazy("Taken out"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note as a page shows it."""

    note: LetterNote
    name: str
    told: str  # `Jumat 27 Nov, 10.12, versi 2`
    fate: str
    before: str
    after: str
    can_resolve: bool
    can_reopen: bool

    @property
    def anchor(self) -> str:
        """Return the id of its words in the text of the letter."""
        return mark_name(self.note)


def note_lines(
    facts: Sequence[NoteFacts], letter: Letter, actor: Actor
) -> list[NoteLine]:
    """Return the notes for a page: open ones first, the newest version first."""
    drafts = actor.holds(letter.drafter_position_id)
    lines = [_line(one, actor, drafts=drafts) for one in facts]
    ordered = sorted(lines, key=lambda line: -line.note.version.number)
    return sorted(ordered, key=lambda line: not line.note.is_open)


def _line(facts: NoteFacts, actor: Actor, *, drafts: bool) -> NoteLine:
    note, fate = facts.note, facts.fate
    mine = actor.holds(note.author_position_id)
    before, after = _words(fate)
    version = _("version %(number)d") % {"number": note.version.number}
    return NoteLine(
        note=note,
        name=_("You") if mine else note.author.name,
        told=f"{moment(note.created_at)}, {version}",
        fate=str(FATES[fate.state]) if fate else "",
        before=before,
        after=after,
        can_resolve=note.is_open and (drafts or mine),
        can_reopen=not note.is_open and mine,
    )


def _words(fate: Fate | None) -> tuple[str, str]:
    if fate is None or fate.state == Became.SAME:
        return "", ""
    return _cut(fate.before), _cut(fate.after)


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]} …"
