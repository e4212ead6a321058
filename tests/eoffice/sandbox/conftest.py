import pytest

from eoffice import sandbox

HOSTILE = "tests.eoffice.sandbox.hostile_tasks"


@pytest.fixture
def hostile():
    """Run a function of `hostile_tasks` in the sandbox."""

    def run(name, data=b"data", *, programs=(), **args):
        task = f"hostile_{name}_with_{len(programs)}"
        sandbox.register_task(task, f"{HOSTILE}:{name}", programs=programs)
        return sandbox.run(task, data, **args)

    return run
