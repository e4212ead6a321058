"""Who may sign now: mandate, printed name, certificate, the version they read."""

from uuid import UUID

from django.utils import timezone

from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.holders import Holding, holding_of
from workflow.approval.models import ApprovalStep
from workflow.approval.route_check import order_faults
from workflow.approval.routes import ProposedStep
from workflow.letters.checks import authority_faults
from workflow.letters.content import attached_files
from workflow.letters.headless_units import headless_words
from workflow.letters.models import Letter
from workflow.mandates.printed_names import signature_block
from workflow.rendering.tree import FIRST_FORMAT, AttachedFile, LetterTree
from workflow.signing.not_before import day_waited_for
from workflow.signing.refusals import (
    AttachmentsChanged,
    CertificateUnusable,
    FormWithoutMandate,
    NobodyHeads,
    NoCertificate,
    NoMandate,
    RouteBroken,
    SignatoryChanged,
    SignerBlocked,
    VersionChanged,
    WaitsForDay,
)
from workflow.signing.signers import credential_of


def check_signatory(actor: Actor, letter: Letter, tree: LetterTree) -> None:
    """Raise unless this person may sign this very page today, by their certificate."""
    check_holder(actor, letter, tree)
    check_credential(actor.official.pk, state=letter.status)


def check_holder(actor: Actor, letter: Letter, tree: LetterTree) -> None:
    """Raise unless the page names this person as the holder of today.

    The printed block was initialled; when the holder or the way they hold the
    position has changed since, the letter goes back to be submitted again.

    Raises:
        NoMandate, SignatoryChanged, FormWithoutMandate, RouteBroken.
    """
    position = letter.signatory
    mandate = actor.mandate_for(position.pk)
    # Who holds the position, not only who may act for it: the page prints one name.
    holding = holding_of(position)
    if mandate is None or holding is None or holding.official != actor.official:
        raise NoMandate(state=letter.status)
    held = Holding(official=actor.official, kind=mandate.kind)
    subfamily = letter.type_version.subfamily
    if signature_block(position, letter.authority, held, subfamily) != tree.signature:
        raise SignatoryChanged(state=letter.status)
    check_mandate(letter, held)
    check_route(letter)


def check_route(letter: Letter) -> None:
    """Raise where somebody initialled below a position they outrank today.

    The route is the frozen one, whatever the office's rules say now.

    Raises:
        RouteBroken: with the step and the remedy.
    """
    frozen = [
        ProposedStep(order=one.order, kind=one.kind, position_id=one.position_id)
        for one in letter.steps.filter(version=letter.current_version)
    ]
    fault = next(order_faults(letter, frozen), None)
    if fault is not None:
        raise RouteBroken(fault.message, state=letter.status)


def check_mandate(letter: Letter, holding: Holding) -> None:
    """Raise unless the signatory may sign this letter so today; submit asked it too.

    A mandate that ended meanwhile signs nothing (UU 30/2014 Ps 14, 15 (2)).

    Raises:
        FormWithoutMandate: with the rule and the remedy.
    """
    faults = authority_faults(letter, holding)
    if faults:
        raise FormWithoutMandate(faults[0].message, state=letter.status)


def check_day_has_come(letter: Letter) -> None:
    """Raise while the day before which the letter is not to be dated lies ahead.

    Raises:
        WaitsForDay: it names the day.
    """
    day = day_waited_for(letter)
    if day is not None:
        raise WaitsForDay(day, state=letter.status)


def check_attachments(letter: Letter, tree: LetterTree) -> None:
    """Raise unless the files of the letter are those in the frozen tree.

    A tree frozen before files stood in it names only how many there were.

    Raises:
        AttachmentsChanged: another file, name, size or order.
    """
    today = attached_files(letter)
    # Trees are never rewritten, so an old one is compared by what it can tell.
    is_older = (
        tree.format == FIRST_FORMAT
        and tree.attachments is not None
        and tree.attachment_files is None
    )
    if not is_older and _bound(today) != _bound(tree.attachment_files):
        raise AttachmentsChanged(state=letter.status)


def check_recipients(letter: Letter) -> None:
    """Raise unless every unit the letter goes to has a head today.

    Raises:
        NobodyHeads: it names the unit and the remedy.
    """
    units = letter.recipients.filter(unit__isnull=False, position=None)
    for recipient in units.select_related("unit"):
        if words := headless_words(recipient):
            raise NobodyHeads(words, state=letter.status)


def _bound(files: tuple[AttachedFile, ...] | None) -> list[tuple[str, str, int]]:
    # Pages are told, not bound: they follow from the bytes, which the hash binds.
    return [(file.name, file.sha256, file.size) for file in files or ()]


def check_not_read_before(letter: Letter, step: ApprovalStep) -> None:
    """Raise where the position has opened an earlier version and not the present one.

    For those who name no version: a letter that was never opened is signed as it is
    (a program may know it from elsewhere), one that changed after a look is not, nor
    is it asked again of the person who submitted the present version themselves.

    Raises:
        VersionChanged: open the letter again, or name its version.
    """
    if step.seen_at is not None or step.version.submitted_as_id == step.position_id:
        return
    earlier = letter.steps.filter(position=step.position_id, seen_at__isnull=False)
    if earlier.exclude(version=step.version_id).exists():
        raise VersionChanged(state=letter.status)


def check_credential(official_id: UUID, *, state: str | None = None) -> None:
    """Raise unless the official's certificate may be tried now.

    Raises:
        NoCertificate, SignerBlocked, CertificateUnusable: `state` says of what.
    """
    credential = credential_of(official_id)
    now = timezone.now()
    if credential is None:
        raise NoCertificate(state=state)
    if credential.blocked_until and credential.blocked_until > now:
        raise SignerBlocked(state=state)
    if not credential.valid_from <= now <= credential.valid_to:
        raise CertificateUnusable(state=state)
