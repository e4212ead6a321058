"""Signing certificates of the test run's own authority; each is made once."""

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from eoffice.environment import environment
from tests.office.kabupaten import Person
from workflow.models import SignerCredential
from workflow.pades.demo_authority import DemoAuthority, IssuedSigner, SignerRequest
from workflow.pades.pkcs12 import Enrolled
from workflow.signing.signers import keep_credential

SECRET = "rahasia-penanda-tangan"


@cache
def demo_authority() -> DemoAuthority:
    """Return the test run's own authority, in the trust folder of the settings."""
    folder = Path(environment().TRUST_DIR or mkdtemp())
    return DemoAuthority.create(folder)


@cache
def issued_signer(common_name: str) -> IssuedSigner:
    """Return a signing certificate with its key; made once per name and process."""
    request = SignerRequest(common_name=common_name)
    return demo_authority().issue_signer(request, SECRET)


def make_signer(person: Person, issued: IssuedSigner | None = None) -> SignerCredential:
    """Give the person a signing certificate in use (secret: `SECRET`)."""
    from django.db import transaction

    issued = issued or issued_signer(person.official.name)
    enrolled = Enrolled(p12=issued.p12, certificate=issued.certificate)
    with transaction.atomic():
        return keep_credential(official=person.official, enrolled=enrolled, actor=None)
