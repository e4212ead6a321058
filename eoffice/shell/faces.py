"""The round face of a person: the first letters of the name, never of its degrees."""

from base64 import b64encode

FACE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" fill="#f3bb72"/><text x="16" y="20.5"'
    ' text-anchor="middle" font-family="Public Sans,system-ui,sans-serif"'
    ' font-weight="700" font-size="12" fill="#182142">{}</text></svg>'
)
# Degrees and forms of address that people write without their dot.
TITLES = frozenset(
    {"apt", "dr", "dra", "drg", "drh", "drs", "h", "hj", "ir", "k", "kh"}
    | {"ns", "prof", "r", "ra", "rr", "tb", "tgk"}
)


def _named(name: str) -> list[str]:
    """Return the words of the name.

    What follows a comma are degrees, and so is whatever carries a dot (`S.Sos.`,
    `M.AP.`, `Drs.`, but also a shortened `M.`).
    """
    words = [word for word in name.partition(",")[0].split() if word[:1].isalpha()]
    plain = [word for word in words if "." not in word]
    called = [word for word in plain if word.casefold() not in TITLES]
    return called or plain or words


def initials(name: str) -> str:
    """Return the first letters of the first and the last word: `WK`."""
    words = _named(name)
    picked = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in picked).upper()


def face_url(name: str) -> str:
    """Return the round face with initials as a data address (no file, no request)."""
    svg = FACE.format(initials(name)).encode()
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
