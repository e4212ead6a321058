"""A secret lives in memory for one act."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.signing.world import PASSPHRASE
from workflow.pades.errors import WrongSecret
from workflow.pades.ports import Secret, SignerRef


@given(value=st.text(min_size=8))
def test_no_text_of_a_secret_shows_it(value):
    secret = Secret(value)

    assert value not in f"{secret!r} {secret}" or value in "<Secret: hidden>"
    assert secret.reveal() == value.encode()


def test_secret_is_gone_after_its_block():
    with Secret("kata sandi") as secret:
        assert secret.reveal() == b"kata sandi"

    with pytest.raises(ValueError, match="wiped"):
        secret.reveal()


@pytest.mark.parametrize("copying", [pickle.dumps, copy.copy, copy.deepcopy])
def test_secret_can_be_neither_stored_nor_copied(copying):
    with pytest.raises(TypeError):
        copying(Secret("kata sandi"))


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "salah"])
def test_secret_is_wiped_when_the_signer_was_asked(world, passphrase):
    service = world.service(world.signer())
    secret = Secret(passphrase)

    try:
        service.open(SignerRef(id="leader"), secret)
    except WrongSecret:
        assert passphrase == "salah"

    with pytest.raises(ValueError, match="wiped"):
        secret.reveal()


def test_personal_number_is_not_shown():
    who = SignerRef(id="x", nik="3374010101700001", email="x@example.test")

    assert "3374010101700001" not in repr(who)
    assert "example" not in repr(who)
