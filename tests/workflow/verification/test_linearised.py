"""Files saved for "fast web view": their first revision has no catalogue of its own."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.workflow.signing.world import Office, letter_pdf
from tests.workflow.verification import attacks
from workflow.verification import judge, verify

FILES = Path(__file__).parent / "files"


def read(name: str) -> bytes:
    return (FILES / name).read_bytes()


def linearised(pdf: bytes) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, linearize=True)
    return out.getvalue()


def test_linearised_file_is_judged_as_the_same_page_saved_plainly(world):
    plain = judge(read("same_page_plain_signed.pdf"), world.policy())
    fast = judge(read("linearised_signed.pdf"), world.policy())

    assert (fast.code, fast.reason) == (plain.code, plain.reason)
    assert fast.code == "not_genuine"
    assert [one.signer for one in fast.signatures] == [
        one.signer for one in plain.signatures
    ]


def test_linearised_file_without_a_signature_is_unsigned(world):
    assert judge(read("linearised.pdf"), world.policy()).code == "unsigned"


@pytest.mark.parametrize("is_stream", [True, False])
def test_linearised_file_signed_here_is_valid(world, is_stream):
    out = BytesIO()
    modes = pikepdf.ObjectStreamMode
    with pikepdf.open(BytesIO(letter_pdf())) as document:
        mode = modes.generate if is_stream else modes.disable
        document.save(out, linearize=True, object_stream_mode=mode)

    signed = world.sign(out.getvalue())

    assert verify(signed.pdf, world.policy(), Office()).code == "valid_foreign"


def test_signature_taken_out_of_a_linearised_file_is_noticed(world):
    signed = world.sign(linearised(letter_pdf()))

    stripped = attacks.with_signature_stripped(signed.pdf)

    verdict = judge(stripped, world.policy())
    assert (verdict.code, verdict.reason) == ("changed", "signature_removed")
