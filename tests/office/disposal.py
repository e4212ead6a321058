"""A destruction list on its way, with the people it needs, for tests."""

from datetime import date, timedelta

from django.utils import timezone

from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.committee_model import MemberRole
from archive.disposal.committees import Decree, form_committee
from archive.disposal.deciding import DecisionLetter, approve_list, submit_list
from archive.disposal.executing import execute_list
from archive.disposal.listing import ListProposal, propose_list
from archive.models import (
    Appraisal,
    DestructionList,
    ProcedureDocument,
    Record,
    RecordFile,
    RetentionRule,
)
from archive.papers.kinds import PaperKind, Procedure
from archive.record_files.closing import Closing, close_record_file
from archive.record_files.filing import file_record
from eoffice.policies.models import PolicyVersion
from tests.office.kabupaten import Office, Person, actor, make_person
from tests.office.records import make_file

LETTER = DecisionLetter(
    number="000.5.6.2/12/BUP/2026", date=date(2026, 11, 2), by="Bupati Wanasari"
)


def confirm_schedule() -> None:
    """Enter the region's own decree of the schedule."""
    PolicyVersion.objects.create(
        name="retention_decree",
        value={"number": "Perbup 12/2026", "decided_on": "2026-01-05", "approval": ""},
        number=1,
        effective_from=date(2026, 1, 5),
        reason="Ditetapkan",
    )


def make_committee(office: Office) -> dict[str, Person]:
    """Enter a committee of Setda; return its people by role."""
    archivist = make_person(
        "arsip.dua",
        "Sri Wahyuni",
        "Arsiparis Penyelia",
        office.setda,
        duties=("archivist",),
    )
    law = make_person("hukum", "Eko Prasetyo", "Analis Hukum", office.bagian)
    members = {
        MemberRole.CHAIR: office.sekda,
        MemberRole.UNIT_HEAD: office.kabag,
        MemberRole.ARCHIVIST: archivist,
        MemberRole.LEGAL_WITNESS: law,
        MemberRole.OVERSIGHT_WITNESS: office.auditor,
    }
    form_committee(
        actor=actor(office.setda_archivist),
        unit_id=office.setda.pk,
        decree=Decree(
            number="000.5.6/1/2026",
            decided_on=date(2026, 2, 1),
            members=[(one.position.pk, role) for role, one in members.items()],
        ),
    )
    return {role.value: one for role, one in members.items()}


def make_due(
    office: Office, *records: Record, years: tuple[int, int] = (1, 2)
) -> RecordFile:
    """Put the records into a file of Setda whose retention is over."""
    archivist = actor(office.setda_archivist)
    berkas = make_file(office.setda_archivist, office.setda)
    for record in records:
        file_record(actor=archivist, record_id=record.pk, record_file_id=berkas.pk)
    RetentionRule.objects.filter(pk=berkas.retention_rule_id).update(
        counted_from="file_closed",
        final_disposition="destroy",
        disposition_exception="",
        active_years=years[0],
        inactive_years=years[1],
    )
    close_record_file(
        actor=archivist,
        record_file_id=berkas.pk,
        closing=Closing(incomplete="Dari sebelum isian wajib"),
    )
    # As if it had been closed long ago: nobody can wait for it here.
    over = timezone.localdate() - timedelta(days=1)
    RecordFile.objects.filter(pk=berkas.pk).update(
        active_until=over, inactive_until=over
    )
    return RecordFile.objects.get(pk=berkas.pk)


def proposed(office: Office, name: str = "Usul musnah 2026") -> DestructionList:
    """Return a list of what is due, proposed by the archivist of Setda.

    Its consideration and decree are entered as signed on paper.
    """
    found = propose_list(
        actor=actor(office.setda_archivist),
        proposal=ListProposal(name=name, due_before=timezone.localdate()),
    )
    enter_papers(office, found)
    return found


def enter_papers(office: Office, found: DestructionList) -> None:
    """Put there what approval and execution rest on, as signed outside.

    As rows: when each may be entered, and by whom, is not what their users ask.
    """
    ProcedureDocument.objects.bulk_create(
        ProcedureDocument(
            procedure=Procedure.DESTRUCTION,
            procedure_id=found.pk,
            kind=kind,
            number="1/2026",
            decided_on=LETTER.date,
            decided_by="Panitia",
            entered_by=office.kabag.official,
            is_vital=True,
        )
        for kind in (PaperKind.CONSIDERATION, PaperKind.DECREE)
    )


def approved(
    office: Office, people: dict[str, Person], name: str = "Usul musnah 2026"
) -> DestructionList:
    """Return an approved list of what is due."""
    found = proposed(office, name)
    submit_list(actor=actor(office.setda_archivist), list_id=found.pk)
    appraise_items(
        actor=actor(people["unit_head"]),
        list_id=found.pk,
        chosen=Chosen(),
        word=CommitteeWord(decision=Appraisal.AGREE),
    )
    return approve_list(actor=actor(office.bupati), list_id=found.pk, letter=LETTER)


def executing(
    office: Office, people: dict[str, Person], name: str = "Usul musnah 2026"
) -> DestructionList:
    """Return a list whose execution two people have asked for."""
    found = approved(office, people, name)
    for person in (people["archivist"], people["unit_head"]):
        found = execute_list(
            actor=actor(person), list_id=found.pk, typed_name=found.name
        )
    return found
