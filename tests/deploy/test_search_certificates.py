"""The certificates of the search server: our client trusts them, and no others."""

import runpy
import ssl
import stat
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from search.elastic.connection import Connection, ElasticServer
from search.engines.contract import SearchUnavailable
from tests.harness.services import ROOT

SCRIPT = str(ROOT / "deploy/compose/search_certificates.py")


def make(folder, monkeypatch) -> None:
    monkeypatch.setattr("sys.argv", [SCRIPT, str(folder)])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(SCRIPT, run_name="__main__")
    assert ended.value.code == 0


class Answering(BaseHTTPRequestHandler):
    """Answers as the search server does when it is asked who it is."""

    def do_GET(self):
        body = b'{"version": {"number": "8.19.13"}, "tagline": "You Know, for Search"}'
        self.send_response(200)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def served(tmp_path, monkeypatch):
    """Serve with a made certificate; return the folder and the address."""
    folder = tmp_path / "own"
    folder.mkdir()
    make(folder, monkeypatch)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.crt", folder / "server.key")
    server = HTTPServer(("127.0.0.1", 0), Answering)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"https://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def asked(address: str, ca: str) -> str:
    server = ElasticServer(url=address, prefix="t", user="", password="", ca=ca)
    answer = Connection(server).ask(lambda client: client.info())
    return answer["version"]["number"]


def test_our_client_speaks_with_the_server_and_with_no_other(
    served, tmp_path, monkeypatch
):
    folder, address = served
    assert asked(address, str(folder / "ca.crt")) == "8.19.13"

    other = tmp_path / "other"
    other.mkdir()
    make(other, monkeypatch)
    with pytest.raises(SearchUnavailable):
        asked(address, str(other / "ca.crt"))
    with pytest.raises(SearchUnavailable):
        asked(address.replace("localhost", "127.0.0.1"), str(folder / "ca.crt"))


def test_what_is_good_stays_and_what_is_missing_is_made_anew(tmp_path, monkeypatch):
    make(tmp_path, monkeypatch)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(first) == ["ca.crt", "server.crt", "server.key"]
    assert stat.S_IMODE((tmp_path / "server.key").stat().st_mode) == 0o400

    make(tmp_path, monkeypatch)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == first

    (tmp_path / "server.key").unlink()
    make(tmp_path, monkeypatch)
    again = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert all(again[name] != first[name] for name in first)
