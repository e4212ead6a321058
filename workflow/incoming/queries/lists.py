"""Reading incoming letters: lists, proposal with duplicates, pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from eoffice import sandbox
from eoffice.errors import NotFound
from eoffice.objects.page_pictures import page_picture_of
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import ActingAssignment, PositionKind, TermOfOffice
from workflow.incoming import access
from workflow.incoming.models import (
    PROPOSAL_OPEN,
    Channel,
    IncomingFile,
    IncomingLetter,
    IncomingStatus,
    ProposalState,
)
from workflow.incoming.queries.shown import shown_incoming
from workflow.incoming.shared_desks import desks_helped
from workflow.number_form import number_key, plain_number
from workflow.reading import TextSource
from workflow.reading.dates import dates_in
from workflow.reading_copies import Wanted
from workflow.security_class import CONFIDENTIAL, ORDINARY, is_classed

MOST_DUPLICATES = 5
PAGE_WIDTH_PX = 1100
SMALL_WIDTH_PX = 320  # where several pages stand side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A letter that may be the same: `reason` is `same_file` or `same_number`.

    Without `is_readable` only its entry is the person's: neither pages nor subject.
    """

    incoming: IncomingLetter
    reason: str
    is_readable: bool = True


def proposed(incoming: IncomingLetter, name: str) -> str:
    """Return the proposed value of a field, or nothing."""
    proposal = getattr(incoming, "proposal", None)
    field = proposal.fields.get(name) if proposal else None
    return str(field["value"] or "") if field else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What tells a letter from others: typed, else of the entry, else proposed."""

    number: str
    sender: str
    letter_date: date | None

    @classmethod
    def of(
        cls, incoming: IncomingLetter, *, sender: str, number: str, dated: str
    ) -> "Entered":
        """Take what was typed first; a date in any spelling."""
        read = dates_in(dated or proposed(incoming, "date"))
        typed_date = read[0].value if read else None
        return cls(
            number=number or incoming.number or proposed(incoming, "number"),
            sender=sender or incoming.sender or proposed(incoming, "sender"),
            letter_date=typed_date if dated else incoming.letter_date or typed_date,
        )

    def in_agenda(self) -> Q | None:
        """Return where an entry is of the same letter; None: too little is known.

        The number alone is no sign (every office has a 005/1); with the sender or the
        date it is. Senders are spelled differently by every clerk and every scan, so
        the date is enough.
        """
        key = number_key(self.number)
        if not key or not (self.sender or self.letter_date):
            return None
        same = Q(sender__iexact=self.sender) if self.sender else Q()
        if self.letter_date:
            same |= Q(letter_date=self.letter_date)
        return Q(number_key=key) & same


def duplicates_of(
    incoming: IncomingLetter,
    actor: Actor,
    *,
    sender: str = "",
    number: str = "",
    dated: str = "",
) -> list[Duplicate]:
    """Return letters the person may see that are the same file or the same letter.

    `sender`, `number` and `dated` as typed go before those of the entry or the
    proposal.
    Counts and hints never speak of what the person may not see; that two files are
    the same tells what is in them.
    """
    same = Q(pk=incoming.pk)
    if incoming.channel == Channel.INTERNAL:
        same |= Q(channel=Channel.INTERNAL)  # came once to each desk, by intent
    others = access.incoming_visible_to(actor).exclude(same)
    readable = access.incoming_readable_by(actor).exclude(same)
    hashes = incoming.files.values_list("stored__sha256", flat=True)
    readable = readable.select_related("proposal").prefetch_related("files")
    others = others.select_related("proposal").prefetch_related("files")
    # Equal bytes tell what is in a file: compared among readable letters alone.
    same_file = readable.filter(files__stored__sha256__in=list(hashes)).distinct()
    found = {one.pk: Duplicate(incoming=one, reason="same_file") for one in same_file}
    entered = Entered.of(incoming, sender=sender, number=number, dated=dated)
    alike = entered.in_agenda()
    if alike is not None:
        for one in others.filter(alike)[:MOST_DUPLICATES]:
            twin = Duplicate(
                incoming=one, reason="same_number", is_readable=access.reads(actor, one)
            )
            found.setdefault(one.pk, twin)
    return list(found.values())[:MOST_DUPLICATES]


def proposal_of(incoming: IncomingLetter, actor: Actor) -> dict[str, Any]:
    """Return the proposal in the shape of the API."""
    proposal = getattr(incoming, "proposal", None)
    names = ("number", "date", "sender", "subject", "type", "addressee")
    fields = proposal.fields if proposal else {}
    return {
        "state": proposal.state if proposal else ProposalState.READY,
        "fault": proposal.fault if proposal else "",
        "fields": {name: fields.get(name) for name in names},
        "text_source": proposal.text_source if proposal else TextSource.NONE,
        "pages": sum(f.pages or 0 for f in incoming.files.all()),
        "duplicates": [
            {
                "id": one.incoming.pk,
                "reason": one.reason,
                "agenda_number": one.incoming.agenda_number,
                "subject": shown_incoming(one.incoming, actor),
                "received_at": one.incoming.received_at,
            }
            for one in duplicates_of(incoming, actor)
        ],
    }


def to_register(actor: Actor) -> QuerySet[IncomingLetter]:
    """Return what waits for the agenda, oldest first."""
    waiting = access.registerable_by(actor).filter(status=IncomingStatus.RECEIVED)
    return waiting.order_by("id")


def being_read(actor: Actor) -> QuerySet[IncomingLetter]:
    """Return what waits for the agenda and is still with the machine."""
    return to_register(actor).filter(proposal__state__in=PROPOSAL_OPEN)


def on_my_desk(actor: Actor) -> QuerySet[IncomingLetter]:
    """Return registered letters routed to the person's positions and not completed."""
    return IncomingLetter.objects.filter(
        routed_to__in=actor.position_ids,
        gate_for=None,
        status__in=[IncomingStatus.REGISTERED, IncomingStatus.IN_PROGRESS],
    )


def on_helped_desks(actor: Actor) -> QuerySet[IncomingLetter]:
    """Return what lies undecided on the desks of leaders whom the person helps."""
    there = access.incoming_visible_to(actor).filter(
        routed_to__in=desks_helped(actor), gate_for=None
    )
    return there.filter(status=IncomingStatus.REGISTERED)


def at_my_gate(actor: Actor) -> QuerySet[IncomingLetter]:
    """Return what the person is to pass on to a leader, oldest first.

    For the secretary also what lies at a gate whose position nobody holds.
    """
    waiting = IncomingLetter.objects.filter(
        gate_for__isnull=False, status=IncomingStatus.REGISTERED
    )
    mine = Q(routed_to__in=actor.acting_position_ids)
    if any(m.position.kind == PositionKind.REGIONAL_SECRETARY for m in actor.mandates):
        today = timezone.localdate()
        held = [
            Exists(rows.objects.in_force(today).filter(position=OuterRef("routed_to")))
            for rows in (TermOfOffice, ActingAssignment)
        ]
        mine |= ~Q(held[0]) & ~Q(held[1])
    return waiting.filter(mine).order_by("id")


def found_in(
    rows: QuerySet[IncomingLetter], words: str, actor: Actor
) -> QuerySet[IncomingLetter]:
    """Return the rows whose agenda entry holds every word.

    Subjects that a list does not show to the person are not searched either.
    """
    readable = access.incoming_readable_by(actor).exclude(
        security_class__in=CONFIDENTIAL
    )
    for word in words.split()[:8]:
        # A hit would tell what a hidden subject says, word by word.
        in_subject = readable.filter(subject__icontains=word)
        rows = rows.filter(
            Q(pk__in=in_subject.order_by().values("pk"))
            | Q(sender__icontains=word)
            | Q(number__icontains=plain_number(word))
            | Q(number_key__contains=number_key(word))
            | Q(agenda_number__icontains=word)
        )
    return rows


def page_place(incoming: IncomingLetter, page: int) -> tuple[IncomingFile, int]:
    """Return the file that page `page` (from 1, over all files) is in, and its page.

    Raises:
        NotFound: there is no such page.
    """
    for file in incoming.files.select_related("stored"):
        count = file.pages or 0
        if 1 <= page <= count:
            return file, page
        page -= count
    raise NotFound


def page_picture(
    incoming: IncomingLetter,
    page: int,
    *,
    form: str = "webp",
    width: int = PAGE_WIDTH_PX,
) -> sandbox.PagePicture:
    """Render a page; access was asked by the caller.

    Raises:
        NotFound: no such page.
        StoreUnavailable, SandboxUnavailable: store or sandbox away.
        sandbox.SandboxError: the page cannot be drawn.
    """
    file, number = page_place(incoming, page)
    return page_picture_of(file.stored, number, width=width, form=form)


def file_at(incoming: IncomingLetter, order: int) -> IncomingFile:
    """Return file `order` (from 1).

    Raises:
        NotFound: there is none.
    """
    files = list(incoming.files.select_related("stored", "made_from"))
    if not 1 <= order <= len(files):
        raise NotFound
    return files[order - 1]


def gets_original(actor: Actor, incoming: IncomingLetter) -> bool:
    """Tell whether the person takes part: has it on the desk, or keeps the register.

    Others who read a classed letter, by a disposition, get reading copies. The person
    who keeps the register does not read classed letters at all.
    """
    acts = ("incoming.dispose", "incoming.amend")
    return any(access.may(actor, act, incoming) for act in acts)


def file_wanted(actor: Actor, incoming: IncomingLetter, order: int) -> Wanted:
    """Return file `order` (from 1) as the letter has it."""
    file = file_at(incoming, order)
    mine = gets_original(actor, incoming)
    return Wanted(stored=file.stored, name=file.name, takes_part=mine)


def original_wanted(actor: Actor, incoming: IncomingLetter, order: int) -> Wanted:
    """Return file `order` (from 1) as it was brought."""
    file = file_at(incoming, order)
    return Wanted(
        stored=file.made_from or file.stored,
        name=file.name,
        takes_part=gets_what_was_brought(actor, incoming, file),
        original=True,
    )


def gets_what_was_brought(
    actor: Actor, incoming: IncomingLetter, file: IncomingFile
) -> bool:
    """Tell whether the file as it was brought is the person's as well.

    What pages were split or turned from may hold other letters too: it is for those
    who keep the register alone, and for nobody once another of them is classed.
    """
    if file.made_from_id is None:
        return gets_original(actor, incoming)
    is_clerk = access.may(actor, "incoming.amend", incoming)
    return is_clerk and not _holds_classed_others(file)


def offers_original(actor: Actor, incoming: IncomingLetter, file: IncomingFile) -> bool:
    """Tell whether there is another file behind this one, and it is the person's."""
    differs = file.made_from_id is not None or is_classed(incoming)
    return differs and gets_what_was_brought(actor, incoming, file)


def _holds_classed_others(file: IncomingFile) -> bool:
    """Tell whether a classed letter besides this file's own was split from its scan."""
    letters = IncomingLetter.objects.filter(files__made_from=file.made_from_id)
    others = letters.exclude(pk=file.incoming_id)
    return others.exclude(security_class__in=ORDINARY).exists()


def next_to_register(actor: Actor, after: UUID) -> IncomingLetter | None:
    """Return the letter to register after this one, else the oldest, else nothing."""
    waiting = to_register(actor).exclude(pk=after)
    # Onwards, then round: what was left aside comes again after the newer ones.
    return waiting.filter(pk__gt=after).first() or waiting.first()
