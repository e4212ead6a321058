"""Strangers who send slowly, or much, or nonsense: the office goes on."""

import contextlib
import hashlib
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from eoffice.gateway.intake import Intake, IntakeBounds
from tests.harness.web_server import web_server

SMALL = "tests.eoffice.gateway.small_app:application"
HURRIED = "tests.eoffice.gateway.small_app.HurriedWorker"
SOON_S = 3.0


@pytest.fixture(scope="module")
def hurried(tmp_path_factory):
    folder = tmp_path_factory.mktemp("web")
    with web_server(folder, application=SMALL, worker=HURRIED) as server:
        yield server


@contextlib.contextmanager
def slow_senders(server, head, count):
    """Connections that send `head` and then a byte each 0.2 s."""
    connections = [server.connect() for _ in range(count)]
    ended = threading.Event()

    def drip():
        while not ended.wait(0.2):
            for connection in connections:
                with contextlib.suppress(OSError):
                    connection.sendall(b"x")

    for connection in connections:
        connection.sendall(head)
    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        yield connections
    finally:
        ended.set()
        dripping.join()
        for connection in connections:
            connection.close()


def posting(path, length=100_000):
    kind = "Content-Type: application/pdf"
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{kind}\r\n"
    return f"{head}Content-Length: {length}\r\n\r\n".encode()


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(posting("/api/v1/verify"), id="a file to verify"),
        pytest.param(posting("/v/"), id="a file on the public page"),
        pytest.param(posting("/masuk/"), id="a log-in"),
        pytest.param(b"GET /masuk/ HTTP/1.1\r\nX-Long: ", id="a header"),
    ],
)
def test_ten_slow_senders_stop_no_page_of_the_office(office_server, head):
    with slow_senders(office_server, head, 10):
        time.sleep(0.5)
        status, _, seconds = office_server.ask("GET", "/masuk/")
        alive, _, _ = office_server.ask("GET", "/healthz")

    assert (status, alive) == (200, 200)
    assert seconds < SOON_S


@pytest.fixture(scope="module")
def office_server(tmp_path_factory, django_db_setup):
    with web_server(tmp_path_factory.mktemp("web")) as server:
        server.ask("GET", "/masuk/", timeout_s=60)  # templates are compiled once
        yield server


def read_until(connection, marker):
    """What came up to `marker`; `AssertionError` when the other side ends before."""
    came = b""
    while marker.encode() not in came:
        piece = connection.recv(4096)
        assert piece, came
        came += piece
    return came


def ended_with(connection):
    """Status of what a connection was answered, as soon as it is."""
    connection.settimeout(6)
    return connection.recv(4096).split(b"\r\n")[0]


def test_a_body_that_drips_is_ended_with_408(hurried):
    with slow_senders(hurried, posting("/slow"), 2) as connections:
        answers = [ended_with(connection) for connection in connections]

    assert answers == [b"HTTP/1.1 408 Request Timeout"] * 2


def test_a_header_that_drips_is_ended_with_408(hurried):
    with slow_senders(hurried, b"GET /a", 1) as connections:
        answer = ended_with(connections[0])

    assert answer == b"HTTP/1.1 408 Request Timeout"


def test_a_connection_on_which_nothing_comes_is_closed_without_a_word(hurried):
    with hurried.connect(6) as connection:
        assert connection.recv(100) == b""


def test_a_body_arrives_as_it_was_sent(hurried):
    body = bytes(range(256)) * 12_000

    status, told, _ = hurried.ask("POST", "/echo", body)

    assert (status, told.decode()) == (200, hashlib.sha256(body).hexdigest())


def test_a_body_in_pieces_arrives_whole(hurried):
    with hurried.connect() as connection:
        for piece in (posting("/echo", 9)[:20], posting("/echo", 9)[20:], b"abc", b"d"):
            connection.sendall(piece)
            time.sleep(0.05)
        connection.sendall(b"efghi")
        answer = read_until(connection, hashlib.sha256(b"abcdefghi").hexdigest())

    assert answer.startswith(b"HTTP/1.1 200 OK")


def test_a_client_that_asks_first_is_told_to_go_on(hurried):
    head = posting("/echo", 3).replace(b"\r\n\r\n", b"\r\nExpect: 100-continue\r\n\r\n")
    with hurried.connect() as connection:
        connection.sendall(head)
        told = connection.recv(4096)
        connection.sendall(b"abc")
        read_until(connection, " 200 OK")

    assert told.startswith(b"HTTP/1.1 100 ")


def test_a_connection_serves_many_requests(hurried):
    ask = b"GET /a HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with hurried.connect() as connection:
        for _ in range(3):
            connection.sendall(ask)
            answer = read_until(connection, hashlib.sha256().hexdigest())
            assert answer.startswith(b"HTTP/1.1 200 OK")


def test_a_request_hidden_in_a_body_is_never_answered(hurried):
    hidden = b"GET /v/hidden HTTP/1.1\r\nHost: localhost\r\n\r\n"
    answer = hurried.send(posting("/unread", len(hidden)) + hidden * 2)

    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (posting("/echo", 4_000_001), 413),
        (posting("/echo", 0).replace(b"Content-Length: 0", b"Content-Length: x"), 400),
        (
            posting("/echo", 3).replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n"),
            400,
        ),
        (b"POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000, 431),
        (b"\0\xff\r\n\r\n", 400),
    ],
)
def test_what_makes_no_request_is_refused_at_once(hurried, request_bytes, status):
    answer = hurried.send(request_bytes)

    assert answer.startswith(f"HTTP/1.1 {status} ".encode())


def test_a_refusal_tells_programs_its_code_and_people_a_sentence(hurried):
    told = hurried.send(posting("/api/v1/verify", 9_000_000))
    read = hurried.send(posting("/v/", 9_000_000))

    assert b'"code": "too_large"' in told
    assert b"application/problem+json" in told
    assert b"lebih besar" in read


def test_public_work_leaves_half_of_the_threads_to_the_office(hurried):
    with ThreadPoolExecutor(4) as pool:
        public = [
            pool.submit(partial(hurried.ask, "GET", "/v/long", timeout_s=30))
            for _ in range(4)
        ]
        time.sleep(0.3)
        status, _, seconds = hurried.ask("GET", "/office")
        done = [one.result() for one in public]

    assert status == 200
    assert seconds < 2
    assert [answer[0] for answer in done] == [200] * 4


def test_more_strangers_than_can_wait_are_told_when_to_come_again(hurried):
    ask = b"GET /v/short HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    connections = [hurried.connect(30) for _ in range(36)]
    for connection in connections:
        connection.sendall(ask)
    answers = []
    for connection in connections:
        with contextlib.suppress(socket.timeout):
            answers.append(connection.recv(4096))
        connection.close()

    refused = [one for one in answers if one.startswith(b"HTTP/1.1 503")]
    assert len(refused) == 2
    assert all(b"Retry-After: 10" in one for one in refused)


def test_no_header_moves_a_request_to_another_path(hurried):
    head = b"GET /x/v/long HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    began = time.monotonic()

    answer = hurried.send(head + b"SCRIPT_NAME: /x\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert time.monotonic() - began < 2


def test_an_empty_line_before_a_request_hides_no_public_path():
    intake = Intake(IntakeBounds(body_bytes=1000), 0)

    intake.feed(b"\r\nGET /v/long HTTP/1.1\r\nHost: localhost\r\n\r\n")
    intake.content.close()

    assert intake.is_whole
    assert intake.path == "/v/long"
