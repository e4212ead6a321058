"""Invented people of Wanasari: names, degrees, NIP and NIK that are valid in form."""

import random
from dataclasses import dataclass

WOMEN = """
Dewi Sri Siti Rina Lestari Widya Ratna Endang Putri Nur Ayu Fitri Wulan Kartika Yuli
Indah Maya Retno Tri Diah
""".split()  # noqa: SIM905  a list of names reads best as a line of names
MEN = """
Bayu Hendra Arif Agus Joko Budi Eko Rudi Slamet Wahyu Dwi Teguh Bambang Imam Yusuf
Fajar Adi Hadi Rizal Anton
""".split()  # noqa: SIM905  the same
FAMILY = """
Anggraini Wijaya Budiman Salim Santoso Rahayu Darmawan Puspitasari Setiawan
Kusumaningrum Hidayat Wulandari Maharani Prasetyo Nugroho Suryani Purnomo Handayani
Saputra Wibowo Utami Firmansyah Permana Lesmana Hartono Susanti
""".split()  # noqa: SIM905  the same
DEGREES = ("S.Sos.", "S.E.", "S.H.", "S.T.", "S.Kom.", "S.Pd.", "S.KM.", "S.AP.")
MASTERS = ("M.Si.", "M.M.", "M.H.", "M.T.", "M.Kes.", "M.AP.")
RANKS = {
    "head": ("Pembina Utama Muda", "IV/c"),
    "middle": ("Pembina", "IV/a"),
    "section": ("Penata Tingkat I", "III/d"),
    "staff": ("Penata Muda", "III/a"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One invented person as an official's row needs it."""

    name: str
    title_after: str
    nip: str
    nik: str
    rank: str
    grade: str


def people(seed: int) -> "Names":
    """Return an endless, repeatable source of people."""
    return Names(random.Random(seed))  # noqa: S311  invented names need no secrecy


class Names:
    """Hands out people, no name twice."""

    def __init__(self, chance: random.Random) -> None:
        """Draw from `chance`."""
        self._chance = chance
        self._used: set[str] = set()
        self._count = 0

    def next(self, level: str) -> Name:
        """Return a person of the level (head, middle, section, staff)."""
        chance = self._chance
        while True:
            woman = chance.random() < 0.5  # noqa: PLR2004  as many women as men
            first = chance.choice(WOMEN if woman else MEN)
            name = f"{first} {chance.choice(FAMILY)}"
            # accounts are named after people, so no name comes twice
            if name not in self._used:
                break
        self._used.add(name)
        self._count += 1
        degrees = [chance.choice(DEGREES)]
        if level in {"head", "middle"}:
            degrees.append(chance.choice(MASTERS))
        rank, grade = RANKS[level]
        return Name(
            name=name,
            title_after=", ".join(degrees),
            nip=self._nip(woman=woman, level=level),
            nik=f"33990{chance.randint(10, 99)}{chance.randint(10**8, 10**9 - 1)}"[:16],
            rank=rank,
            grade=grade,
        )

    def _nip(self, *, woman: bool, level: str) -> str:
        """Return date of birth, month of appointment, sex, serial: 8-6-1-3 digits."""
        year = self._chance.randint(
            *((1966, 1976) if level == "head" else (1975, 1996))
        )
        # day 28 exists in every month
        born = (
            f"{year}{self._chance.randint(1, 12):02d}{self._chance.randint(1, 28):02d}"
        )
        appointed = f"{year + 24}{self._chance.choice((1, 3, 4, 12)):02d}"
        return f"{born}{appointed}{2 if woman else 1}{self._count:03d}"
