"""Old letters of the demo whose retention is over: one list destroyed, one waiting.

The committee of the Sekretariat Daerah, two closed berkas of three years ago, what the
archivist proposed, and two holds. The destroyer carries the first list out once the
demo serves; the second waits for the visitor in the committee.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone

from archive.disposal.appraising import Chosen, CommitteeWord, appraise_items
from archive.disposal.committee_model import MemberRole
from archive.disposal.committees import Decree, form_committee
from archive.disposal.deciding import DecisionLetter, approve_list, submit_list
from archive.disposal.documenting import write_list_document
from archive.disposal.executing import execute_list
from archive.disposal.listing import ListProposal, propose_list
from archive.disposal.states import Appraisal
from archive.holds.models import ScopeKind
from archive.holds.placing import HoldInput, ScopeInput, lift_hold, place_hold
from archive.models import DestructionList, Record
from archive.papers.kinds import PaperKind
from archive.record_files.closing import close_record_file
from archive.record_files.filing import FileInput, file_record, open_record_file
from demo.wanasari import clock, outgoing
from demo.wanasari.kabupaten import Kabupaten
from demo.wanasari.sending_out import OutsideSender
from demo.wanasari.settling import settle
from workflow.models import Letter
from workflow.pades.lock_policy import LOCK_POLICY, LockPolicy

LOCK_S = 20  # shorter than the world takes to build
DAY_S = 86_400
DAY = timedelta(days=1)
HOURS = timedelta(hours=3)
ARCHIVIST = "SETDA.archivist"
COMMITTEE = {
    "SETDA.secretary": MemberRole.CHAIR,
    "SETDA-UM.head": MemberRole.UNIT_HEAD,
    "DPK.archivist": MemberRole.ARCHIVIST,
    "SETDA-HK.head": MemberRole.LEGAL_WITNESS,
    "auditor": MemberRole.OVERSIGHT_WITNESS,
}
#: Who appraises, and who carries out after them; the archivist only proposes.
APPRAISER, SECOND = "SETDA-UM.head", "DPK.archivist"
PARTY = ("Pimpinan PT Sambungan Wanasari", "Jalan Stasiun Nomor 21\nWanasari")
Planner = Callable[[datetime, Callable[[], object]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFile:
    """A berkas of years ago: its code, title, letters (subject, opening), its list."""

    code: str
    title: str
    list_name: str
    letters: Sequence[tuple[str, str]]


TELEPHONES = OldFile(
    code="000.1.1",
    title="Sambungan telepon dan internet kantor",
    list_name="Usul musnah arsip telekomunikasi",
    letters=(
        (
            "Permohonan penambahan sambungan internet ruang rapat",
            "Untuk rapat jarak jauh kami mohon sambungan internet di ruang rapat.",
        ),
        (
            "Pengaduan gangguan sambungan telepon kantor",
            "Sambungan telepon Bagian Umum terputus; kami mohon perbaikan segera.",
        ),
    ),
)
CLEANING = OldFile(
    code="000.1.8.6",
    title="Kebersihan gedung dan taman",
    list_name="Usul musnah arsip kebersihan gedung dan taman",
    letters=(
        (
            "Jadwal pembersihan gedung Sekretariat Daerah",
            "Kami sampaikan jadwal pembersihan gedung bagi petugas Saudara.",
        ),
    ),
)
LETTERS_AGO, CLOSED_AGO = 1220, 1100  # days; both codes are kept for two years


@contextmanager
def locked_for_moments() -> Iterator[None]:
    """Have the store lock what is made inside for moments.

    The first lock counts from the real now and nobody shortens it; the demo cannot
    wait a year before its list can be destroyed. The letters of the year that the
    office works with keep the office's own lock.
    """
    before = LOCK_POLICY.default
    moments = LockPolicy.model_construct(first_days=LOCK_S / DAY_S)
    object.__setattr__(LOCK_POLICY, "default", moments)
    try:
        yield
    finally:
        object.__setattr__(LOCK_POLICY, "default", before)


class Disposal:
    """Plans what happens to old records, all by the operations of the office."""

    def __init__(self, kabupaten: Kabupaten, letters: outgoing.LetterMaker) -> None:
        """Work with the people of `kabupaten`; letters are made by `letters`."""
        self.kabupaten, self.letters = kabupaten, letters
        self.sender = OutsideSender(kabupaten, letters)
        self._lists: dict[str, DestructionList] = {}

    def plan(self, on: Planner, moment: Callable[[int], datetime]) -> None:
        """Let everything happen at its moment of the past."""
        for number, old in enumerate((TELEPHONES, CLEANING)):
            self._at(on, moment(LETTERS_AGO - number), self.file_of_old, old)
        self._at(on, moment(300), self.form_committee)
        self._at(on, moment(25), self.propose, TELEPHONES)
        self._at(on, moment(18), self.approve, TELEPHONES)
        self._at(on, moment(6), self.propose, CLEANING)
        self._at(on, moment(4), self.ask_and_begin, TELEPHONES)
        self._at(on, moment(120), self.hold_for_a_case)
        self._at(on, moment(90), self.hold_and_let_go)

    @staticmethod
    def _at(
        on: Planner, at: datetime, act: Callable[..., object], *given: OldFile
    ) -> None:
        on(at, partial(act, at, *given))

    def file_of_old(self, at: datetime, old: OldFile) -> None:
        """Make the letters of a berkas, file them, and close it months later."""
        with locked_for_moments():
            made = [self._letter(at, old, *words) for words in old.letters]
            archivist = partial(self.kabupaten.acting_in, ARCHIVIST)
            with clock.at(at + 2 * DAY):
                berkas = open_record_file(
                    actor=archivist(),
                    content=FileInput(
                        unit_id=self.kabupaten.units["SETDA"].pk,
                        classification_code=old.code,
                        title=old.title,
                    ),
                )
                for record in Record.objects.filter(letter__in=made):
                    file_record(
                        actor=archivist(),
                        record_id=record.pk,
                        record_file_id=berkas.pk,
                    )
                settle()
            with clock.at(at + (LETTERS_AGO - CLOSED_AGO) * DAY):
                close_record_file(actor=archivist(), record_file_id=berkas.pk)
                settle()

    def _letter(self, at: datetime, old: OldFile, subject: str, opening: str) -> Letter:
        theme = {
            "unit": "SETDA-UM",
            "type": "surat_dinas",
            "code": old.code,
            "subject": subject,
            "opening": opening,
            "signatory": "SETDA.head",
        }
        plan = outgoing.LetterPlan(
            theme=theme, at=at, to=(), outside=(PARTY,), until=outgoing.SENT
        )
        letter = self.letters.make(plan)
        self.sender.hand_over_all(letter, at + DAY)
        return letter

    def form_committee(self, at: datetime) -> None:
        """Enter the committee by its decree."""
        seats = self.kabupaten.seats
        decree = Decree(
            number=f"000.5.6/15/{at.year}",
            decided_on=at.date(),
            members=[(seats[key].position.pk, role) for key, role in COMMITTEE.items()],
        )
        with clock.at(at):
            form_committee(
                actor=self.kabupaten.acting_in(ARCHIVIST),
                unit_id=self.kabupaten.units["SETDA"].pk,
                decree=decree,
            )

    def propose(self, at: datetime, old: OldFile) -> None:
        """Propose what is due of the code, and lay it before the committee."""
        with clock.at(at):
            archivist = self.kabupaten.acting_in(ARCHIVIST)
            made = propose_list(
                actor=archivist,
                proposal=ListProposal(
                    name=f"{old.list_name} {at.year}",
                    due_before=timezone.localdate(),
                    codes=[old.code],
                ),
            )
            submit_list(actor=archivist, list_id=made.pk)
            settle()
        self._lists[old.code] = made

    def approve(self, at: datetime, old: OldFile) -> None:
        """Let the committee agree to everything, and the bupati approve a day later."""
        found = self._lists[old.code].pk
        with clock.at(at):
            appraise_items(
                actor=self.kabupaten.acting_in(APPRAISER),
                list_id=found,
                chosen=Chosen(),
                word=CommitteeWord(decision=Appraisal.AGREE),
            )
        self._signed(at + HOURS, found, PaperKind.MINUTES)
        self._signed(at + 2 * HOURS, found, PaperKind.CONSIDERATION)
        with clock.at(at + DAY):
            letter = DecisionLetter(
                number=f"000.5.6.2/31/{at.year}",
                date=timezone.localdate(),
                by="Bupati Wanasari",
            )
            approve_list(
                actor=self.kabupaten.acting_in("bupati"), list_id=found, letter=letter
            )
            settle()

    def _signed(self, at: datetime, list_id: UUID, kind: PaperKind) -> None:
        """Have a document of the list drafted from its data and signed."""
        archivist = self.kabupaten.seats[ARCHIVIST]
        with clock.at(at):
            made = write_list_document(
                actor=archivist.actor(), list_id=list_id, kind=kind
            )
        if made.letter is None:
            raise ValueError(kind)  # drafted here, it is a letter
        plan = outgoing.LetterPlan(theme={}, at=at, to=(), until=outgoing.SENT)
        self.letters.send(made.letter, plan, archivist)

    def ask_and_begin(self, at: datetime, old: OldFile) -> None:
        """Let one ask for the execution and another begin it; the destroyer follows."""
        found = self._lists[old.code]
        self._signed(at - DAY, found.pk, PaperKind.DECREE)
        for hours, key in enumerate((SECOND, APPRAISER)):
            with clock.at(at + timedelta(hours=hours)):
                execute_list(
                    actor=self.kabupaten.acting_in(key),
                    list_id=found.pk,
                    typed_name=found.name,
                )
                settle()

    def hold_for_a_case(self, at: datetime) -> None:
        """Keep what a case at court needs."""
        self._hold(
            at,
            code="000.8.2.1",
            case=f"Sengketa tata usaha negara Nomor 14/G/{at.year}/PTUN.SMG",
            requester="Bagian Hukum Sekretariat Daerah",
        )

    def hold_and_let_go(self, at: datetime) -> None:
        """Keep what an inspection needed, and let go of it when that was over."""
        hold = self._hold(
            at,
            code="100.3.3.2",
            case="Pemeriksaan BPK atas penyusunan peraturan bupati",
            requester="Inspektorat Daerah",
        )
        with clock.at(at + 40 * DAY):
            lift_hold(
                actor=self.kabupaten.acting_in(ARCHIVIST),
                hold_id=hold,
                reason="Laporan hasil pemeriksaan terbit dan tindak lanjutnya selesai.",
            )
            settle()

    def _hold(self, at: datetime, *, code: str, case: str, requester: str) -> UUID:
        with clock.at(at):
            made = place_hold(
                actor=self.kabupaten.acting_in(ARCHIVIST),
                hold=HoldInput(
                    case_name=case,
                    requester=requester,
                    basis=f"Nota dinas Nomor 180/{at.month}/{at.year}",
                    scopes=[ScopeInput(kind=ScopeKind.CODE, code=code)],
                ),
            )
            settle()
        return made.pk
