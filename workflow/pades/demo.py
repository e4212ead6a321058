"""The signer of the demo: the PKCS#12 signer under the demo authority's root.

A fourth adapter and never a default: only an explicit setting chooses it, it
refuses to start beside a production host name, and its root marks every verdict
*demo*.
"""

from collections.abc import Iterable
from typing import Self

from workflow.pades.demo_authority.authority import DemoAuthority, refuse_in_production
from workflow.pades.pkcs12 import Enrolment, Pkcs12SigningService
from workflow.pades.ports import SignerKind, TimestampService
from workflow.verification.policy import Policy, TrustRoot


class DemoSigningService(Pkcs12SigningService):
    """Signs like the local signer; whatever it signs is told to be a demo."""

    kind: SignerKind = "demo"

    @classmethod
    def under(
        cls,
        authority: DemoAuthority,
        *,
        enrolment: Enrolment,
        timestamps: TimestampService | None = None,
        production_hosts: Iterable[str] = (),
    ) -> Self:
        """Build the service; `timestamps` None stamps in process.

        Raises `DemoRefused` when any production host name is configured.
        """
        refuse_in_production(production_hosts)
        return cls(
            enrolment=enrolment,
            roots=demo_roots(authority),
            intermediates=authority.chain[:1],
            revocation=authority.revocation_data,
            timestamps=timestamps or authority.time_stamps(),
        )


def demo_roots(authority: DemoAuthority) -> tuple[TrustRoot, ...]:
    """Return the demo root, marked as such."""
    return (TrustRoot(kind="demo", certificate=authority.root),)


def demo_policy(authority: DemoAuthority) -> Policy:
    """Return the policy that verifies the demo's letters, with fresh CRLs."""
    return Policy(
        roots=demo_roots(authority),
        intermediates=authority.chain[:1],
        crls=authority.revocation_data().crls,
        version="demo-1",
    )
