"""A worker process: reads orders from its parent, draws letters, answers.

Frame: 4 bytes length (big endian), then as many bytes. An order is one frame of JSON;
an answer is two frames: JSON header (`ok` with pages and marks, or `undrawn`,
`rule_broken`), then the file (empty if none). The end of input ends the worker.

Started with `python -m workflow.typesetting.worker`: a plain process, so threads, forks
and the main module of the parent do not matter.
"""

import json
import os
import resource
import sys
from typing import Any, BinaryIO

from workflow.typesetting.frames import read_frame, write_frame

MEMORY_LIMIT = 512 * 1024 * 1024


def limit_resources() -> None:
    """512 MB of address space, no core dumps, no file may grow: it only computes."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    # A core dump would leave the words of a letter on the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def answer(order: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Header and file for one order."""
    from workflow.typesetting.typst_compiler import (  # noqa: PLC0415 - after the limits
        RuleBroken,
        UndrawnCharacters,
        compile_book,
        compile_letter,
    )

    try:
        drawn = compile_book(order) if "book" in order else compile_letter(order)
    except UndrawnCharacters as finding:
        return {"undrawn": finding.characters}, b""
    except RuleBroken as finding:
        return {"rule_broken": finding.rules}, b""
    header = {
        "sha256": drawn.sha256,
        "pages": drawn.pages,
        "marks": drawn.marks,
        "faults": drawn.faults,
    }
    return {"ok": header}, drawn.bytes


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Answer orders until there are none."""
    while (frame := read_frame(orders)) is not None:
        header, pdf = answer(json.loads(frame))
        write_frame(answers, json.dumps(header).encode())
        write_frame(answers, pdf)
        answers.flush()


def main() -> None:
    """Keep the answer pipe for answers: whatever else prints goes to stderr."""
    # A library that prints would break the frames, and the parent with them.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    limit_resources()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
