"""What letters put on a person's desk: to initial, to sign, returned, drafts."""

from dataclasses import replace
from datetime import date

from django.db.models import Count, QuerySet, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QUEUE_LIMIT, Alike, QueueAct, QueueItem, Tag
from eoffice.shell.waiting import WAITING_SHOWN, WaitingItem, WaitingWork
from workflow.approval.due_days import StepDeadlines
from workflow.approval.models import ApprovalStep, StepState
from workflow.letters.models import Letter, LetterStatus, StepKind
from workflow.letters.queries.shown import shown_title
from workflow.outgoing.batches import (
    batch_at_desk_item,
    drafted_batch_item,
    letters_folded,
    one_draft_of_each,
    one_of_each_batch,
    unshown_of_batch,
)
from workflow.outgoing.lists import letters_of_tab, waiting_steps
from workflow.outgoing.short_letters import short_texts, with_short_text
from workflow.signing.not_before import waiting_words
from workflow.signing.queries.desk import signature_steps
from workflow.urgency import Urgency, urgency_of

# The first words of a subject name the matter; what follows names the person.
ALIKE_WORDS = 3


def _address_of(letter: Letter) -> str:
    return reverse("letter_read", args=[letter.pk])


def _tags(letter: Letter, waiting: str = "") -> list[Tag]:
    tags = [Tag(text=waiting, icon="clock", kind="info")] if waiting else []
    if letter.urgency != Urgency.BIASA:
        text = Urgency(letter.urgency).label
        tags.append(Tag(text=str(text), icon="flame", kind="due"))
    return tags


def _desk_steps(actor: Actor) -> list[ApprovalStep]:
    steps = one_of_each_batch(waiting_steps(actor)).select_related(
        "letter__letter_type",
        "letter__drafter",
        "letter__merge_row__batch",
        "position__unit",
    )
    # A desk shows titles: bodies, tokens and the NIK would be read for nothing.
    unshown = ("letter__body", "letter__access_tokens", "letter__drafter__nik")
    steps = steps.defer(*unshown_of_batch("letter__"))
    return list(steps.defer(*unshown)[:QUEUE_LIMIT])


def _step_item(
    step: ApprovalStep, deadlines: StepDeadlines, *, many_positions: bool
) -> QueueItem:
    letter = step.letter
    is_signature = step.kind == StepKind.SIGNATURE
    waiting = waiting_words(letter) if is_signature else ""
    meta = [letter.letter_type.name]
    if many_positions:
        meta.append(_("as %(title)s") % {"title": step.position.title})
    return QueueItem(
        kind="letter",
        act="sign" if is_signature else "initial",
        act_label=_("Read and sign") if is_signature else _("Read and initial"),
        title=shown_title(letter),
        url=_address_of(letter),
        icon="pen-line" if is_signature else "file-check",
        due_on=deadlines.of(step),
        urgency=urgency_of(letter),
        alike=_alike(step) if is_signature else None,
        since=step.opened_at,
        from_text=_("from %(name)s") % {"name": letter.drafter.name},
        meta=meta,
        tags=_tags(letter, waiting),
        letter=letter.pk,
    )


def _alike(step: ApprovalStep) -> Alike:
    """Letters of one drafter, type and beginning are read in one go."""
    letter = step.letter
    title = shown_title(letter)
    begins = " ".join(title.split()[:ALIKE_WORDS])
    kind = letter.letter_type.name
    return Alike(
        key=f"{letter.letter_type_id}/{letter.drafter_position_id}/{begins.casefold()}",
        # The text is filled in later: a "%" in a subject must not be taken for a place.
        title=f"%(count)d {kind.replace('%', '%%')}: {begins.replace('%', '%%')} …",
        label=_("Read and sign %(count)d"),
        url=reverse("letters_sign"),
    )


def desk_items(actor: Actor, today: date) -> list[QueueItem]:
    """Return the letters to initial and to sign.

    The first of several to sign offers to read them all in one go.
    """
    many = len(actor.mandates) > 1
    found = _desk_steps(actor)
    steps = [step for step in found if not letters_folded(step)]
    batches = [
        batch_at_desk_item(step, count)
        for step in found
        if (count := letters_folded(step))
    ]
    if not steps:
        return batches
    deadlines = StepDeadlines.read()
    short = short_texts(steps)
    items = [
        with_short_text(_step_item(step, deadlines, many_positions=many), step, short)
        for step in steps
    ]
    signing = [n for n, item in enumerate(items) if item.act == "sign"]
    if len(signing) > 1:
        # Counted again only where the list was cut, for the button names a number.
        whole = len(found) < QUEUE_LIMIT
        count = len(signing) if whole else signature_steps(actor).count()
        first = signing[0]
        items[first] = replace(items[first], second=_together(count))
    return [*batches, *items]


def _together(count: int) -> QueueAct:
    label = _("Read and sign %(count)d") % {"count": count}
    return QueueAct(label=label, url=reverse("letters_sign"))


def desk_count(actor: Actor, today: date) -> int:
    """Return how many letters and batches wait for an initial or a signature."""
    return one_of_each_batch(waiting_steps(actor)).count()


def _own(actor: Actor) -> QuerySet[Letter]:
    return letters_of_tab(actor, "konsep") | letters_of_tab(actor, "dikembalikan")


def own_items(actor: Actor, today: date) -> list[QueueItem]:
    """Return one's returned letters, then one's drafts."""
    letters = one_draft_of_each(_own(actor))
    letters = letters.select_related("letter_type", "merge_row__batch")
    letters = letters.defer("body", "access_tokens", *unshown_of_batch(""))
    # "returned" comes after "draft" in the alphabet
    returned_first = letters.order_by("-status", "-pk")[:QUEUE_LIMIT]
    return [_own_item(letter) for letter in returned_first]


def _own_item(letter: Letter) -> QueueItem:
    if (count := letters_folded(letter)) > 1:
        return drafted_batch_item(letter, count)
    is_returned = letter.status == LetterStatus.RETURNED
    return _returned(letter) if is_returned else _draft(letter)


def _returned(letter: Letter) -> QueueItem:
    return QueueItem(
        kind="letter",
        act="mend",
        act_label=_("Mend"),
        title=shown_title(letter),
        url=reverse("letter_edit", args=[letter.pk]),
        icon="undo-2",
        since=letter.status_since,
        meta=[letter.letter_type.name],
        tags=[Tag(text=_("Returned"), icon="undo-2", kind="due")],
        letter=letter.pk,
    )


def _draft(letter: Letter) -> QueueItem:
    return QueueItem(
        kind="letter",
        act="write",
        act_label=_("Go on writing"),
        title=shown_title(letter),
        url=reverse("letter_edit", args=[letter.pk]),
        icon="square-pen",
        since=letter.updated_at,
        meta=[letter.letter_type.name, _("draft")],
        letter=letter.pk,
    )


def own_count(actor: Actor, today: date) -> int:
    """Return how many drafts and returned letters one has."""
    return one_draft_of_each(_own(actor)).count()


def letters_under_way(actor: Actor, today: date) -> WaitingWork:
    """Return one's letters that lie on others' desks, oldest first."""
    moving = letters_of_tab(actor, "berjalan")
    steps = (
        ApprovalStep.objects.filter(letter__in=moving, state=StepState.OPEN)
        .select_related("letter", "position")
        .defer("letter__body", "letter__access_tokens")
        .annotate(in_all=Window(Count("pk")))
        .order_by("opened_at")[:WAITING_SHOWN]
    )
    first = list(steps)
    items = [
        WaitingItem(
            title=shown_title(step.letter),
            url=_address_of(step.letter),
            text=_("at the desk of %(desk)s") % {"desk": step.position.title},
        )
        for step in first
    ]
    url = f"{reverse('letter_list')}?tab=berjalan"
    return WaitingWork(
        items=items, total=first[0].in_all if first else 0, url=url if items else ""
    )
