"""One world with a real object behind every parameter of every address.

Everything is made by the office's own operations, so each object is guarded by the
same rows as in the product. `World.places` tells which values fit an address:

    names of its parameters -> list of values, one of them per state of the thing

A parameter that stands here with no object fails the walk (`test_real_ids.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone
from wagtail.admin.models import EditingSession

from archive.models import Record
from eoffice.accounts.models import ApiToken
from eoffice.administration.deeds import Deed
from eoffice.health.proofs import promises
from eoffice.holidays.models import Holiday
from eoffice.jobs.models import Job, JobItem, JobState
from eoffice.notifications.models import Notification
from eoffice.objects.models import Upload
from eoffice.organisation.models import (
    Agreement,
    ImportDraft,
    PositionDuty,
    TermOfOffice,
)
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from eoffice.outbox.relay import drain
from eoffice.policies.policy import policies
from tests.eoffice.objects.files import pdf
from tests.guard import named_inside
from tests.guard.absent import absent
from tests.guard.archived import asked_documents, kept_and_listed, office_files
from tests.guard.drafts import drafts
from tests.guard.inventory import parameters
from tests.guard.places_by_code import PLACES_BY_CODE
from tests.guard.sendings import sent_out
from tests.guard.set_up import set_up, switched_off
from tests.office.incoming import bring, disposition, entry, received
from tests.office.kabupaten import (
    PASSWORD,
    Office,
    Person,
    actor,
    build_office,
    make_acting,
)
from tests.office.outgoing import initialled, letter_input, noted, sent, submitted
from tests.office.records import make_file, make_proof
from tests.office.signers import make_signer
from tests.office.visitors import make_token
from tests.workflow.drafting.many_at_once import many_at_once
from workflow.dispositions.models import PreparedDisposition
from workflow.dispositions.operations.giving import (
    forward_disposition,
    give_disposition,
    give_initiative,
)
from workflow.incoming.operations.registering import register_incoming_letter
from workflow.letters.operations.drafting import create_draft
from workflow.models import (
    Disposition,
    IncomingLetter,
    LedgerNumber,
    Letter,
    Register,
    SignerCredential,
    SigningMandate,
)
from workflow.signing.sessions.ending import KIND

Values = dict[str, object]
PREPARED_ROUTE = "api/v1/incoming-letters/<uuidstr:incoming_id>/prepared-disposition"


@dataclass(kw_only=True)
class World:
    """The office with its things; `places` by the names of an address' parameters."""

    office: Office
    letters: list[Letter] = field(default_factory=list)
    keepers: list[Person] = field(default_factory=list)
    incoming: list[IncomingLetter] = field(default_factory=list)
    dispositions: list[Disposition] = field(default_factory=list)
    places: dict[tuple[str, ...], list[Values]] = field(default_factory=dict)
    # the same parameter means another thing at these addresses
    special: dict[str, list[Values]] = field(default_factory=dict)

    # what a body names over its example, and the query of an address, by route
    bodies: dict[str, Values] = field(default_factory=dict)
    queries: dict[str, str] = field(default_factory=dict)

    def of(self, route: str) -> list[Values]:
        """Return the values that fit the address; none where nothing is known."""
        return self.special.get(route) or self.places.get(parameters(route), [])


def build_world() -> World:
    """Make the office and one of everything."""
    office = build_office()
    make_signer(office.sekda)
    world = World(office=office)
    parts = (
        _letters,
        _incoming,
        _dispositions,
        _records,
        _house,
        _numbers,
        _organisation,
        _stock,
    )
    for fill in parts:
        fill(world)
    world.places |= set_up(world.office)
    world.special |= switched_off(world.office)
    drain(raising=False)
    _notices(world)
    return world


def _named(name: str, things: Iterable[object]) -> list[Values]:
    return [{name: thing.pk} for thing in things]  # type: ignore[attr-defined]


def _letters(world: World) -> None:
    office = world.office
    upload = bring(office.drafter, pdf(), "lampiran.pdf")
    make = partial(_draft_with, office, upload)
    note = noted(office)
    world.letters = [
        make(),
        note.version.letter,
        submitted(office, attachments=[upload.pk]),
        initialled(office, attachments=[upload.pk]),
        initialled(office, security_class="rahasia"),
        sent(office, attachments=[upload.pk]),
    ]
    world.places[("letter_id",)] = _named("letter_id", world.letters)
    frozen = [letter for letter in world.letters if letter.current_version_id]
    world.places[("letter_id", "step_id")] = [
        {"letter_id": letter.pk, "step_id": one.pk}
        for letter in frozen
        for one in letter.steps.all()[:2]
    ]
    at_note = {"letter_id": note.version.letter_id, "note_id": note.pk}
    world.places[("letter_id", "note_id")] = [at_note]
    numbered = [{"letter_id": letter.pk, "number": 1} for letter in frozen]
    world.places[("letter_id", "number")] = numbered
    world.places[("letter_id", "number", "page")] = [
        {**values, "page": 1} for values in numbered
    ]
    attached = [
        (letter, one) for letter in world.letters for one in letter.attachments.all()
    ]
    world.places[("letter_id", "attachment_id")] = [
        {"letter_id": letter.pk, "attachment_id": one.pk} for letter, one in attached
    ]
    world.places[("letter_id", "upload_id")] = [
        {"letter_id": letter.pk, "upload_id": one.stored.upload.pk}
        for letter, one in attached
    ]
    issued = world.letters[-1]
    world.places[("code",)] = [{"code": issued.verification_code}]
    world.places[("code", "page")] = [{"code": issued.verification_code, "page": 1}]
    world.places |= sent_out(office) | absent(office) | drafts(office)
    world.places |= many_at_once(office)


def _draft_with(office: Office, upload: Upload) -> Letter:
    return create_draft(
        actor=actor(office.drafter),
        type_code="nota_dinas",
        content=letter_input(office, attachments=[upload.pk]),
    )


def _incoming(world: World) -> None:
    office = world.office
    fresh, registered, closed = (received(office) for _n in range(3))
    for one, changes in (
        (registered, {}),
        (closed, {"number": "9/R/2026", "security_class": "rahasia"}),
    ):
        register_incoming_letter(
            actor=actor(office.setda_clerk),
            incoming_id=one.pk,
            row_version=None,
            registration=entry(**changes),
        )
    world.keepers.append(named_inside.letter_at_a_gate(office))
    # what lies at the gate comes first: the last one is on its reader's desk
    inside = IncomingLetter.objects.filter(channel="internal")
    inside = inside.order_by("gate_for_id", "pk")
    world.incoming = [fresh, registered, closed, *inside]
    world.places[("incoming_id",)] = _named("incoming_id", world.incoming)
    for part, number in (("page", 1), ("order", 1), ("n", 1)):
        world.places[("incoming_id", part)] = [
            {"incoming_id": one.pk, part: number} for one in world.incoming
        ]


def _dispositions(world: World) -> None:
    office = world.office
    given = give_disposition(
        actor=actor(office.sekda),
        incoming_id=world.incoming[1].pk,
        content=disposition(office.kadis),
    )
    onward = forward_disposition(
        actor=actor(office.kadis),
        disposition_id=given.pk,
        content=disposition(office.kabid),
    )
    own = give_initiative(
        actor=actor(office.sekda),
        matter="Siapkan bahan",
        content=disposition(office.kabag),
    )
    world.dispositions = [given, onward, own]
    content = {"receivers": [], "instructions": [], "note": "Siapkan", "due_on": None}
    prepared = PreparedDisposition.objects.create(
        incoming=world.incoming[2],
        desk=office.sekda.position,
        content=content,
        prepared_by=office.kabag.official,
        prepared_position=office.kabag.position,
    )
    world.places[("prepared_id",)] = _named("prepared_id", [prepared])
    kept = [{"incoming_id": one.pk} for one in (world.incoming[1], prepared.incoming)]
    world.special[PREPARED_ROUTE] = kept
    world.places[("disposition_id",)] = _named("disposition_id", world.dispositions)


def _records(world: World) -> None:
    office = world.office
    drain(raising=False)
    records = list(Record.objects.all())
    record_file = make_file(office.setda_archivist, office.setda)
    world.places[("record_id",)] = _named("record_id", records)
    for more in ({"item": 0}, {"item": 0, "page": 1}):
        places = [{"record_id": one.pk, **more} for one in records]
        world.places[("record_id", *more)] = places
    world.places[("file_id",)] = [{"file_id": record_file.pk}]
    make_proof(office.setda_archivist, record_file)
    world.places[("file_id", "number")] = [{"file_id": record_file.pk, "number": 1}]
    world.places |= kept_and_listed(office)
    world.special |= office_files(office) | asked_documents()
    world.bodies = named_inside.named_in_bodies(office, record_file.pk)
    world.queries = named_inside.named_in_queries(office)


def _house(world: World) -> None:
    office = world.office
    world.places[("upload_id",)] = _named("upload_id", Upload.objects.all()[:2])
    job = Job.objects.create(
        kind=KIND, owner=office.sekda.user, state=JobState.SUCCEEDED, total=1, done=1
    )
    JobItem.objects.create(
        job=job, order=0, ref=str(world.letters[-1].pk), state=JobState.SUCCEEDED
    )
    world.places[("job_id",)] = [{"job_id": job.pk}]
    world.special["api/v1/signing-sessions/<uuidstr:session_id>"] = [
        {"session_id": job.pk}
    ]
    make_token(office.admin.official)
    world.places[("token_id",)] = _named("token_id", ApiToken.objects.all())
    way_in = {"login": office.sekda.user.username, "password": PASSWORD}
    Client().post("/masuk/", way_in)
    sessions = UserSession.objects.filter(user=office.sekda.user)
    world.special["akun/keamanan/sesi/<int:session_id>/akhiri/"] = _named(
        "session_id", sessions
    )
    world.places[("holiday_id",)] = _named("holiday_id", Holiday.objects.all()[:1])
    dead = OutboxDelivery.objects.first()
    OutboxDelivery.objects.filter(pk=dead.pk).update(state=DeliveryState.DEAD)
    world.places[("delivery_id",)] = [{"delivery_id": dead.pk}]
    waiting = Upload.objects.order_by("pk").first()
    world.places[("check", "ref")] = [{"check": "uploads", "ref": waiting.pk}]
    world.places[("credential_id",)] = _named(
        "credential_id", SignerCredential.objects.all()
    )


def _numbers(world: World) -> None:
    office = world.office
    registers = Register.objects.filter(unit=office.setda, series="outgoing")
    world.places[("register_id",)] = _named("register_id", registers)
    world.places[("register_id", "number_id")] = [
        {"register_id": one.register_id, "number_id": one.pk}
        for one in LedgerNumber.objects.filter(register__in=registers)[:1]
    ]
    world.special |= PLACES_BY_CODE


def _organisation(world: World) -> None:
    office = world.office
    today = timezone.localdate()
    acting = make_acting(
        office.staff,
        office.kabid.position,
        "acting_absent",
        today,
        today + timedelta(days=9),
    )
    term = TermOfOffice.objects.get(official=office.kabid.official)
    world.places[("unit_id",)] = [{"unit_id": office.setda.pk}]
    world.places[("position_id",)] = [{"position_id": office.sekda.position.pk}]
    world.places[("official_id",)] = [{"official_id": office.sekda.official.pk}]
    world.places[("user_id",)] = [{"user_id": office.sekda.user.pk}]
    world.places[("term_id",)] = [{"term_id": term.pk}]
    world.places[("assignment_id",)] = _named("assignment_id", [acting])
    mandates = SigningMandate.objects.filter(receiver=office.sekda.position)
    world.places[("mandate_id",)] = _named("mandate_id", mandates)
    world.places[("kind", "tenure_id")] = [
        {"kind": "definitif", "tenure_id": term.pk},
        {"kind": "penugasan", "tenure_id": acting.pk},
    ]
    job = Job.objects.create(kind="import", owner=office.admin.user, total=1)
    draft = ImportDraft.objects.create(
        made_by=office.admin.user,
        file_name="a.xlsx",
        content=b"x",
        plan="p",
        job_id=job.pk,
    )
    world.places[("draft_id",)] = _named("draft_id", [draft])
    deed = Deed.of(
        "change_position",
        position_id=office.kabid.position.pk,
        values={"duties": [PositionDuty.AUDITOR]},
        expected_version=1,
    )
    agreements = [
        Agreement.objects.create(
            act=deed.act,
            position=office.kabid.position,
            arguments=deed.text,
            digest=deed.digest,
            draft=asked_for,
            requested_by=office.sekda.user,
        )
        for asked_for in (None, draft)
    ]
    world.places[("agreement_id",)] = _named("agreement_id", agreements)


def _stock(world: World) -> None:
    """Name things of ours where Wagtail's own addresses ask for one."""
    letter = world.letters[0]
    session = EditingSession.objects.create(
        user=world.office.sekda.user,
        content_object=letter,
        last_seen_at=timezone.now(),
    )
    names = {"app_label": "workflow", "model_name": "letter"}
    world.places[("app_label", "model_name", "action")] = [
        {**names, "action": "delete"}
    ]
    world.places[("app_label", "model_name", "object_id", "session_id")] = [
        {**names, "object_id": letter.pk, "session_id": session.pk}
    ]
    world.places[("session_id",)] = _named("session_id", [session])
    setting = {"app_name": "workflow", "model_name": "letter"}
    world.places[("app_name", "model_name")] = [setting]
    world.places[("app_name", "model_name", "pk")] = [{**setting, "pk": 1}]
    # words of a fixed list, which name no thing
    world.places[("name",)] = [{"name": "outgoing"}, {"name": "incoming"}]
    world.places[("source",)] = [{"source": "tujuan"}, {"source": "surat"}]
    world.places[("book",)] = [{"book": "keluar"}, {"book": "masuk"}]
    proofs = "pengaturan/antrean/bukti/<slug:name>/ulangi/"
    world.special[proofs] = [{"name": one.name} for one in promises()]
    rules = [{"name": one.name} for one in policies()]
    world.special["pengaturan/aturan/<slug:name>/"] = rules
    world.special["api/v1/settings/<slug:name>"] = rules


def _notices(world: World) -> None:
    official = world.office.sekda.official
    mine = Notification.objects.filter(official=official)[:1]
    world.places[("notification_id",)] = _named("notification_id", mine)
