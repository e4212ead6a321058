"""Gives each test process its own corner of the services, before Django loads.

Loaded by `-p` in pyproject.toml: pytest-django reads the settings before the first
conftest, and the settings read the environment.
"""

import gc
import os
import shutil
import sys

import pytest
from django.test import TransactionTestCase

from tests.harness.databases import WorkerDatabase
from tests.harness.environment import environment_for, scratch_folder
from tests.harness.isolation import current_place
from tests.harness.leftovers import remove_indexes, remove_queues
from tests.harness.ordering import pytest_collection_modifyitems
from tests.harness.services import ServiceMissing, read_addresses, require_running

__all__ = ["pytest_collection_modifyitems"]

# Without compiled modules every run would spend seconds on parsing the packages.
sys.dont_write_bytecode = False
gc.disable()  # until everything is loaded
PLACE = current_place()


def prepare() -> dict[str, str]:
    """Set the environment of this process; return the services' addresses."""
    try:
        addresses = read_addresses()
        if "PYTEST_XDIST_WORKER" not in os.environ:
            require_running(addresses)
    except ServiceMissing as missing:
        pytest.exit(f"the tests cannot run: {missing}", returncode=3)
    os.environ.update(addresses)
    os.environ.update(environment_for(addresses, PLACE))
    return addresses


def stay_open() -> None:
    """Keep this process as it is when a test or a guard imports an entry of the web.

    Web processes wipe their secrets and close their memory when they start
    (`eoffice.process.walls`, tested in processes of its own); the programs that
    tests start get the environment from here.
    """
    from eoffice.process import walls as process_walls

    process_walls.close_process = lambda: None


ADDRESSES = prepare()
stay_open()
DATABASE = WorkerDatabase(ADDRESSES["DATABASE_URL"], PLACE)


def pytest_configure() -> None:
    """Let a test that committed end by restoring its worker's database."""
    TransactionTestCase._fixture_teardown = restore_database


def pytest_collection_finish() -> None:
    """Never look through again what every test shares: modules, models, templates."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def restore_database(_test: TransactionTestCase) -> None:
    """End a test that committed: the worker's database is cloned again.

    Replaces Django's flush, which audit tables refuse and which would also empty
    the reference data (see `databases`).
    """
    from django.contrib.contenttypes.models import ContentType
    from django.db import connections

    connections.close_all()
    DATABASE.restore()
    ContentType.objects.clear_cache()


def pytest_unconfigure() -> None:
    """Leave no index, queue or file of this worker behind."""
    remove_indexes(ADDRESSES["ELASTICSEARCH_URL"], PLACE.prefix)
    remove_queues(ADDRESSES["RABBITMQ_MANAGEMENT_URL"], PLACE.prefix)
    shutil.rmtree(scratch_folder(PLACE), ignore_errors=True)
