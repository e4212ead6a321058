"""Removing what a worker made on the shared services.

Buckets stay: locked objects refuse to go before their time. They leave with the
services' data (`make services-wipe`).
"""

from base64 import b64encode
from http.client import HTTPConnection
from json import loads
from urllib.parse import quote, urlsplit

TIMEOUT_S = 5


def ask(method: str, url: str, path: str) -> bytes:
    """Send one request without body and return the answer; user and password by URL."""
    parts = urlsplit(url)
    headers = {}
    if parts.username:
        pair = f"{parts.username}:{parts.password}".encode()
        headers["Authorization"] = f"Basic {b64encode(pair).decode()}"
    connection = HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_S)
    try:
        connection.request(method, path, headers=headers)
        return connection.getresponse().read()
    finally:
        connection.close()


def remove_indexes(url: str, prefix: str) -> None:
    """Delete the Elasticsearch indexes whose name starts with `prefix`."""
    try:
        for index in loads(ask("GET", url, f"/_cat/indices/{prefix}*?format=json")):
            ask("DELETE", url, f"/{index['index']}")
    except OSError:
        return  # a test stopped the service: nothing of ours is left to see


def remove_queues(url: str, prefix: str) -> None:
    """Delete the RabbitMQ queues whose name starts with `prefix`."""
    try:
        for queue in loads(ask("GET", url, "/api/queues?columns=name,vhost")):
            if queue["name"].startswith(prefix):
                where = (
                    f"{quote(queue['vhost'], safe='')}/{quote(queue['name'], safe='')}"
                )
                ask("DELETE", url, f"/api/queues/{where}")
    except OSError:
        return
