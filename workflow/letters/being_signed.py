"""Whether a signature is being made on a letter at this moment: one fact of the letter.

Acts that take a letter back, or send it back, ask it under their lock: what is being
signed does not move meanwhile. Attempts at signing are known in the room of signing,
which stands above this one and tells when the product starts.
"""

from collections.abc import Callable

from workflow.letters.errors import SigningUnderWay
from workflow.letters.models import Letter

Teller = Callable[[Letter], bool]
_tellers: list[Teller] = []


def provide_being_signed(teller: Teller) -> None:
    """Make `teller` the one that knows whether a letter is being signed."""
    _tellers[:] = [teller]


def check_not_being_signed(letter: Letter) -> None:
    """Raise while a signature is being made on the (locked) letter.

    Closed, not open: where nobody tells, nothing moves.

    Raises:
        SigningUnderWay: wait a moment; an attempt ends by itself.
        RuntimeError: no room has provided the fact.
    """
    if not _tellers:
        raise RuntimeError("no room tells whether letters are being signed")
    [is_being_signed] = _tellers
    if is_being_signed(letter):
        raise SigningUnderWay(state=letter.status)
