import pytest

from tests.workflow.signing.world import World
from workflow.pades.demo_authority import DemoAuthority


@pytest.fixture(scope="session")
def stranger(tmp_path_factory):
    """Another authority, which this office does not know."""
    folder = tmp_path_factory.mktemp("stranger")
    return World(
        authority=DemoAuthority.create(folder, organisation="Kota Lain"), signers={}
    )
