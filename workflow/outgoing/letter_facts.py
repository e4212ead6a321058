"""Everything the reading page of a letter shows, in a bounded number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from eoffice.organisation.actor import Actor
from workflow.approval import access as approval_access
from workflow.approval.models import (
    ApprovalStep,
    LetterNote,
    RouteChange,
    RouteChangeKind,
    StepState,
)
from workflow.approval.queries.last_look import known_version
from workflow.approval.queries.notes import notes_of
from workflow.delivery.models import Delivery
from workflow.dispatches.access import dispatches_visible_to
from workflow.dispatches.models import Dispatch
from workflow.letters import access as letters_access
from workflow.letters.models import Letter, LetterRecipient, LetterVersion
from workflow.rendering.tree import LetterTree
from workflow.signing.models import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """A letter as read now; `steps` are those of the current version."""

    letter: Letter
    version: LetterVersion | None
    before: LetterVersion | None
    steps: Sequence[ApprovalStep]
    deliveries: Sequence[Delivery]
    dispatches: Sequence[Dispatch]
    recipients: Sequence[LetterRecipient]
    notes: Sequence[LetterNote]
    signature: Signature | None
    takes_part: bool  # drafts, verifies or signs: sees route, notes, versions
    knows_before: bool = False  # `before` is what this reader saw last

    @property
    def tree(self) -> LetterTree | None:
        """Return the frozen content, or nothing before the first submit."""
        if self.version is None:
            return None
        return LetterTree.model_validate(self.version.content)

    def open_step_of(self, actor: Actor) -> ApprovalStep | None:
        """Return the step that waits for this person now."""
        mine = (s for s in self.steps if s.state == StepState.OPEN)
        return next(
            (s for s in mine if approval_access.may(actor, "step.decide", s)), None
        )


def read_letter(actor: Actor, letter_id: UUID) -> LetterFacts:
    """Return the letter with all that hangs on it.

    Raises:
        NotFound: unknown, or not for this person.
    """
    # Sight first, by a small query: a stranger's question costs no joins.
    seen = letters_access.visible_letter(actor, letter_id)
    rows = Letter.objects.select_related(
        "letter_type",
        "type_version",
        "unit",
        "drafter",
        "drafter_position",
        "signatory_position__unit",
        "current_version__pdf",
    )
    lean = rows.defer("type_version__start", "type_version__example")
    letter = lean.get(pk=seen.pk)
    version = letter.current_version
    takes_part = letters_access.takes_part(actor, letter)
    before, known = None, None
    if takes_part and version is not None and version.number > 1:
        known = known_version(actor, letter)
        before = known or letter.versions.filter(number=version.number - 1).first()
    return LetterFacts(
        letter=letter,
        version=version,
        before=before,
        # Addressees see what was issued, not who hesitated on the way there.
        steps=_steps(letter) if takes_part and version else [],
        deliveries=_deliveries(letter) if takes_part else [],
        dispatches=_dispatches(letter, actor) if letter.outside else [],
        recipients=list(
            letter.recipients.select_related("position", "unit").defer("email")
        ),
        notes=notes_of(letter) if takes_part else [],
        signature=letter.signatures.select_related("official", "stored").last(),
        takes_part=takes_part,
        knows_before=known is not None,
    )


def _steps(letter: Letter) -> list[ApprovalStep]:
    steps = letter.steps.filter(version=letter.current_version).select_related(
        "position", "letter", "decision__official", "decision__position"
    )
    told = RouteChange.objects.filter(step=OuterRef("pk"))
    why = told.filter(kind__in=[RouteChangeKind.SKIPPED, RouteChangeKind.KEPT])
    steps = steps.annotate(
        skipped_because=Subquery(why.values("reason")[:1]),
        initial_kept=Exists(told.filter(kind=RouteChangeKind.KEPT)),
    )
    shown = steps.exclude(state=StepState.WITHDRAWN)
    return list(shown.order_by("order", "pk"))


def _deliveries(letter: Letter) -> list[Delivery]:
    return list(
        letter.deliveries.select_related(
            "recipient__position", "recipient__unit", "read_by"
        )
    )


def _dispatches(letter: Letter, actor: Actor) -> list[Dispatch]:
    """Return the newest dispatch of each recipient outside, last in the list."""
    rows = dispatches_visible_to(actor).filter(letter=letter)
    return list(rows.prefetch_related("mails").order_by("pk"))
