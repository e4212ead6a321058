"""Queue, disposition tree, job, filters and forms for the gallery."""

from datetime import date, timedelta

from django import forms

from eoffice.shell.components import (
    Act,
    ConfidenceField,
    Facet,
    FacetChoice,
    Facets,
    JobLine,
    ProgressJob,
    RetentionBar,
    SecretSheet,
    Tally,
    Tree,
    TreeNode,
)
from eoffice.shell.forms import OfficeFormMixin
from eoffice.shell.queue import QueueAct, QueueItem, Tag


def queue_rows(today: date) -> list[QueueItem]:
    """A late row, one with two acts, one with a sentence below."""
    return [
        QueueItem(
            kind="letter",
            act="sign",
            act_label="Baca & tanda tangani",
            title="Penyampaian data dukung evaluasi SPBE tahun 2026",
            url="#isi",
            icon="pen-line",
            due_on=today - timedelta(days=1),
            due_text="Lewat 1 hari kerja",
            overdue=True,
            from_text="Diskominfo",
            meta=("Di meja Anda sejak Kamis",),
        ),
        QueueItem(
            kind="letter",
            act="initial",
            act_label="Paraf",
            title="Surat edaran hari libur dan cuti bersama 2027",
            url="#isi",
            icon="stamp",
            due_on=today,
            from_text="Bagian Organisasi",
            tags=(Tag(text="2 bagian berubah", icon="file-pen", kind="info"),),
            second=QueueAct(label="Lihat perubahan", url="#isi"),
        ),
        QueueItem(
            kind="disposition",
            act="accept",
            act_label="Terima hasil",
            title="Hasil: pemetaan pegawai layanan terpadu",
            url="#isi",
            icon="message-square-text",
            due_on=today + timedelta(days=2),
            from_text="Kepala Bagian Organisasi",
            more="“Terpetakan 42 pegawai di 7 gerai. Empat gerai kekurangan petugas.”",
        ),
    ]


def tree() -> Tree:
    """Three levels of a disposition."""
    done = (Tag(text="Selesai 17 Nov", icon="circle-check", kind="ok"),)
    late = (Tag(text="Lewat 2 hari kerja", icon="circle-alert", kind="late"),)
    survey = TreeNode(
        name="Andi Saputra",
        role="Kabid Sumber Daya Air",
        text="Survei dan kerjakan tanggul darurat",
        tags=done,
    )
    lead = TreeNode(
        name="Lestari Handayani",
        role="Kepala Dinas PUPR",
        text="Penanggung jawab. “Tanggul darurat selesai, 84 meter.”",
        tags=done,
        children=(survey,),
    )
    support = TreeNode(
        name="Rina Darmawan",
        role="Camat Karangjati",
        text="Pendukung. Data rumah terdampak",
        tags=late,
        act=Act(label="Ingatkan", url="#isi", icon="bell"),
    )
    top = TreeNode(name="Anda", text="Tindak lanjuti", children=(lead, support))
    return Tree(nodes=(top,), label="Disposisi")


def job() -> ProgressJob:
    """A signing job under way."""
    return ProgressJob(
        done=38,
        total=49,
        left="Sekitar 3 detik lagi",
        tallies=(
            Tally(name="signed", number=37, label="ditandatangani"),
            Tally(name="refused", number=1, label="perlu dilihat"),
        ),
        lines=(
            JobLine(
                title="Kenaikan gaji berkala a.n. Sri Wahyuni",
                text="800.1.11.13/2218/SETDA/2026",
                state="ok",
            ),
            JobLine(
                title="Kenaikan gaji berkala a.n. Rudi Hartono",
                text="Konsep ditarik sebelum gilirannya. Tidak ditandatangani.",
                state="bad",
                act=Act(label="Lihat", url="#isi"),
            ),
        ),
    )


def facets() -> Facets:
    """Two filters with counts."""
    kinds = (
        FacetChoice(value="in", label="Surat masuk", count=17, checked=True),
        FacetChoice(value="out", label="Surat keluar", count=9),
    )
    years = (FacetChoice(value="2026", label="2026", count=22),)
    return Facets(
        facets=(
            Facet(name="jenis", label="Jenis", choices=kinds),
            Facet(name="tahun", label="Tahun", choices=years),
        ),
        note="Jumlah hanya menghitung surat yang boleh Anda lihat.",
    )


def bars(today: date) -> list[RetentionBar]:
    """Files that are open, under way, past, and kept for ever."""
    return [
        RetentionBar(sentence="Masih terbuka, retensi belum dihitung", today=today),
        RetentionBar(
            sentence="Inaktif s.d. 2028, lalu musnah",
            today=today,
            starts_on=date(2023, 1, 1),
            active_until=date(2025, 1, 1),
            inactive_until=date(2028, 1, 1),
            fate="destroy",
        ),
        RetentionBar(
            sentence="Inaktif s.d. 2026, lalu permanen",
            today=today,
            starts_on=date(2019, 1, 1),
            active_until=date(2021, 1, 1),
            inactive_until=date(2026, 12, 31),
            fate="keep",
        ),
    ]


def secret() -> SecretSheet:
    """The sheet before signing many letters."""
    return SecretSheet(
        title="Tanda tangani 49 surat",
        as_whom="Sebagai Sekretaris Daerah, Ir. Widya Kusumaningrum, M.T.",
        action="#isi",
        button="Tanda tangani 49 surat",
        lines=("49 surat sudah Anda baca dan setujui",),
    )


class _ReadForm(OfficeFormMixin, forms.Form):
    number = forms.CharField(label="Nomor surat", initial="B-0718/SS.400/2026")
    dated_on = forms.CharField(label="Tanggal surat", initial="16 November 2026")


def guesses() -> list[ConfidenceField]:
    """A sure field and one in doubt."""
    form = _ReadForm()
    return [
        ConfidenceField(field=form["number"], box=1, sure=True),
        ConfidenceField(
            field=form["dated_on"], box=2, sure=False, reason="Terbaca 16 atau 18."
        ),
    ]
