"""Which codes a text speaks of: the rarer a word among their names, the more it says.

A few thousand short names are read and weighed for each question; nothing is kept.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable

from django.utils import timezone

from archive.classification.code_words import said_as
from archive.classification.models import ClassificationCode

_WORD = re.compile(r"[^\W\d_]{4,}")
# Words of every other letter, those of its thanks and its schedule among them: they
# lead to no code.
_UNSAID = frozenset(
    [
        "acara",
        "agar",
        "alamat",
        "atas",
        "aula",
        "berikut",
        "bersama",
        "bidang",
        "daerah",
        "dalam",
        "dari",
        "demikian",
        "dengan",
        "diharapkan",
        "dilakukan",
        "dinas",
        "disampaikan",
        "diucapkan",
        "gedung",
        "hadir",
        "harap",
        "hari",
        "hasil",
        "kabupaten",
        "kami",
        "kasih",
        "kebijakan",
        "kegiatan",
        "kehadiran",
        "kepala",
        "mengharap",
        "mengingat",
        "menindaklanjuti",
        "mohon",
        "nomor",
        "pada",
        "pelaksanaan",
        "pemberitahuan",
        "pemerintah",
        "pentingnya",
        "penyampaian",
        "perhatian",
        "perhatiannya",
        "perihal",
        "permintaan",
        "permohonan",
        "pukul",
        "rangka",
        "ruang",
        "sama",
        "saudara",
        "sebagai",
        "sehubungan",
        "selesai",
        "surat",
        "tahun",
        "tanggal",
        "tempat",
        "tentang",
        "tepat",
        "terima",
        "tersebut",
        "tugas",
        "untuk",
        "waktu",
        "yang",
    ]
)
# A word in more names than this says nothing by itself.
COMMON = 60
LEAST_WEIGHT = 3.0
# A single word of a long text is met by chance: two belong together.
LONG_TEXT, TOGETHER = 40, 2  # in words


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)} - _UNSAID


def _meant(text: str) -> dict[str, set[str]]:
    """Return each word of the text with the words of names it stands for."""
    typed = {word.casefold() for word in re.findall(r"[^\W\d_]{2,}", text)}
    known = _words(text)
    # What stands for something else is not met by itself: Undangan, Perundang-undangan.
    meant = {word: _words(" ".join(said_as(word)[1:] or (word,))) for word in typed}
    return {word: found for word, found in meant.items() if found or word in known}


def proposed_by_words(text: str, limit: int) -> list[tuple[ClassificationCode, str]]:
    """Return the deepest codes in force whose names say most of the text, best first.

    With each the words that led there, as they stand in the text.
    """
    codes = ClassificationCode.objects.in_force(timezone.localdate())
    leaves = list(codes.filter(is_leaf=True).only("code", "short_name", "name"))
    names = [_words(one.short_name) for one in leaves]
    spread = Counter(word for name in names for word in name)
    meant, is_long = _meant(text), len(text.split()) > LONG_TEXT
    weighed: list[tuple[float, str, ClassificationCode, str]] = []
    for leaf, name in zip(leaves, names, strict=True):
        led = [word for word, found in meant.items() if found & name]
        if is_long and len(led) < TOGETHER:
            continue
        weight = _weight((meant[word] & name for word in led), spread, len(leaves))
        if weight >= LEAST_WEIGHT:
            # Of two names that say as much, the one that says less besides.
            weighed.append((weight - 0.1 * len(name), leaf.code, leaf, ", ".join(led)))
    weighed.sort(key=lambda one: (-one[0], one[1]))
    return [(leaf, led) for _weight_, _code, leaf, led in weighed[:limit]]


def _weight(met: Iterable[set[str]], spread: Counter[str], total: int) -> float:
    said = {word for words in met for word in words if spread[word] <= COMMON}
    return sum(math.log(total / spread[word]) for word in said)
