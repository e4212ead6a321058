"""One normal form for the number of a letter, no matter who typed or printed it.

Word processors print a dash where a hyphen was typed, OCR and copying bring look-alike
signs, and offices put blanks round slashes. Entry keeps a number with one kind of dash
and slash; comparing goes by its key, in Python for the index and, for rows, in SQL.
"""

import re
import unicodedata

from django.db.models import CharField, Expression, F, Func, Value
from django.db.models.functions import Upper

#: Hyphens, dashes and minus signs that print like a hyphen (one sign each).
DASHES = (
    "\u00ad\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
)
SLASHES = "\u2044\u2215\u29f8\uff0f"
BLANKS = "\u00a0\u2007\u202f"
_ONE_DASH = str.maketrans(dict.fromkeys(DASHES, "-"))
_PLAIN = str.maketrans(
    dict.fromkeys(DASHES, "-")
    | dict.fromkeys(SLASHES, "/")
    | dict.fromkeys(BLANKS, " ")
)
_JOINTS = re.compile(r" ?([/.-]) ?")
_IDLE_ZEROS = re.compile(r"(?<=/)0+(?=[^/])")


def one_dash(text: str) -> str:
    """Return `text` with every kind of dash as a hyphen; places stay the same."""
    return text.translate(_ONE_DASH)


def plain_number(text: str) -> str:
    """Return a number as it is entered: one dash, one slash, no unseen signs.

    Letters keep their case and segments their zeros: the register shows what the
    paper says.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    seen = "".join(sign for sign in plain if unicodedata.category(sign) not in "CfCc")
    return " ".join(seen.split())


def number_key(text: str) -> str:
    """Return the form by which two numbers are one: "005 / 0087-x" is "005/87-X".

    Zeros fall in every segment but the first: there stands the classification code.
    """
    return _IDLE_ZEROS.sub("", _JOINTS.sub(r"\1", plain_number(text)).upper())


def number_key_of(field: str) -> Expression:
    """Return `number_key` of a column, for the database."""
    looks_alike = DASHES + SLASHES + BLANKS
    meant = "-" * len(DASHES) + "/" * len(SLASHES) + " " * len(BLANKS)
    plain = Func(F(field), Value(looks_alike), Value(meant), function="translate")
    joined = Func(
        plain,
        Value(r"\s?([/.-])\s?"),
        Value(r"\1"),
        Value("g"),
        function="regexp_replace",
    )
    return Func(
        Upper(joined),
        Value(r"/0+(?=[^/])"),
        Value("/"),
        Value("g"),
        function="regexp_replace",
        output_field=CharField(max_length=120),
    )
