"""Stems asked for by many threads at once: those that one thread computes."""

import threading
from concurrent.futures import ThreadPoolExecutor

import snowballstemmer

from search.analysis import stem
from search.analysis.word_table import word_table

ROOTS = (
    "pemberitahuan",
    "pelaksanaan",
    "penyampaian",
    "dikirimkan",
    "pertanggungjawaban",
    "keputusan",
    "pemerintahan",
    "pengelolaan",
    "menindaklanjuti",
    "perbendaharaan",
    "ketenagakerjaan",
    "pengendalian",
    "kebersihan",
    "memperhatikan",
    "diselenggarakan",
    "pemeriksaan",
    "pendidikan",
)
PREFIXES = ("", "di", "me", "ber", "ter", "per", "pem", "peng", "ke", "se")
SUFFIXES = ("", "kan", "an", "i", "nya", "lah", "ku", "mu", "kannya", "annya")
THREADS = 4
SHARE = 6_000


def new_words() -> list[str]:
    """Return words that no table knows and nobody has asked for."""
    made = (
        f"{prefix}{root}{number}{suffix}"
        for number in "abcdefghjklmnopqrst"
        for root in ROOTS
        for prefix in PREFIXES
        for suffix in SUFFIXES
    )
    known = word_table()
    return [word for word in made if word not in known][: THREADS * SHARE]


def test_every_thread_gets_the_stems_of_a_single_one():
    words = new_words()
    single = snowballstemmer.stemmer("indonesian")
    right = {word: single.stemWord(word) or word for word in words}
    start = threading.Barrier(THREADS)

    def share(number: int) -> dict[str, str]:
        start.wait()
        return {word: stem(word) for word in words[number::THREADS]}

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(share, range(THREADS)))

    found = {word: said for answer in answers for word, said in answer.items()}
    assert {word for word in words if found[word] != right[word]} == set()
