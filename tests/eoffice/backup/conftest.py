"""Another place to restore into, made and dropped around a test."""

import os
from uuid import uuid4

import psycopg
import pytest


@pytest.fixture
def empty_place():
    """An empty database and a bucket prefix of its own, as an environment."""
    name = f"eoffice_restore_{uuid4().hex[:12]}"
    url = os.environ["DATABASE_URL"]
    start = url.rpartition("/")[0]
    with psycopg.connect(f"{start}/postgres", autocommit=True) as server:
        server.execute(f'create database "{name}" template template0')
        yield {
            **os.environ,
            "DATABASE_URL": f"{start}/{name}",
            "S3_BUCKET_PREFIX": f"pulih-{uuid4().hex[:8]}",
        }
        server.execute(f'drop database "{name}" with (force)')
