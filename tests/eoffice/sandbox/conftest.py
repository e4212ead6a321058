import pytest

from eoffice import sandbox

HOSTILE = "tests.eoffice.sandbox.hostile_tasks"


@pytest.fixture
def hostile():
    """Run a function of `hostile_tasks` in the sandbox."""

    def run(name, data=b"data", **args):
        sandbox.register_task(f"hostile_{name}", f"{HOSTILE}:{name}")
        return sandbox.run(f"hostile_{name}", data, **args)

    return run
