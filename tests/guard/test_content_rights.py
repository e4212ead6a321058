"""Whoever sees an agenda entry alone opens nothing to anybody by any operation.

Every operation that a person does with a letter, a slip or a record by its id is tried
by somebody who may see the entry and not the content. It refuses, or what it does
leaves seats, subject and files as they were. An operation that is not tried here
fails the first test.
"""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from types import ModuleType

import pytest
from django.utils import timezone

import archive
import workflow
from archive.grants.granting import ReadingWish
from archive.models import Record
from archive.open_data.releasing import ReleaseInput
from eoffice.errors import Invalid, OfficeError
from eoffice.identifiers import uuid7
from eoffice.outbox.relay import drain
from tests.guard.walking import undone
from tests.office.incoming import disposition, entry
from tests.office.kabupaten import Office, actor, build_office
from tests.office.outgoing import letter_input, note_on, sent
from tests.office.records import make_file
from tests.office.signers import make_signer
from workflow.approval.operations.correcting import CorrectedText
from workflow.dispositions.operations.completing import complete_incoming
from workflow.dispositions.operations.giving import give_disposition
from workflow.drafting.series.operations import Rhythm
from workflow.incoming import access
from workflow.merging.table import BroughtTable
from workflow.models import IncomingLetter, TextKind
from workflow.pades.ports import Secret
from workflow.tokens import POSITION
from workflow.unit_texts.keeping import TextInput
from workflow.word_files.importing import WordOrder

DOORS = {"admin", "api", "portal", "registrations", "migrations", "management"}
IDS = {"letter_id", "incoming_id", "disposition_id", "record_id", "step_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Things whose entry `clerk` sees, and whose content is not theirs."""

    office: Office
    incoming: IncomingLetter
    ids: dict[str, object]

    def facts(self) -> dict[str, object]:
        """Return what may not move: who reads it, and what it says."""
        now = IncomingLetter.objects.get(pk=self.incoming.pk)
        record = Record.objects.get(pk=self.ids["record_id"])
        return {
            "seats": [t for t in now.access_tokens if t.startswith(POSITION)],
            "record": record.access_tokens,
            "subject": now.subject,
            "desk": now.routed_to_id,
            "files": list(now.files.values_list("stored", "name")),
            "reads": access.reads(actor(self.office.kominfo_clerk), now),
        }


@pytest.fixture(scope="module")
def closed(django_db_setup, django_db_blocker, index):
    """One world for all acts; each act is undone, the world at the end."""
    with django_db_blocker.unblock(), undone():
        yield _world()


def _world() -> Closed:
    office = build_office()
    make_signer(office.sekda)
    letter = sent(office, subject="Mutasi", security_class="rahasia")
    drain()
    incoming = IncomingLetter.objects.get(delivery__letter=letter)
    given = give_disposition(
        actor=actor(office.kadis),
        incoming_id=incoming.pk,
        content=disposition(office.kabid),
    )
    other = sent(office, subject="Mutasi", security_class="rahasia")
    second = IncomingLetter.objects.get(delivery__letter=other)
    complete_incoming(actor=actor(office.kadis), incoming_id=second.pk)
    drain()
    return Closed(
        office=office,
        incoming=incoming,
        ids={
            "letter_id": letter.pk,
            "step_id": letter.steps.first().pk,
            "note_id": note_on(letter, office.kabag).pk,
            "incoming_id": incoming.pk,
            "disposition_id": given.pk,
            "record_id": Record.objects.get(incoming=second).pk,
        },
    )


def today() -> date:
    return timezone.localdate()


def _file(closed: Closed):
    return make_file(closed.office.setda_archivist, closed.office.setda).pk


# By operation: what it is called with besides the person and the ids, to one's own
# advantage. A list: each of these is tried.
GAINS: dict[str, Callable[[Closed], list[dict]]] = {
    "amending.amend_registration": lambda closed: [
        {"row_version": None, "reason": "Salah meja", "changes": changes}
        for changes in (
            {"routed_to_id": closed.office.kominfo_clerk.position.pk},
            {"routed_to_id": closed.office.kabid.position.pk},
            {"routed_to_id": None},
            {"subject": "Mutasi"},
            {"subject": "Lain"},
            {"security_class": "biasa"},
            {"security_class": "sangat_rahasia"},
        )
    ],
    "approving.approve_step": lambda _: [{}],
    "approving.return_letter": lambda _: [{"note": "Ubah."}],
    "correcting.correct_record": lambda _: [
        {"facts": facts, "reason": "Salah", "expected_version": None}
        for facts in ({"subject": "Mutasi"}, {"subject": "Lain"}, {"party": "Lain"})
    ],
    "correcting.correct_text": lambda _: [
        {"row_version": None, "given": CorrectedText(subject="Mutasi")}
    ],
    "correcting.tried_correction": lambda _: [
        {"given": CorrectedText(subject="Mutasi")}
    ],
    "rerouting.reassign_step": lambda closed: [
        {"position_id": closed.office.kominfo_clerk.position.pk, "reason": "Saya."}
    ],
    "rerouting.skip_step": lambda _: [{"reason": "Kosong."}],
    "refusing.refuse_letter": lambda _: [{"reason": "Tidak perlu."}],
    "noting.reply_to_note": lambda _: [{"text": "Sudah."}],
    "noting.settle_note": lambda _: [{"is_done": True}, {"is_done": False}],
    "replying.reply_to": lambda _: [{}],
    "importing.look_at_word_file": lambda _: [{"order": WordOrder(upload_id=uuid7())}],
    "importing.import_word_file": lambda _: [
        {"row_version": None, "order": WordOrder(upload_id=uuid7())}
    ],
    "exporting.give_draft_as_word": lambda _: [{}],
    "checking.check_table": lambda _: [
        {"table": BroughtTable(name="a.csv", heads=["nama"], rows=[])}
    ],
    "operations.begin_series": lambda _: [{"rhythm": Rhythm(every="month", day=1)}],
    "marking_read.mark_letter_read": lambda _: [{}],
    "giving.complete_disposition": lambda _: [{"answer": "Selesai."}],
    "giving.forward_disposition": lambda closed: [
        {"content": disposition(closed.office.kominfo_clerk)}
    ],
    "giving.give_disposition": lambda closed: [
        {"content": disposition(closed.office.kominfo_clerk)}
    ],
    "giving.mark_disposition_read": lambda _: [{}],
    "giving.report_progress": lambda _: [{"text": "Sedang."}],
    "throwing_away.delete_draft": lambda _: [{}],
    "keeping.keep_unit_text": lambda _: [
        {"given": TextInput(kind=TextKind.TEMPLATE, name="Mutasi")}
    ],
    "restoring.restore_state": lambda _: [{"state_id": uuid7(), "row_version": None}],
    "drafting.edit_draft": lambda closed: [
        {"row_version": None, "content": letter_input(closed.office)}
    ],
    "drafting.tried_out": lambda closed: [{"content": letter_input(closed.office)}],
    "mending.mend_draft": lambda _: [{}],
    "page_work.split_letter": lambda _: [{"row_version": None, "starts": [2]}],
    "page_work.turn_pages": lambda _: [{"row_version": None, "turns": {1: 90}}],
    "passing.pass_gate": lambda _: [{}],
    "passing.set_aside": lambda _: [{}],
    "preparing.prepare_disposition": lambda closed: [
        {"content": disposition(closed.office.kominfo_clerk)}
    ],
    "recalling.recall_disposition": lambda _: [{"reason": "Salah"}],
    "recalling.reopen_disposition": lambda _: [{"reason": "Salah"}],
    "completing.complete_incoming": lambda _: [{}],
    "registering.register_incoming_letter": lambda closed: [
        {
            "row_version": None,
            "registration": entry(routed_to_id=closed.office.kominfo_clerk.position.pk),
        }
    ],
    "revoking.clone_letter": lambda _: [{}],
    "revoking.correct_letter": lambda _: [{}],
    "revoking.revoke_letter": lambda _: [{"reason": "Salah"}],
    "signing.open_attempt": lambda _: [{}],
    "signing.sign_letter": lambda _: [{"secret": Secret("x")}],
    "listing.dispatch_to": lambda _: [{"recipient": "Gubernur", "way": "link"}],
    "submitting.recall_letter": lambda _: [{}],
    "submitting.submit_letter": lambda _: [{}],
    "withdrawing.note_letter_seen": lambda _: [{}],
    "withdrawing.withdraw_initial": lambda _: [{}],
    "reasons.give_reason": lambda _: [{"reason": "Perlu dibaca."}],
    "releasing.release_record": lambda _: [
        {"release": ReleaseInput(title="Mutasi", reason="Berkala")}
    ],
    "granting.ask_to_read": lambda _: [
        {"wanted": ReadingWish(until_on=today(), reason="x")}
    ],
    "granting.grant_reading": lambda closed: [
        {"reader": closed.office.kominfo_clerk.official, "until_on": today()}
        | {"reason": "Perlu"},
        {"reader": closed.office.kabid.official, "until_on": today(), "reason": "x"},
    ],
    "filing.file_record": lambda closed: [{"record_file_id": _file(closed)}],
}


def room_modules() -> Iterator[ModuleType]:
    """Yield every module of the rooms below the doors."""
    for house in (workflow, archive):
        for room in pkgutil.iter_modules(house.__path__, f"{house.__name__}."):
            if room.name.rpartition(".")[2] in DOORS:
                continue
            module = import_module(room.name)
            yield module
            below = getattr(module, "__path__", [])
            for info in pkgutil.walk_packages(below, f"{room.name}."):
                if not info.name.endswith("__main__"):
                    yield import_module(info.name)


def operations() -> dict[str, Callable]:
    """Return the operations a person does with a thing by its id, by name.

    They take the person and the id by name; what only reads takes them by place.
    """
    found = {}
    for module in room_modules():
        short = module.__name__.rpartition(".")[2]
        for name, act in inspect.getmembers(module, inspect.isfunction):
            given = inspect.signature(act).parameters
            is_own = act.__module__ == module.__name__ and name[0] != "_"
            by_name = {n for n, one in given.items() if one.kind is one.KEYWORD_ONLY}
            if is_own and "actor" in by_name and by_name & IDS:
                found[f"{short}.{name}"] = act
    return found


def called(act: Callable, closed: Closed, values: dict) -> str:
    """Do the act as the clerk; return what was answered, in one line."""
    known = inspect.signature(act).parameters
    ids = {name: pk for name, pk in closed.ids.items() if name in known}
    try:
        done = act(actor=actor(closed.office.kominfo_clerk), **ids, **values)
        if hasattr(done, "__enter__"):
            with done:
                pass
    except Invalid as refusal:
        return str(sorted((f.field, f.code) for f in refusal.faults))
    except OfficeError as refusal:
        return refusal.code
    return "done"


def test_every_operation_by_id_is_tried_here():
    assert set(operations()) == set(GAINS)


@pytest.mark.parametrize("name", sorted(GAINS))
def test_nothing_opens_by_it_to_somebody_who_sees_the_entry_alone(closed, name):
    before = closed.facts()
    assert not before["reads"]
    assert access.incoming_visible_to(actor(closed.office.kominfo_clerk)).exists()

    for values in GAINS[name](closed):
        with undone():
            called(operations()[name], closed, values)

            assert closed.facts() == before, values


def test_a_right_guess_of_the_subject_is_answered_like_a_wrong_one(closed):
    act = operations()["amending.amend_registration"]

    def guessed(subject: str) -> tuple[str, int]:
        changes = {"subject": subject, "sender": "Pengirim lain"}
        values = {"row_version": None, "reason": "Salah", "changes": changes}
        with undone():
            told = called(act, closed, values)
            now = IncomingLetter.objects.get(pk=closed.incoming.pk)
            return told, now.row_version

    assert guessed("Mutasi") == guessed("Bukan itu")
    assert guessed("Mutasi")[0] == "[('subject', 'not_readable')]"
