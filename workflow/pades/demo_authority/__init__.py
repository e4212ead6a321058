"""A certificate authority for the demo and the tests, and for nothing else.

Root, issuing CA, time-stamp authority, OCSP responder and signers, all real
X.509 and all named DEMO; state in a folder. It refuses to work where a
production host name is configured.
"""

from workflow.pades.demo_authority.authority import (
    DemoAuthority,
    DemoRefused,
    IssuedSigner,
    SignerRequest,
)

__all__ = ["DemoAuthority", "DemoRefused", "IssuedSigner", "SignerRequest"]
