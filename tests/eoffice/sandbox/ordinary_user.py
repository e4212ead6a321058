"""An application of an ordinary user, with or without namespaces; run by test_escapes.

Writes a JSON report: the walls it got, what attacks got, how many words were read.
"""

import io
import json
import os
import signal
import socket
import sys
from dataclasses import asdict

from PIL import Image, ImageDraw, ImageFont

from eoffice import sandbox
from eoffice.process.walls import close_process
from eoffice.sandbox import kernel, seccomp
from tests.eoffice.sandbox import bombs

UNSHARE = 272
ATTACKS = "tests.eoffice.sandbox.attacks:all_attacks"
TESSERACT = ("/usr/bin/tesseract",)


def forbid_namespaces():
    """As Docker's default profile does: unshare(2) is refused."""
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    refused = seccomp._when(UNSHARE, [seccomp._line(seccomp.RETURN, seccomp.REFUSE)])
    program = [seccomp._line(seccomp.LOAD, seccomp.NUMBER), *refused]
    assert seccomp.install(
        b"".join([*program, seccomp._line(seccomp.RETURN, seccomp.ALLOW)])
    )


def scan():
    page, target = Image.new("L", (1240, 600), 255), io.BytesIO()
    font = ImageFont.load_default(48)
    ImageDraw.Draw(page).text((80, 200), "Surat undangan rapat", 0, font=font)
    page.save(target, "PNG", dpi=(150, 150))
    return target.getvalue()


def report(secret):
    sandbox.register_task("attack", ATTACKS)
    sandbox.register_task("attack_beside_ocr", ATTACKS, programs=TESSERACT)
    close_process()
    felt = []
    signal.signal(signal.SIGURG, lambda number, _frame: felt.append(number))
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_UNIX) as unix,
    ):
        name = f"eo-test-{os.getpid()}"
        unix.bind(f"\0{name}")
        unix.listen()
        at = {
            "app": os.getpid(),
            "secret": secret,
            "port": tcp.getsockname()[1],
            "name": name,
        }
        return {
            "user": os.getuid(),
            "walls": asdict(sandbox.describe()),
            "attacks": sandbox.run("attack", b"data", **at),
            "attacks beside OCR": sandbox.run("attack_beside_ocr", b"data", **at),
            "words": [
                word[0] for word in sandbox.run("ocr_page", scan(), page=1)["words"]
            ],
            "signals felt": felt,
            "pages": sandbox.probe(bombs.one_page()).pages,
        }


if __name__ == "__main__":
    if sys.argv[1] == "without":
        forbid_namespaces()
    print(json.dumps(report(sys.argv[2])))  # noqa: T201 - the report is the output
