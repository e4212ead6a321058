"""The normal form of a name: what two spellings of one party have in common."""

import re
import unicodedata

#: What is said to somebody is no part of the name.
ADDRESSED = frozenset({"yth", "yang", "terhormat", "kepada", "sdr", "sdri", "saudara"})
#: Only what is written both ways for the same office.
LONG = {
    "kab": "kabupaten",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "prov": "provinsi",
    "propinsi": "provinsi",
    "ka": "kepala",
    "kadis": "kepala dinas",
    "rs": "rumah sakit",
    "dep": "departemen",
    "dirjen": "direktorat jenderal",
}
_WORD = re.compile(r"[^\W_]+")


def normal_name(name: str) -> str:
    """Return the name without case, marks, forms of address and short forms.

    A name of marks alone stays as it is, so that it still differs from others.
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    words = [word for word in _WORD.findall(plain) if word not in ADDRESSED]
    return " ".join(LONG.get(word, word) for word in words)[:300] or plain.strip()[:300]
