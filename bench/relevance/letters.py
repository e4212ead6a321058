"""Letters for the test of relevance: what each is about is kept beside its words.

Their words stand in `topics.txt`, `concepts.txt` and `people.txt`; those of the
questions stand elsewhere, so that nobody asks with the letter's own sentence.
"""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search.document import SearchRecord

HERE = Path(__file__).parent
TOKEN = "unit:1"
LETTERS = 5_400
PLACES = [
    "Karangjati",
    "Sukamaju",
    "Tirtosari",
    "Mekarwangi",
    "Wonorejo",
    "Cibodas",
    "Kalibening",
    "Purwosari",
    "Sindangsari",
    "Banyuputih",
    "Girimulyo",
    "Tanjungsari",
    "Pasirjambu",
    "Rejosari",
    "Sumberagung",
    "Margahayu",
    "Kertasari",
    "Bojongsoang",
    "Ngadirejo",
    "Watukumpul",
]
CODES = ("005", "800", "400.7", "900.1.3")
UNITS = (
    ("Dinas Kesehatan", "DINKES"),
    ("Dinas Pendidikan", "DISDIK"),
    ("Dinas Sosial", "DINSOS"),
    ("Dinas Perhubungan", "DISHUB"),
    ("Dinas Lingkungan Hidup", "DLH"),
    ("Dinas Komunikasi dan Informatika", "DISKOMINFO"),
    ("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "BKPSDM"),
    ("Badan Penanggulangan Bencana Daerah", "BPBD"),
    ("Satuan Polisi Pamong Praja", "SATPOLPP"),
    ("Dinas Perpustakaan dan Kearsipan", "DISPUSIP"),
    ("Sekretariat Daerah", "SETDA"),
    ("Inspektorat Daerah", "ITDA"),
    ("Kecamatan Karangjati", "KEC-KRJ"),
    ("Kecamatan Wonorejo", "KEC-WNR"),
    ("Dinas Pertanian dan Pangan", "DISTAN"),
)
OPENINGS = (
    "Menindaklanjuti surat Saudara perihal tersebut di atas, bersama ini disampaikan.",
    "Sehubungan dengan hal tersebut, dengan hormat kami beritahukan.",
    "Dalam rangka kelancaran pelaksanaan tugas, agar menjadi perhatian.",
    "Berdasarkan peraturan yang berlaku, kami mohon bantuan Saudara.",
)
CLOSINGS = (
    "Demikian untuk menjadi maklum, atas kerja samanya diucapkan terima kasih.",
    "Demikian disampaikan, atas perhatiannya diucapkan terima kasih.",
    "Demikian agar dilaksanakan dengan penuh tanggung jawab.",
)
DEEDS = (
    "Undangan {c} tingkat kecamatan di {p}",
    "Laporan pelaksanaan {c}",
    "Pembentukan {c} Desa {p}",
    "Pembiayaan {c} tahun berjalan",
    "Hasil kegiatan {c} di {p}",
)
ABOUT_PEOPLE = (
    ("Kenaikan gaji berkala a.n. {n}", "Gaji pokok baru mulai dibayarkan."),
    ("Surat tugas {n}", "Ditugaskan mengikuti kegiatan di ibu kota provinsi."),
    ("Pelantikan {n} sebagai kepala bidang", "Pengambilan sumpah di pendopo."),
)
#: Pairs that look alike: each has its letters, and none may stand above the other.
LOOKALIKES = {
    "perintah": "Surat perintah kepada pengemudi dinas",
    "pemerintah": "Peraturan pemerintah tentang pajak",
    "undangan": "Undangan temu wicara",
    "undang": "Naskah akademik rancangan undang-undang",
    "masalah": "Masalah pelayanan loket",
    "masa": "Masa berlaku kartu pengenal",
    "perangkat": "Perangkat desa yang mengundurkan diri",
    "angkat": "Pengangkatan juru arsip",
    "bagian": "Bagian umum pindah ruangan",
    "bagi": "Pembagian masker gratis",
    "petunjuk": "Petunjuk pengisian borang",
    "tunjuk": "Penunjukan pelaksana harian",
    "penduduk": "Jumlah penduduk pendatang",
    "duduk": "Kedudukan wakil rakyat",
    "rumah": "Perumahan bersubsidi untuk pegawai",
    "rawat": "Perawatan kendaraan roda empat",
    "rekam": "Perekaman data biometrik",
    "kesehatan": "Kesehatan jiwa remaja",
    "covid": "Penanganan COVID-19 gelombang kedua",
    "sembilan_belas": "Jadwal ronda tanggal 19",
}


def rows_of(name: str) -> list[list[str]]:
    """Return the lines of a data file, cut at the bars."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    kept = (line for line in lines if line and not line.startswith("#"))
    return [[part.strip() for part in line.split("|")] for line in kept]


TOPICS = {
    key: (subjects.split(" / "), says.split(" / "))
    for key, subjects, says in rows_of("topics.txt")
}
CONCEPTS = {key: (long, short) for key, long, short in rows_of("concepts.txt")}
PEOPLE = [row[0] for row in rows_of("people.txt")]


@dataclass(slots=True, kw_only=True)
class Judged:
    """A letter with what it is about."""

    record: SearchRecord
    topic: str = ""
    place: str = ""
    concept: str = ""
    person: str = ""
    lookalike: str = ""
    unit: str = ""
    signer: str = ""
    noisy: bool = False
    nip: str = ""


def noise(text: str, chance: random.Random) -> str:
    """Spoil a text as a poor scan does: a sign in thirty read wrongly."""
    wrong = {"l": "1", "o": "0", "e": "c", "m": "rn", "i": "l", "h": "b", "g": "q"}
    return "".join(
        wrong.get(sign, sign) if chance.random() < 0.09 else sign for sign in text
    )


def letters(count: int = LETTERS) -> Iterator[Judged]:
    """Make the letters, always the same ones."""
    chance = random.Random(20)
    weights = [1 / (rank + 3) for rank in range(len(TOPICS))]
    for n in range(count):
        yield _letter(n, chance, chance.choices([*TOPICS], weights)[0])


def _letter(n: int, chance: random.Random, topic: str) -> Judged:
    place = chance.choice(PLACES)
    unit, code = chance.choice(UNITS)
    made = Judged(record=None, place=place, unit=code)  # type: ignore[arg-type]
    subject, body = _about(n, made, topic, chance)
    made.signer = chance.choice(PEOPLE)
    born = f"19{60 + n % 40:02}{1 + n % 12:02}{1 + n % 28:02}"
    made.nip = f"{born}20{n % 20:02}{1 + n % 12:02}1{n % 1000:03}"
    day = dt.date(2023, 1, 2) + dt.timedelta(days=(n * 7919) % 1400)
    incoming = n % 3 == 0
    made.noisy = incoming and n % 2 == 0
    if made.noisy:
        body = noise(body, chance)
    made.record = SearchRecord(
        id=str(uuid.UUID(int=chance.getrandbits(128))),
        version=1,
        kind="incoming" if incoming else "letter",
        security=0,
        access=(TOKEN,),
        subject="" if made.noisy else subject,
        body=_page(subject if made.noisy else "", body, unit, made, chance),
        number=f"{chance.choice(CODES)}/{n:04}/{code}/{day.year}",
        sequence_number=n,
        year=day.year,
        sender=f"Kepala {unit}" if not unit.startswith("Kec") else f"Camat {unit[10:]}",
        recipients=(f"Kepala {chance.choice(UNITS)[0]}",),
        signatory="" if incoming else made.signer,
        nips=() if incoming else (made.nip,),
        letter_date=day,
        type=chance.choice(("surat_dinas", "nota_dinas", "surat_undangan")),
        direction="in" if incoming else "out",
        unit=code,
        unit_path=(code,),
    )
    return made


def _about(n: int, made: Judged, topic: str, chance: random.Random) -> tuple[str, str]:
    """Return subject and sentences; what they are about is noted on the letter."""
    if n % 6 == 1:
        made.concept = chance.choice([*CONCEPTS])
        names = CONCEPTS[made.concept]
        name = chance.choice(names)
        text = f"Kegiatan {name} dilaksanakan sesuai jadwal."
        if chance.random() < 0.2:
            text += f" Anggaran {names[0]} ({names[1]}) telah tersedia."
        return chance.choice(DEEDS).format(c=name, p=made.place), text
    if n % 12 == 2:
        made.person = chance.choice(PEOPLE)
        subject, says = chance.choice(ABOUT_PEOPLE)
        return subject.format(n=made.person), f"{says} Pegawai: {made.person}."
    if n % 12 == 8:
        made.lookalike = chance.choice([*LOOKALIKES])
        return LOOKALIKES[made.lookalike], "Mohon menjadi periksa."
    made.topic = topic
    subjects, says = TOPICS[topic]
    subject = chance.choice(subjects)
    if "{p}" not in subject:
        subject += chance.choice(("", f" di {made.place}", f" Kecamatan {made.place}"))
    return subject.format(p=made.place), " ".join(says).format(p=made.place)


def _page(head: str, body: str, unit: str, made: Judged, chance: random.Random) -> str:
    """Return a page as it is read: letterhead, text, signature."""
    letterhead = f"PEMERINTAH KABUPATEN WANASARI\n{unit.upper()}"
    place = f"Tempat kegiatan di {made.place}." if made.topic or made.concept else ""
    text = f"{chance.choice(OPENINGS)} {body} {place} {chance.choice(CLOSINGS)}"
    return f"{letterhead}\n{head}\n{text}\nKepala,\n{made.signer}"
