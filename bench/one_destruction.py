"""The documents of one complete destruction, made anew: docs/one-destruction/.

    uv run python -m bench.one_destruction

On the test services, in a database of its own: two scanned letters whose retention is
over are proposed, appraised, approved, destroyed by two and proven. What the office
keeps of it is written as files; nothing of the letters themselves is left to write.
"""

import json
import sys
from pathlib import Path
from typing import Any

from bench import database

# ruff: isort: split
from django.utils import timezone

from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.deciding import approve_list, submit_list
from archive.disposal.documenting import record_list_document, write_list_document
from archive.disposal.eight_documents import documents_of
from archive.disposal.executing import execute_list
from archive.disposal.listing import ListProposal, propose_list
from archive.models import Appraisal, DestructionList
from archive.papers.kinds import PaperKind
from archive.papers.slots import OutsidePaper, ProcedurePaper
from eoffice.jobs.models import Job
from eoffice.jobs.operations import run_job
from eoffice.objects import store
from search.chosen_engine import engine
from tests.office.disposal import LETTER, confirm_schedule, make_committee, make_due
from tests.office.kabupaten import Office, Person, actor
from tests.office.papers import signed
from tests.office.scanned import make_scanned
from tests.office.signers import make_signer
from tests.office.visitors import token_client

OUT = Path("docs/one-destruction")
NAME = "Usul musnah 2026"


def sign(office: Office, found: DestructionList, kind: PaperKind, party: str) -> None:
    """Write a document of the list and have the chair sign it."""
    own = office.setda_archivist
    made = write_list_document(
        actor=actor(own), list_id=found.pk, kind=kind, party=party
    )
    signed(office, made.letter, own)


def sign_all(office: Office, found: DestructionList, kind: PaperKind) -> None:
    """Sign what the chair signs; enter what the others signed on paper."""
    fresh = DestructionList.objects.get(pk=found.pk)
    for paper in documents_of(fresh):
        if paper.slot.kind != kind or paper.is_settled:
            continue
        if paper.slot.signer == office.sekda.position:
            sign(office, found, kind, paper.slot.party)
            continue
        title = paper.slot.signer.title if paper.slot.signer else ""
        given = OutsidePaper(number="BA 1/2026", date=timezone.localdate(), by=title)
        record_list_document(
            actor=actor(office.setda_archivist),
            list_id=found.pk,
            kind=kind,
            party=paper.slot.party,
            given=given,
        )


def destroyed(office: Office, people: dict[str, Person]) -> DestructionList:
    """Take a list the whole way."""
    make_due(
        office, make_scanned(office, "Sukamaju"), make_scanned(office, "Mekarsari")
    )
    own = actor(office.setda_archivist)
    proposal = ListProposal(name=NAME, due_before=timezone.localdate())
    found = propose_list(actor=own, proposal=proposal)
    submit_list(actor=own, list_id=found.pk)
    appraise_items(
        actor=actor(office.kabag),
        list_id=found.pk,
        chosen=Chosen(),
        word=CommitteeWord(decision=Appraisal.AGREE),
    )
    sign_all(office, found, PaperKind.MINUTES)
    sign_all(office, found, PaperKind.CONSIDERATION)
    approve_list(actor=actor(office.bupati), list_id=found.pk, letter=LETTER)
    sign_all(office, found, PaperKind.DECREE)
    for person in (people["archivist"], office.kabag):
        execute_list(actor=actor(person), list_id=found.pk, typed_name=NAME)
    found.refresh_from_db()
    while Job.objects.get(pk=found.job_id).finished_at is None:
        run_job(found.job_id)  # type: ignore[arg-type]
    sign_all(office, found, PaperKind.REPORT)
    return DestructionList.objects.get(pk=found.pk)


def write(name: str, told: Any) -> None:
    """Write a file of JSON."""
    text = json.dumps(told, indent=2, ensure_ascii=False, sort_keys=True)
    (OUT / name).write_text(f"{text}\n")


def keep(office: Office, found: DestructionList) -> None:
    """Write what the office keeps: as its programs are told it, and the PDFs."""
    client = token_client(office.setda_archivist.official)
    one = f"/api/v1/destruction-lists/{found.pk}"
    for name, path in (
        ("list.json", one),
        ("items.json", f"{one}/items"),
        ("documents.json", f"{one}/documents"),
        ("proof.json", f"{one}/proof"),
    ):
        write(name, client.get(path).json())
    gone = found.items.order_by("order").values_list("record_id", flat=True)[0]
    write("tombstone.json", client.get(f"/api/v1/records/{gone}").json()["tombstone"])
    (OUT / "items.xlsx").write_bytes(client.get(f"{one}/items.xlsx").content)
    for number, paper in enumerate(documents_of(found), start=1):
        keep_pdf(f"{number}-{paper.slot.kind.replace('_', '-')}.pdf", paper)


def keep_pdf(name: str, paper: ProcedurePaper) -> None:
    """Write a document that the office signed itself."""
    signature = paper.letter.signatures.last() if paper.letter else None
    if signature is not None:
        (OUT / name).write_bytes(store.get_bytes(signature.stored))


def main() -> int:
    """Make all of it anew."""
    OUT.mkdir(parents=True, exist_ok=True)
    for old in [*OUT.glob("*.json"), *OUT.glob("*.pdf"), *OUT.glob("*.xlsx")]:
        old.unlink()
    with database.office() as office:
        confirm_schedule()
        make_signer(office.sekda)
        people = make_committee(office)
        engine().prepare()
        found = destroyed(office, people)
        keep(office, found)
    return 0 if found.certificate else 1


if __name__ == "__main__":
    sys.exit(main())
