"""A verifier corrects the text: another version in her name, the former stays.

Subject and text alone: who gets it, who signs, its code and class are the drafter's,
and wrong ones are a reason to return it. Her step and those after it go on to the new
version; whether the initials of before are asked again is the office's rule
(`workflow.approval.corrections`).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.row_versions import check_version
from workflow.approval.corrections import asks_again
from workflow.approval.errors import NotCorrectedHere
from workflow.approval.locks import locked_for
from workflow.approval.models import (
    ApprovalStep,
    RouteChange,
    RouteChangeKind,
    StepState,
)
from workflow.approval.operations.approving import check_open
from workflow.approval.operations.freezing import (
    DrawnPage,
    drawn_page,
    freeze_version,
)
from workflow.approval.operations.submitting import open_next_steps
from workflow.approval.queries.correctable import is_correctable
from workflow.differences.versions import version_changes
from workflow.letters.checks import letter_faults
from workflow.letters.content import build_tree, readable_body
from workflow.letters.events import LetterEvent
from workflow.letters.models import Letter, LetterVersion, StateReason
from workflow.letters.operations.drafting import LetterInput, apply_content
from workflow.letters.operations.keeping_states import keep_state
from workflow.letters.operations.moving import move_letter
from workflow.letters.page_check import JudgedLetter, judged_page
from workflow.letters.trail_acts import LetterAct
from workflow.pictures.making import make_pictures
from workflow.rendering.tree import LetterTree


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedText:
    """What a verifier may set; None: stays as it is."""

    subject: str | None = None
    body: list[dict[str, Any]] | None = None

    def content(self) -> LetterInput:
        """Return it as drafting takes it."""
        named = {"subject": self.subject, "body": self.body}
        given: dict[str, Any] = {k: v for k, v in named.items() if v is not None}
        return LetterInput(given=frozenset(given), **given)


def correct_text(
    *,
    actor: Actor,
    letter_id: UUID,
    step_id: UUID,
    row_version: int | None,
    given: CorrectedText,
) -> Letter:
    """Freeze the corrected text as the next version, from the verifier's seat.

    Drawn and stored before the transaction opens, as at submit. The step waits on the
    new version for the verifier's own initial; nothing is initialled by correcting.

    Raises:
        NotFound: not this person's step, or a step of another letter.
        StepAlreadyDecided, NotYetYourTurn: the step is not open any more.
        NotCorrectedHere: a signature, or a type that does not allow it.
        Invalid: nothing is changed, or with every broken rule and its remedy.
        Stale: the letter changed since it was read.
    """
    order = _Order(actor=actor, letter_id=letter_id, step_id=step_id, given=given)
    with order.tried(row_version) as letter:
        tree = build_tree(letter, body=readable_body(letter))
        faults = [*_unchanged(letter, tree), *letter_faults(letter)]
    # What was refused above is not drawn: it would only be said twice.
    if faults:
        raise Invalid(faults)
    page = judged_page(tree)
    judged = JudgedLetter(tree=tree, rendered=page.rendered, faults=page.faults)
    # Judged before the lock as well: the spelling is asked of another program.
    before = _content_of(letter)
    weighed = _Weighed(
        changed=version_changes(before, tree).changed, asks=asks_again(before, tree)
    )
    return order.freeze(letter.row_version, drawn_page(letter, judged), weighed)


@contextmanager
def tried_correction(
    *, actor: Actor, letter_id: UUID, step_id: UUID, given: CorrectedText
) -> Iterator[Letter]:
    """Offer the letter as it would be corrected; afterwards all is as before.

    Raises:
        As `correct_text`, save that the reader's version plays no part.
    """
    order = _Order(actor=actor, letter_id=letter_id, step_id=step_id, given=given)
    with order.tried(None) as letter:
        yield letter


def _unchanged(letter: Letter, tree: LetterTree) -> Iterator[Fault]:
    before = _content_of(letter)
    if (before.subject, before.body) == (tree.subject, tree.body):
        text = _("Nothing is changed. Initial the letter, or correct something.")
        yield Fault(field="body", code="unchanged", message=text)


def _content_of(letter: Letter) -> LetterTree:
    version = letter.current_version
    return LetterTree.model_validate(version.content if version else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """How many parts read otherwise, and whether initials are asked again for it."""

    changed: int
    asks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """Who corrects what, at which step."""

    actor: Actor
    letter_id: UUID
    step_id: UUID
    given: CorrectedText

    def _locked(self) -> tuple[Letter, ApprovalStep]:
        letter, step = locked_for(
            self.actor, "step.decide", self.letter_id, self.step_id
        )
        check_open(step)
        if not is_correctable(letter, step):
            raise NotCorrectedHere(state=letter.status)
        return letter, step

    @transaction.atomic
    def _ask(self, **_given: object) -> None:
        self._locked()

    @contextmanager
    def tried(self, row_version: int | None) -> Iterator[Letter]:
        """Offer the letter with the text on it; nothing is kept."""
        make_pictures(self.actor, self.given.body or [], self._ask)
        with transaction.atomic():
            letter, _step = self._locked()
            check_version(letter, row_version, state=letter.status)
            read = letter.row_version
            apply_content(letter, self.actor, self.given.content())
            letter.row_version = read
            yield letter
            transaction.set_rollback(True)

    @transaction.atomic
    def freeze(self, read: int, page: DrawnPage, weighed: _Weighed) -> Letter:
        """Write the version, move the route to it and tell who should know."""
        letter, step = self._locked()
        # What was drawn is what was read; anything since would freeze another text.
        check_version(letter, read, state=letter.status)
        actor = self.actor.at_position(step.position_id)
        former = list(step.version.steps.order_by("order"))
        keep_state(letter, actor, StateReason.WRITTEN)
        apply_content(letter, self.actor, self.given.content())
        version = freeze_version(actor, letter, step.position, page)
        _leave(step.version)
        _carry(former, version, is_asked=weighed.asks)
        change = RouteChange.objects.create(
            letter=letter,
            step=step,
            kind=RouteChangeKind.CORRECTED,
            official=actor.official,
            position=step.position,
            made_on=timezone.localdate(),
        )
        # Those who are asked again come first, so that the line stays in order.
        move_letter(letter, letter.status)
        open_next_steps(letter)
        trail.record(
            LetterAct.CORRECTED,
            letter,
            actor=actor,
            step=str(step.pk),
            version=version.number,
            content_hash=version.content_hash,
            pdf_sha256=page.rendered.sha256,
            changed=weighed.changed,
            asked_again=weighed.asks,
        )
        events.add(LetterEvent.CORRECTED, letter_id=letter.pk, change_id=change.pk)
        return letter


def _leave(version: LetterVersion) -> None:
    """Close what still waited on the text of before: it is decided on the new one."""
    version.steps.filter(state__in=[StepState.WAITING, StepState.OPEN]).update(
        state=StepState.SKIPPED, decided_at=timezone.now()
    )


def _carry(
    former: Sequence[ApprovalStep], version: LetterVersion, *, is_asked: bool
) -> None:
    """Make the steps of the new version as they were, whoever was moved to them.

    An initial that is not asked again stays with the text it was given for; on this
    version its step is passed over, with the reason. Kept once, it is asked again by a
    later correction like one that was given just before.
    """
    traces = RouteChange.objects.filter(
        step__in=former, kind__in=[RouteChangeKind.SKIPPED, RouteChangeKind.KEPT]
    )
    passed = {row.step_id: row for row in traces}
    for one in former:
        if one.state == StepState.WITHDRAWN:
            continue
        trace = passed.get(one.pk)
        kept = trace is not None and trace.kind == RouteChangeKind.KEPT
        initialled = one.state == StepState.APPROVED or kept
        waits = one.state in (StepState.WAITING, StepState.OPEN)
        waits = waits or (is_asked and initialled)
        step = ApprovalStep.objects.create(
            letter_id=one.letter_id,
            version=version,
            order=one.order,
            kind=one.kind,
            position_id=one.position_id,
            state=StepState.WAITING if waits else StepState.SKIPPED,
            decided_at=None if waits else one.decided_at,
        )
        if not waits:
            # Nobody's act: whoever passed a step over did so on the text of before.
            RouteChange.objects.create(
                letter_id=step.letter_id,
                step=step,
                kind=RouteChangeKind.KEPT if initialled else RouteChangeKind.SKIPPED,
                reason=trace.reason if trace else _kept_words(one),
                made_on=timezone.localdate(),
            )


def _kept_words(step: ApprovalStep) -> str:
    # The office's own words: they are kept, and read by everybody alike.
    with translation.override("id"):
        return translation.gettext(
            "Initialled version %(number)d; the correction did not ask again."
        ) % {"number": step.version.number}
