import pytest

from tests.office.signers import make_signer


@pytest.fixture
def office(office):
    """The office, whose secretary can sign."""
    make_signer(office.sekda)
    return office
