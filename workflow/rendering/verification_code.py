"""The code printed under the QR: leads to a letter on the public page, tells nothing.

95 random bits as 19 signs of Crockford's base 32 (no I, L, O, U) and one check sign: a
weighted sum over GF(32) with a weight of its own for every place, so each single wrong
sign and each swap of two signs is caught before anything is looked up.
"""

import secrets

from django.conf import settings
from django.urls import reverse

# Crockford's: no sign is taken for another when read from paper or by telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# 95 bits: nobody finds a letter by trying codes, however fast the page answers.
RANDOM_SIGNS = 19
LENGTH = RANDOM_SIGNS + 1
GROUP = 4
_LEFT_OUT = dict.fromkeys("- \0")  # separators, and what no database can look up
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", **_LEFT_OUT})
_FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, primitive over GF(2)
_FIELD_SIZE = 32


def generate() -> str:
    """A new code, 20 signs without separators, from the system's random source."""
    signs = "".join(secrets.choice(ALPHABET) for _place in range(RANDOM_SIGNS))
    return signs + _check_sign(signs)


def normalise(code: str) -> str:
    """The code as people type it (small letters, dashes, O for 0) as it is stored."""
    return code.strip().upper().translate(_READ_AS)


def is_well_formed(code: str) -> bool:
    """Whether a normalised code has the right signs and its check sign."""
    return (
        len(code) == LENGTH
        and all(sign in ALPHABET for sign in code)
        and _check_sign(code[:-1]) == code[-1]
    )


def grouped(code: str) -> str:
    """`ABCD-EFGH-…`, as printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def public_address(code: str) -> str:
    """Return the whole address behind the QR: the letter on the public page."""
    return f"{settings.BASE_URL}{reverse('public_letter', args=[code])}"


def _check_sign(signs: str) -> str:
    """Horner's rule in GF(32): sum of sign times x^place, place from the right, 1.."""
    total = 0
    for sign in signs:
        total = _times_x(total ^ ALPHABET.index(sign))
    return ALPHABET[total]


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled >= _FIELD_SIZE else doubled
