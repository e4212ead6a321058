import pytest

from tests.workflow.signing.world import World
from workflow.pades.demo_authority import DemoAuthority


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    """An authority of our own with signers, one for the run."""
    folder = tmp_path_factory.mktemp("trust")
    return World(authority=DemoAuthority.create(folder), signers={})
