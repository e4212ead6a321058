"""The search server slow, refusing, strange or away: a clear refusal, at once."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.document import RECORD_VERSION
from search.elastic import ElasticEngine, ElasticServer, mapping
from search.elastic.connection import CircuitBreaker
from search.elastic.mapping import index_body
from search.engines.contract import Access, Deletion, SearchUnavailable
from tests.search.desk import Desk, ask

ANYBODY = Access(
    tokens=frozenset({"unit:1"}),
    clearance=0,
    person_grants=frozenset(),
    denied_ids=frozenset(),
)


#: What an index of ours says of itself.
FIT = {"_meta": {"record_version": RECORD_VERSION}}


class Stub(BaseHTTPRequestHandler):
    """Answers every call as the test wishes, under the product's header.

    Only what its index says of itself is always right.
    """

    def answer(self):
        is_well = "status" not in self.server.behaviour
        if is_well and self.path.endswith("_mapping"):
            return self.say({"fault": {"mappings": FIT}})
        self.server.calls += 1
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        time.sleep(self.server.behaviour.get("wait_s", 0))
        return self.say(self.server.behaviour.get("body", {}))

    def say(self, body):
        content = json.dumps(body).encode()
        self.send_response(self.server.behaviour.get("status", 200))
        if self.server.behaviour.get("product", True):
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    # The names that the standard library calls.
    do_GET = do_POST = do_PUT = answer  # noqa: N815  the library calls them
    do_HEAD = do_DELETE = answer  # noqa: N815  the library calls them

    def log_message(self, *_arguments):
        """Keep the tests' output clean."""


@pytest.fixture
def stub():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.behaviour, server.calls = {}, 0
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def engine_at(port: int) -> ElasticEngine:
    server = ElasticServer(url=f"http://127.0.0.1:{port}", prefix="fault")
    return ElasticEngine(server, secret="a secret of thirty-two characters!")


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_refusing_server_is_asked_once_and_named_unavailable(stub, status):
    stub.behaviour = {"status": status, "body": {"error": "x"}}
    engine = engine_at(stub.server_port)

    with pytest.raises(SearchUnavailable) as caught:
        engine.search(ask("surat"), ANYBODY)

    assert stub.calls == 1
    assert str(status) in caught.value.reason
    assert caught.value.status == 503


def test_a_slow_server_is_given_up(stub, monkeypatch):
    stub.behaviour = {"wait_s": 1.0}
    monkeypatch.setattr("search.elastic.connection.SEARCH_TIMEOUT_S", 0.2)
    engine = engine_at(stub.server_port)

    with pytest.raises(SearchUnavailable) as caught:
        engine.search(ask("surat"), ANYBODY)

    assert "Timeout" in caught.value.reason


def test_a_server_away_is_unavailable_and_health_says_so(stub):
    stub.shutdown()
    stub.server_close()
    engine = engine_at(stub.server_port)

    with pytest.raises(SearchUnavailable):
        engine.search(ask("surat"), ANYBODY)
    with pytest.raises(SearchUnavailable):
        engine.index([])
    assert engine.health().state == "unavailable"


def test_after_three_failures_the_server_is_left_alone(stub):
    stub.behaviour = {"status": 503, "body": {}}
    engine = engine_at(stub.server_port)

    for _ in range(5):
        with pytest.raises(SearchUnavailable):
            engine.search(ask("surat"), ANYBODY)

    assert stub.calls == 3


def test_the_breaker_tries_again_after_a_while():
    now = [100.0]
    breaker = CircuitBreaker(clock=lambda: now[0])
    for _ in range(3):
        breaker.failed()
    with pytest.raises(SearchUnavailable):
        breaker.check()

    now[0] += 5.1

    breaker.check()


@pytest.mark.parametrize("version", ["7.17.1", "9.1.0"])
def test_another_major_version_is_not_used(stub, version):
    stub.behaviour = {"body": {"version": {"number": version}}}

    health = engine_at(stub.server_port).health()

    assert (health.state, version in health.detail) == ("unavailable", True)


def test_another_product_is_not_used(stub):
    stub.behaviour = {"body": {"version": {"number": "8.19.0"}}, "product": False}

    assert engine_at(stub.server_port).health().state == "unavailable"


CUT = {"took": 1, "timed_out": True, "_shards": {"failed": 1}, "hits": {}}


@pytest.mark.parametrize("body", [CUT, {"responses": [CUT, CUT]}, {"responses": [CUT]}])
def test_a_partial_answer_is_no_answer(stub, body):
    stub.behaviour = {"body": body}

    with pytest.raises(SearchUnavailable):
        engine_at(stub.server_port).search(ask("surat"), ANYBODY)


def test_a_dear_query_does_not_count_against_the_server(stub):
    stub.behaviour = {"body": {"responses": [CUT, CUT]}}
    engine = engine_at(stub.server_port)

    for _ in range(5):
        with pytest.raises(SearchUnavailable) as caught:
            engine.search(ask("surat"), ANYBODY)

    assert stub.calls == 5
    assert "in part" in caught.value.reason


def test_a_refusal_of_a_part_refuses_the_whole_and_counts_against_the_server(stub):
    refused = {"status": 429, "error": {"type": "rejected"}}
    stub.behaviour = {"body": {"responses": [refused, refused]}}
    engine = engine_at(stub.server_port)

    for _ in range(5):
        with pytest.raises(SearchUnavailable) as caught:
            engine.search(ask("surat"), ANYBODY)

    assert stub.calls == 3
    assert "moments ago" in caught.value.reason


def test_a_refused_item_is_named_and_the_others_are_written(
    elastic_engine, elastic_client
):
    desk = Desk(elastic_engine)
    good, bad = desk.record("good"), desk.record("bad", year=2**40)

    report = elastic_engine.index([good, bad])
    elastic_engine.refresh()

    assert [name for name, _ in report.failed] == [bad.id]
    assert desk.find("surat") == ["good"]


def test_without_an_index_health_asks_for_a_rebuild(elastic_server):
    nowhere = ElasticServer(url=elastic_server.url, prefix="nowhere-at-all")
    engine = ElasticEngine(nowhere, secret="a secret of thirty-two characters!")

    assert engine.health().state == "rebuild_needed"
    with pytest.raises(SearchUnavailable):
        engine.search(ask("surat"), ANYBODY)


def test_a_write_before_the_first_index_makes_none_by_accident(
    elastic_server, elastic_client
):
    fresh = ElasticServer(
        url=elastic_server.url, prefix=f"{elastic_server.prefix}-fresh"
    )
    engine = ElasticEngine(fresh, secret="a secret of thirty-two characters!")
    desk = Desk(engine)

    for write in (
        lambda: engine.delete([Deletion(id="gone", version=1)]),
        lambda: engine.index([desk.record("early")]),
    ):
        with pytest.raises(SearchUnavailable):
            write()

    assert not elastic_client.indices.get(index=f"{fresh.prefix}-*-write").body
    engine.prepare()
    engine.index([desk.record("early")])
    engine.refresh()
    assert desk.find("surat") == ["early"]


def test_unknown_fields_are_refused_by_the_mapping():
    assert index_body(filling=False, replicas=0)["mappings"]["dynamic"] == "strict"


def test_an_index_of_older_records_is_not_asked_and_takes_nothing_until_it_is_rebuilt(
    elastic_server, elastic_client, monkeypatch
):
    older = ElasticServer(url=elastic_server.url, prefix=f"{elastic_server.prefix}-old")
    secret = "a secret of thirty-two characters!"
    with monkeypatch.context() as before:
        before.setattr(mapping, "RECORD_VERSION", RECORD_VERSION - 1)
        ElasticEngine(older, secret=secret).prepare()
    # such an index lacks what was added since
    name = f"{older.prefix}-letters"
    elastic_client.index(index=name, id="1", document={"id": "1", "subject": "surat"})
    elastic_client.indices.refresh(index=name)
    engine = ElasticEngine(older, secret=secret)
    desk = Desk(engine)

    for ask_it in (
        lambda: engine.search(ask("surat"), ANYBODY),
        lambda: engine.suggest("sur", ANYBODY),
        lambda: engine.index([desk.record("late")]),
    ):
        with pytest.raises(SearchUnavailable):
            ask_it()
    assert engine.health().state == "rebuild_needed"

    engine.rebuild([desk.record("late")])
    engine.refresh()
    assert desk.find("surat") == ["late"]
    assert engine.health().state == "ok"
