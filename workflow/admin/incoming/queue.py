"""What waits for a person because of letters that came in, and of dispositions."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eoffice.days.deadlines import due_tag
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import (
    QUEUE_LIMIT,
    QueueAct,
    QueueItem,
    Tag,
    register_queue_source,
)
from eoffice.shell.waiting import WaitingItem, WaitingWork, register_waiting_source
from workflow.admin.incoming.prepared_rows import (
    how_many_to_prepare,
    prepared_shown,
    rows_to_prepare,
)
from workflow.dispositions.models import Disposition, DispositionReceiver
from workflow.dispositions.queries import lists as dispositions
from workflow.dispositions.queries.prepared import with_drafts
from workflow.dispositions.queries.shown import shown_matter, shown_words
from workflow.incoming.models import PROPOSAL_OPEN, IncomingLetter, IncomingStatus
from workflow.incoming.queries import lists
from workflow.incoming.queries.shown import shown_incoming
from workflow.urgency import Urgency, urgency_of

# Answers are news for some days; later they are found in the letter's tree.
ANSWERS_FOR_DAYS = 3
WAITING_SHOWN = 5


def _one(name: str, *ids: object) -> str:
    return reverse(name, args=ids)


def _to_register_item(letter: IncomingLetter) -> QueueItem:
    proposal = getattr(letter, "proposal", None)
    files = list(letter.files.all())
    reading = proposal is not None and proposal.state in PROPOSAL_OPEN
    tags = [Tag(text=_("Being read"), icon="hourglass")] if reading else []
    url = _one("incoming_register", letter.pk)
    subject = lists.proposed(letter, "subject")
    return QueueItem(
        kind="incoming",
        act="register",
        act_label=_("Register"),
        title=subject or (files[0].name if files else str(letter)),
        url=url,
        icon="inbox",
        since=letter.received_at,
        from_text=lists.proposed(letter, "sender"),
        tags=tags,
        letter=letter.pk,
        number=letter.number,
    )


def to_register(actor: Actor, _today: date) -> Sequence[QueueItem]:
    """Letters brought that have no agenda number yet."""
    rows = lists.to_register(actor).select_related("proposal")
    return [
        _to_register_item(one) for one in rows.prefetch_related("files")[:QUEUE_LIMIT]
    ]


def _desk_rows(actor: Actor) -> QuerySet[IncomingLetter]:
    return lists.on_my_desk(actor).filter(status=IncomingStatus.REGISTERED)


def _desk_item(letter: IncomingLetter, actor: Actor) -> QueueItem:
    urgent = letter.urgency != Urgency.BIASA
    kind = Tag(text=letter.get_urgency_display(), icon="flame", kind="due")
    return QueueItem(
        kind="incoming",
        act="dispose",
        act_label=_("Dispose"),
        title=shown_incoming(letter, actor),
        url=_one("incoming_read", letter.pk),
        act_url=_one("incoming_dispose", letter.pk),
        icon="mail",
        due_on=letter.due_on,
        urgency=urgency_of(letter),
        since=letter.registered_at,
        from_text=letter.sender,
        tags=[kind] if urgent else [],
        second=QueueAct(
            label=_("Known"), url=_one("incoming_complete", letter.pk), method="post"
        ),
        letter=letter.pk,
        number=letter.number,
    )


def on_desk(actor: Actor, _today: date) -> Sequence[QueueItem]:
    """Registered letters on my desk that nobody has acted on."""
    rows = with_drafts(_desk_rows(actor)).order_by("due_on", "id")
    letters = list(rows[:QUEUE_LIMIT])
    return prepared_shown(letters, [_desk_item(one, actor) for one in letters])


def _gate_item(letter: IncomingLetter, actor: Actor) -> QueueItem:
    leader = letter.gate_for.title if letter.gate_for else ""
    return QueueItem(
        kind="incoming",
        act="pass_gate",
        act_label=_("Pass on"),
        title=shown_incoming(letter, actor),
        url=_one("incoming_read", letter.pk),
        act_url=_one("incoming_pass_gate", letter.pk),
        act_method="post",
        icon="mail",
        due_on=letter.due_on,
        urgency=urgency_of(letter),
        since=letter.registered_at,
        from_text=letter.sender,
        meta=[_("for the desk of %(leader)s") % {"leader": leader}],
        second=QueueAct(label=_("Look"), url=_one("incoming_read", letter.pk)),
        letter=letter.pk,
        number=letter.number,
    )


def at_gate(actor: Actor, _today: date) -> Sequence[QueueItem]:
    """Letters from inside that wait for the person to pass them on to a leader."""
    rows = lists.at_my_gate(actor).select_related("gate_for")[:QUEUE_LIMIT]
    return [_gate_item(one, actor) for one in rows]


def _open_shares(disposition: Disposition, actor: Actor) -> list[DispositionReceiver]:
    mine = actor.position_ids
    shares = disposition.receivers.all()
    return [s for s in shares if s.position_id in mine and s.state in dispositions.OPEN]


def _as(share: DispositionReceiver, actor: Actor) -> list[str]:
    """Return for which position it waits, for the person who holds several."""
    if len(actor.position_ids) < 2:  # noqa: PLR2004  one position needs no name
        return []
    return [_("for %(position)s") % {"position": share.position.title}]


def _share_item(share: DispositionReceiver, actor: Actor, today: date) -> QueueItem:
    disposition = share.disposition
    if not dispositions.must_answer(share):
        return _to_know_item(share, actor)
    url = _one("disposition_read", disposition.pk)
    hand_on = _one("disposition_forward", disposition.pk)
    return QueueItem(
        kind="disposition",
        act="answer",
        act_label=_("Answer"),
        title=shown_matter(disposition),
        url=url,
        icon="git-fork",
        due_on=disposition.due_on,
        urgency=urgency_of(disposition.incoming),
        overdue=bool(disposition.due_on and disposition.due_on < today),
        since=disposition.created_at,
        from_text=disposition.giver_position.title,
        meta=_as(share, actor),
        more=shown_words(disposition, disposition.note)[:200],
        second=QueueAct(
            label=_("Hand on"), url=f"{hand_on}?jabatan={share.position_id}"
        ),
        letter=disposition.incoming_id,
        disposition=disposition.pk,
    )


def _to_know_item(share: DispositionReceiver, actor: Actor) -> QueueItem:
    """Only to be known: no day binds the reader, and one press is enough."""
    disposition = share.disposition
    word = _("koordinasi") if share.is_coordination else _("for information")
    answer = _one("disposition_answer", disposition.pk)
    url = _one("disposition_read", disposition.pk)
    return QueueItem(
        kind="disposition",
        act="know",
        act_label=_("Known"),
        title=shown_matter(disposition),
        url=url,
        act_url=f"{answer}?jabatan={share.position_id}",
        act_method="post",
        icon="git-fork",
        since=disposition.created_at,
        from_text=disposition.giver_position.title,
        meta=[word, *_as(share, actor)],
        more=shown_words(disposition, disposition.note)[:200],
        second=QueueAct(label=_("Look"), url=url),
        letter=disposition.incoming_id,
        disposition=disposition.pk,
    )


def to_answer(actor: Actor, today: date) -> Sequence[QueueItem]:
    """Dispositions to me that I have not finished, the most urgent first."""
    rows = dispositions.on_my_desk(actor).order_by("due_on", "id")[:QUEUE_LIMIT]
    return [
        _share_item(share, actor, today)
        for disposition in rows
        for share in _open_shares(disposition, actor)
    ]


def answers(actor: Actor, today: date) -> Sequence[QueueItem]:
    """Answers of the last days to what I gave."""
    since = today - timedelta(days=ANSWERS_FOR_DAYS)
    return [
        QueueItem(
            kind="disposition",
            act="look",
            act_label=_("Look"),
            title=shown_matter(share.disposition),
            url=_one("disposition_read", share.disposition_id),
            icon="message-square-text",
            since=share.completed_at,
            from_text=share.position.title,
            more=shown_words(share.disposition, share.answer)[:200],
            disposition=share.disposition_id,
        )
        for share in dispositions.to_look_at(actor, since)[:QUEUE_LIMIT]
    ]


def _waiting_item(disposition: Disposition, today: date) -> WaitingItem:
    left = [s for s in disposition.receivers.all() if s.state in dispositions.OPEN]
    text = ngettext("%(n)d person", "%(n)d people", len(left)) % {"n": len(left)}
    due = due_tag(disposition.due_on, today)
    return WaitingItem(
        title=shown_matter(disposition),
        url=_one("disposition_read", disposition.pk),
        text=", ".join([text, due.text] if due else [text]),
        overdue=bool(disposition.due_on and disposition.due_on < today),
        due_on=disposition.due_on,
    )


def given(actor: Actor, today: date) -> WaitingWork:
    """Dispositions I gave and wait for."""
    first, total = dispositions.waited_for(actor, WAITING_SHOWN)
    return WaitingWork(
        items=[_waiting_item(disposition, today) for disposition in first],
        total=total,
        url=f"{reverse('disposition_list')}?kotak=terkirim",
    )


def register() -> None:
    """Offer all of these to the first page."""
    register_queue_source(
        "incoming.to_register",
        to_register,
        count=lambda actor, _day: lists.to_register(actor).count(),
    )
    register_queue_source(
        "incoming.on_desk", on_desk, count=lambda actor, _day: _desk_rows(actor).count()
    )
    register_queue_source(
        "dispositions.to_answer",
        to_answer,
        count=lambda actor, _day: dispositions.my_open_shares(actor).count(),
    )
    register_queue_source(
        "incoming.gate",
        at_gate,
        count=lambda actor, _today: lists.at_my_gate(actor).count(),
    )
    register_queue_source(
        "incoming.to_prepare", rows_to_prepare, count=how_many_to_prepare
    )
    register_queue_source("dispositions.answers", answers)
    register_waiting_source("dispositions", given)
