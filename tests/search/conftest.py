"""Both engines, always: the contract suite has no engine of its own to skip."""

import pytest
from django.conf import settings
from elasticsearch import Elasticsearch

from eoffice.environment import environment
from search import chosen_engine
from search.elastic import ElasticEngine, ElasticServer
from search.embedded import EmbeddedEngine
from tests.office.kabupaten import build_office
from tests.office.signers import make_signer
from tests.search.desk import Desk


@pytest.fixture(scope="session")
def elastic_server(services) -> ElasticServer:
    prefix = f"{environment().SEARCH_INDEX_PREFIX}contract"
    return ElasticServer(url=services["ELASTICSEARCH_URL"], prefix=prefix)


@pytest.fixture(scope="session")
def elastic_client(services):
    """A client of our own, to look behind the engine."""
    with Elasticsearch(services["ELASTICSEARCH_URL"]) as client:
        yield client


@pytest.fixture(scope="session")
def elastic_engine(elastic_server, elastic_client):
    engine = ElasticEngine(elastic_server, secret=settings.SECRET_KEY)
    engine.prepare()
    yield engine
    names = list(elastic_client.indices.get(index=f"{elastic_server.prefix}-*").body)
    elastic_client.indices.delete(index=",".join(names))


@pytest.fixture(scope="session")
def embedded_engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index")
    engine = EmbeddedEngine(folder, secret=settings.SECRET_KEY)
    engine.prepare()
    return engine


@pytest.fixture(params=["elasticsearch", "tantivy"])
def engine(request):
    names = {"elasticsearch": "elastic_engine", "tantivy": "embedded_engine"}
    return request.getfixturevalue(names[request.param])


@pytest.fixture
def desk(engine) -> Desk:
    return Desk(engine)


@pytest.fixture
def house(engine, monkeypatch):
    """An office whose letters go to the engine of the test."""
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: engine)
    office = build_office()
    make_signer(office.sekda)
    return office
