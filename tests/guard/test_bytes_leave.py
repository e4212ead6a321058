"""Every address that hands out a file of something classed: stamped, and in the trail.

The walk opens each page and answer that names a letter, a slip or a record with a
classed one, as everybody of the house. A file that comes out is a copy with its
reader's name, or the original for somebody who takes part; either stands in the trail.
Pictures of pages are the viewer's own; a secret one is noted as opened.
"""

import ast
import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from archive.models import Record
from eoffice.audit.models import AuditEvent
from eoffice.objects import store
from eoffice.outbox.relay import drain
from tests.eoffice.objects.files import docx, pdf
from tests.guard.inventory import filled, inventory, parameters
from tests.guard.known_once import known_once
from tests.guard.test_real_ids import unhurried
from tests.guard.walking import assert_none, named_routes, undone
from tests.office.incoming import bring, disposition
from tests.office.kabupaten import Office, Person, actor, build_office
from tests.office.outgoing import note_on, sent
from tests.office.sending import dispatch_of, to_outside
from tests.office.signers import make_signer
from tests.office.visitors import client_of
from workflow.dispatches.operations.handing_over import HandOver, record_hand_over
from workflow.dispatches.trail_acts import DispatchAct
from workflow.dispositions.operations.completing import complete_incoming
from workflow.dispositions.operations.giving import give_disposition
from workflow.letters.models import DraftState, StateReason
from workflow.models import Dispatch, IncomingLetter, Letter
from workflow.reading_copies import CopyAct

__all__ = ["known_once", "unhurried"]
ROOT = Path(__file__).parents[2]
CLASSED = (
    *("letter_id", "incoming_id", "disposition_id", "dispatch_id"),
    *("record_id", "file_id"),
)
DISPATCH = "keluar/kirim/<uuid:dispatch_id>/"
SUBJECT = "Pemeriksaan khusus bendahara"
NO_FILE = ("text/html", "application/json", "application/problem+json", "text/plain")
#: Who takes part in the letter, its delivery, and the records of both.
TAKE_PART = {
    "letter_id": {"drafter", "kabag", "sekda"},
    "incoming_id": {"kadis"},
    "dispatch_id": {"drafter", "kabag", "sekda"},
    "record_id": {"drafter", "kabag", "sekda", "kadis"},
}
PEOPLE = ("drafter", "kadis", "kabid", "kominfo_clerk", "setda_clerk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed:
    """An office with one classed thing of each kind, and the values of addresses."""

    office: Office
    values: dict[str, list[dict[str, object]]]

    def of(self, route: str) -> list[dict[str, object]]:
        """Return values for every parameter of the route, of classed things."""
        names = set(parameters(route))
        return [
            one
            for kind in names & set(CLASSED)
            for one in self.values.get(kind, [])
            if names <= set(one)
        ]


@pytest.fixture(scope="module")
def classed(django_db_setup, django_db_blocker, index):
    """One world for the walk; each question is undone, the world at the end."""
    with django_db_blocker.unblock(), undone():
        yield _world()


def _world() -> Classed:
    office = build_office()
    make_signer(office.sekda)
    files = [
        bring(office.drafter, pdf(), "a.pdf"),
        bring(office.drafter, docx(), "b.docx"),
    ]
    ids = [one.pk for one in files]
    letter = sent(office, security_class="rahasia", attachments=ids)
    drain()
    incoming = IncomingLetter.objects.get(delivery__letter=letter)
    given = give_disposition(
        actor=actor(office.kadis),
        incoming_id=incoming.pk,
        content=disposition(office.kabid),
    )
    other = sent(office, security_class="terbatas", attachments=ids)
    done = IncomingLetter.objects.get(delivery__letter=other)
    complete_incoming(actor=actor(office.kadis), incoming_id=done.pk)
    drain()
    one, two = letter.attachments.all()
    step = {"step_id": letter.steps.first().pk}
    numbers = {"number": 1, "page": 1}
    note = {"note_id": note_on(letter, office.kabag).pk}
    own = {"letter_id": letter.pk, **step, **numbers, **note, **_state_of(letter)}
    records = Record.objects.filter(letter=letter) | Record.objects.filter(
        incoming=done
    )
    return Classed(
        office=office,
        values={
            "letter_id": [
                {**own, "attachment_id": a.pk, "upload_id": a.stored.upload.pk}
                for a in (one, two)
            ],
            "incoming_id": [
                {"incoming_id": incoming.pk, "n": n, "order": n, "page": 1}
                for n in (1, 3)
            ],
            "disposition_id": [{"disposition_id": given.pk}],
            "dispatch_id": [{"dispatch_id": _handed_over(office).pk}],
            "record_id": [
                {"record_id": record.pk, "item": 0, "page": 1} for record in records
            ],
        },
    )


def _state_of(letter: Letter) -> dict[str, object]:
    """An earlier state of its draft."""
    state = DraftState.objects.create(
        letter=letter,
        row_version=1,
        content={},
        written_by=letter.drafter,
        written_at=letter.created_at,
        followed_by=letter.drafter,
        kept_at=letter.created_at,
        reason=StateReason.WRITTEN,
    )
    return {"state_id": state.pk}


def _handed_over(office: Office) -> Dispatch:
    """A classed letter to somebody outside, who signed for it."""
    letter = to_outside(office, security_class="rahasia", subject=SUBJECT)
    receipt = bring(office.setda_clerk, pdf(), "tanda-terima.pdf")
    return record_hand_over(
        actor=actor(office.setda_clerk),
        dispatch_id=dispatch_of(letter).pk,
        hand_over=HandOver(to="Ibu Sri", on=timezone.localdate(), proof=receipt.pk),
    )


def as_original(route: str, path: str) -> str:
    """Return the address as it is asked for the original."""
    return f"{path}?original=true" if route.startswith("api/") else f"{path}?asli=1"


def fault_of(answer: HttpResponseBase, person: Person, *, takes_part: bool) -> str:
    """Tell what is wrong with a file that came out; nothing when it may."""
    if not is_file(answer):
        return ""
    events = AuditEvent.objects.filter(official_id=person.official.pk)
    if events.filter(action__in=[CopyAct.ORIGINAL, CopyAct.PACKED]).exists():
        return "" if takes_part else "the original to a reader"
    is_paper = events.filter(action=DispatchAct.PRINTED).exists()
    if not is_paper and not events.filter(action=CopyAct.COPIED).exists():
        return "left without a trace"
    whole = getattr(answer, "whole", None) or answer.content
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(whole)).pages)
    if is_paper:  # label or cover sheet: of the entry, for the carrier to see
        return "the subject on a paper" if SUBJECT in " ".join(words.split()) else ""
    return "" if person.official.full_name in words else "no name on it"


def is_file(answer: HttpResponseBase) -> bool:
    """Tell whether a file came out, and no page or words of a program."""
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    is_words = kind in NO_FILE or kind.startswith("image/")
    return answer.status_code in {200, 206} and not is_words


def test_every_address_that_names_something_classed_is_walked(classed):
    missing = [
        route
        for route in named_routes()
        if set(parameters(route)) & set(CLASSED) - {"file_id"}
        and not classed.of(route)
        and inventory().doors.get(route) != "shut"
    ]

    assert_none(dict.fromkeys(missing, "give it a classed thing in this test"))


def opened(client: Client, path: str) -> HttpResponseBase:
    """Get the address and take in all that comes."""
    answer = client.get(path)
    if answer.streaming:
        answer.whole = b"".join(answer.streaming_content)
    return answer


@pytest.mark.parametrize("name", PEOPLE)
def test_files_of_classed_things_leave_stamped_and_traced(classed, name):
    person = getattr(classed.office, name)
    client, wrong, given = client_of(person), {}, set()

    for route in named_routes():
        for values in classed.of(route):
            part = any(name in TAKE_PART.get(kind, ()) for kind in values)
            path = filled(route, values)
            with undone():
                answer = opened(client, path)
                fault = fault_of(answer, person, takes_part=part)
            if is_file(answer):
                given.add(route)
                with undone():
                    answer = opened(client, as_original(route, path))
                    fault = fault or fault_of(answer, person, takes_part=part)
            if fault:
                wrong[path] = fault

    assert_none(wrong)
    if name in {"drafter", "kadis", "sekda"}:  # the walk is not an empty one
        assert any("unduh" in route or "berkas" in route for route in given)
        assert any(route.endswith("/content") for route in given)
    if name in {"drafter", "setda_clerk"}:
        assert {f"{DISPATCH}label.pdf", f"{DISPATCH}bukti/"} <= given
        # the package opens the letter, which its clerk may not read
        assert (f"{DISPATCH}srikandi.zip" in given) == (name == "drafter")


def test_an_original_is_given_to_whom_takes_part_and_asks(classed):
    office, (letter, *_more) = classed.office, classed.values["letter_id"]
    path = f"/api/v1/letters/{letter['letter_id']}"
    stored = Letter.objects.get(pk=letter["letter_id"]).signatures.get().stored

    with undone():
        signer = opened(client_of(office.sekda), f"{path}/signed.pdf")
        reader = opened(client_of(office.kadis), f"{path}/signed.pdf")
        events = AuditEvent.objects.filter(
            action__in=[CopyAct.COPIED, CopyAct.ORIGINAL]
        )
        noted = {(e.official_id, e.action) for e in events}

    assert signer.whole == store.get_bytes(stored)
    assert signer.headers["X-Content-SHA256"] == stored.sha256
    assert b"/ByteRange" not in reader.content
    assert noted == {
        (office.sekda.official.pk, CopyAct.ORIGINAL),
        (office.kadis.official.pk, CopyAct.COPIED),
    }


def imports_of(path: Path) -> set[str]:
    """Return what a module imports, as dotted names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        f"{node.module}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }


def test_stored_bytes_are_served_by_the_one_door_alone():
    streams = {
        "eoffice.objects.serving.serve",
        "django.http.StreamingHttpResponse",
        "django.http.FileResponse",
    }
    found = {
        str(path.relative_to(ROOT))
        for room in ("eoffice", "workflow", "archive", "search", "demo")
        for path in (ROOT / room).rglob("*.py")
        if imports_of(path) & streams
    }

    assert found == {"workflow/reading_copies.py", "eoffice/objects/serving.py"}
