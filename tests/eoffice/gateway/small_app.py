"""An application of a few lines behind the product's worker, and an impatient one."""

import hashlib
import time

from eoffice.gateway.intake import IntakeBounds
from eoffice.gateway.worker import BufferedWorker
from eoffice.process.start import start_django

WORK_S = {"/v/long": 3, "/v/short": 0.2}
start_django()


class HurriedWorker(BufferedWorker):
    """The product's worker with bounds that a test can wait for."""

    def bounds(self) -> IntakeBounds:
        return IntakeBounds(
            body_bytes=4_000_000, head_s=1, grace_s=1, bytes_per_s=100_000
        )


def application(environ, start_response):
    """Answer the hash of the body; public paths take a while."""
    path = environ["PATH_INFO"]
    time.sleep(WORK_S.get(path, 0))
    body = b"" if path == "/unread" else environ["wsgi.input"].read()
    told = hashlib.sha256(body).hexdigest().encode()
    start_response("200 OK", [("Content-Length", str(len(told)))])
    return [told]
