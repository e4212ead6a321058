"""An office file read in the sandbox; what comes back is judged like any input."""

from dataclasses import dataclass
from typing import Any

from eoffice import sandbox
from eoffice.errors import ServiceDown
from eoffice.sandbox.documents import checked_answer
from eoffice.sandbox.limits import MEBIBYTE, Limits

TASK, TEXT_TASK = "read_office", "office_text"
_READING = "workflow.reading_views.reading"
# A workbook is its parts and their trees at once; a letter needs a tenth of it.
LIMITS = Limits(
    wall_seconds=30.0,
    cpu_seconds=30,
    memory_bytes=1024 * MEBIBYTE,
    unpacked_bytes=256 * MEBIBYTE,
    result_bytes=32 * MEBIBYTE,
)
# Faults of the file; all others of the sandbox are asked for again later.
_OF_THE_FILE = (
    sandbox.FileBroken,
    sandbox.FileEncrypted,
    sandbox.FileTooLarge,
    sandbox.SandboxTimeout,
    sandbox.SandboxMemory,
    sandbox.SandboxCrashed,
)
Block = dict[str, Any]


class ViewRefused(Exception):
    """Why a file has no reading view; `code` is one of `states.FAULTS` or another."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeReading:
    """Blocks of a file (`reading.parts`), and what of it is not in them.

    `left_out` are (kind, times); `is_cut`: the file goes on after the last block.
    """

    blocks: tuple[Block, ...]
    left_out: tuple[tuple[str, int], ...]
    is_cut: bool


def register() -> None:
    """Allow both readings in the sandbox (once, at start)."""
    sandbox.register_task(TASK, f"{_READING}.task:read_office")
    sandbox.register_task(TEXT_TASK, f"{_READING}.texts:office_text")


def read_office_file(data: bytes) -> OfficeReading:
    """Read a docx, xlsx, pptx, odt, ods or odp.

    Raises:
        ViewRefused: it cannot be shown, with the reason.
        ServiceDown: the sandbox has no place now.
    """
    try:
        answer = sandbox.run(TASK, data, limits=LIMITS)
    except sandbox.SandboxUnavailable as fault:
        raise ServiceDown from fault
    except _OF_THE_FILE as fault:
        raise ViewRefused(fault.code) from fault
    with checked_answer():
        if "refused" in answer:
            raise ViewRefused(str(answer["refused"])[:40])
        return OfficeReading(
            blocks=tuple(_checked(block) for block in answer["blocks"]),
            left_out=tuple(
                (str(row["kind"]), int(row["times"])) for row in answer["left_out"]
            ),
            is_cut=bool(answer["is_cut"]),
        )


def _checked(block: Block) -> Block:
    """Return the block with nothing but what a view has."""
    return {
        "kind": str(block["kind"]),
        "what": str(block.get("what", "")),
        "text": str(block.get("text", "")),
        "label": str(block.get("label", "")),
        "level": int(block.get("level", 0)),
        "hidden": bool(block.get("hidden", False)),
        "head": bool(block.get("head", False)),
        "columns": int(block.get("columns", 0)),
        "runs": [
            [str(text), bool(bold), bool(italic)]
            for text, bold, italic in block.get("runs", ())
        ],
        "rows": [
            [_checked_cell(cell) for cell in row] for row in block.get("rows", ())
        ],
    }


def _checked_cell(cell: Block) -> Block:
    return {
        "text": str(cell["text"]),
        "across": int(cell["across"]),
        "down": int(cell["down"]),
    }
