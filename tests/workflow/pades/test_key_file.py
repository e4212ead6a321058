"""Opening an enrolled key file without testing its primes again."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from workflow.pades.demo_authority import SignerRequest
from workflow.pades.errors import WrongSecret
from workflow.pades.key_file import checked_wholly, unlocked
from workflow.pades.ports import Secret

PASSPHRASE = "buka kunci"


@pytest.fixture(scope="module", params=["rsa3072", "p256"])
def kept(request, world):
    """A signer's file and certificate, as kept after enrolment."""
    wanted = SignerRequest(common_name="Pemilik", algorithm=request.param)
    return world.authority.issue_signer(wanted, PASSPHRASE)


def test_quick_opening_gives_the_same_key_as_the_checked_one(kept):
    key, certificate = unlocked(kept.p12, kept.certificate, Secret(PASSPHRASE))
    checked, same = checked_wholly(kept.p12, Secret(PASSPHRASE))
    assert key.private_numbers() == checked.private_numbers()
    assert certificate.dump() == same.dump() == kept.certificate


def test_wrong_secret_opens_nothing(kept):
    with pytest.raises(WrongSecret):
        unlocked(kept.p12, kept.certificate, Secret("bukan ini"))


def test_broken_file_opens_nothing(kept):
    with pytest.raises(WrongSecret):
        unlocked(kept.p12[:-40], kept.certificate, Secret(PASSPHRASE))


def test_key_of_another_certificate_is_judged_by_the_whole_file(kept, world):
    other = world.authority.issue_signer(
        SignerRequest(common_name="Orang lain"), PASSPHRASE
    )
    _, certificate = unlocked(kept.p12, other.certificate, Secret(PASSPHRASE))
    assert certificate.dump() == kept.certificate


def test_file_that_shows_no_key_openly_is_opened_all_the_same(kept):
    key, _ = checked_wholly(kept.p12, Secret(PASSPHRASE))
    own = x509.load_der_x509_certificate(kept.certificate)
    sealed = BestAvailableEncryption(PASSPHRASE.encode())
    p12 = pkcs12.serialize_key_and_certificates(None, key, own, None, sealed)
    opened, _ = unlocked(p12, kept.certificate, Secret(PASSPHRASE))
    assert opened.private_numbers() == key.private_numbers()
