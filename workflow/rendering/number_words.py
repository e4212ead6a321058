"""Whole numbers in Indonesian words: `2 (dua) berkas`."""

ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
# (unit, its word, the word of exactly one of it)
UNITS = (
    (10**12, "triliun", "satu triliun"),
    (10**9, "miliar", "satu miliar"),
    (10**6, "juta", "satu juta"),
    (1000, "ribu", "seribu"),
    (100, "ratus", "seratus"),
)
LIMIT = 10**15


def number_in_words(number: int) -> str:
    """`dua puluh satu`.

    Raises:
        ValueError: below 0 or from 10^15 on.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"no words for {number}")
    if number < len(ONES):
        return ONES[number]
    if number < 20:  # noqa: PLR2004 - belasan: 12 to 19
        return f"{ONES[number - 10]} belas"
    for unit, word, one in UNITS:
        if number >= unit:
            many, rest = divmod(number, unit)
            head = one if many == 1 else f"{number_in_words(many)} {word}"
            return _joined(head, rest)
    tens, rest = divmod(number, 10)
    return _joined(f"{ONES[tens]} puluh", rest)


def _joined(head: str, rest: int) -> str:
    return f"{head} {number_in_words(rest)}" if rest else head


def counted(number: int, noun: str) -> str:
    """`2 (dua) berkas`, as the line Lampiran wants it."""
    return f"{number} ({number_in_words(number)}) {noun}"
