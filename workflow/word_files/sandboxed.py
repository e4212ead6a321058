"""A Word file read in the sandbox; what comes back is judged like any input."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import escape

from eoffice import sandbox
from eoffice.errors import ServiceDown
from eoffice.sandbox.documents import checked_answer
from eoffice.sandbox.limits import MEBIBYTE, Limits
from workflow.rendering.body import GAPS, parse_block
from workflow.rendering.errors import BodyFaulty
from workflow.word_files.errors import WordFileRefused
from workflow.word_files.report import Dropped, Recognised, dropped_of, recognised_of

TASK = "read_word"
# The file, its parts and their trees at once; a letter needs a tenth of it.
LIMITS = Limits(
    wall_seconds=20.0,
    cpu_seconds=20,
    memory_bytes=1024 * MEBIBYTE,
    unpacked_bytes=256 * MEBIBYTE,
    result_bytes=16 * MEBIBYTE,
)
LONGEST_SUBJECT = 300
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReading:
    """Blocks of a letter, and what of the file is not in them."""

    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]
    recognised: tuple[Recognised, ...]

    @property
    def subject(self) -> str:
        """What the file says behind Hal, or nothing."""
        found = [one.text for one in self.recognised if one.part == "subject"]
        return " ".join(found[0].split())[:LONGEST_SUBJECT] if found else ""


def register() -> None:
    """Allow the reading in the sandbox (once, at start)."""
    sandbox.register_task(TASK, "workflow.word_files.reading.task:read_word")


def read_word_file(data: bytes, *, keep_head: bool = False) -> WordReading:
    """Read a file; `keep_head`: letterhead and signature stay in the text.

    Raises:
        WordFileRefused: no text can be taken from it, with the reason.
        ServiceDown: the sandbox has no place now.
    """
    try:
        answer = sandbox.run(TASK, data, limits=LIMITS, keep_head=keep_head)
    except sandbox.SandboxUnavailable as fault:
        raise ServiceDown from fault
    except _OF_THE_FILE as fault:
        raise WordFileRefused(fault.code) from fault
    with checked_answer():
        if "refused" in answer:
            raise WordFileRefused(str(answer["refused"]))
        return _checked(answer)


def _checked(answer: dict[str, Any]) -> WordReading:
    """Return what came out of the sandbox, judged as if a program had sent it."""
    blocks: list[Block] = []
    unfit = 0
    for row in answer["blocks"]:
        block = {"type": str(row["type"]), "value": row["value"]}
        fit = _fit(block)
        unfit += fit is None
        blocks += [block] if fit else _as_text(block)
    dropped = [
        dropped_of(str(row["kind"]), int(row["times"]), tuple(map(int, row["pages"])))
        for row in answer["dropped"]
    ]
    if unfit:
        dropped.append(dropped_of("unfit", unfit, ()))
    return WordReading(
        blocks=tuple(blocks),
        dropped=tuple(dropped),
        recognised=tuple(recognised_of(row) for row in answer["head"]),
    )


def _fit(block: Block) -> Block | None:
    try:
        parse_block(block, is_draft=True)
    except BodyFaulty as refusal:
        return block if all(one.code in GAPS for one in refusal.faults) else None
    return block


def _as_text(block: Block) -> list[Block]:
    """Return the words of a block that no rule of letters lets stand as it is."""
    found: list[str] = []
    waiting: list[Any] = [block["value"]]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            waiting.extend(reversed(list(value.values())))
        elif isinstance(value, list):
            waiting.extend(reversed(value))
    parts = [{"type": "paragraph", "value": text} for text in found if text.strip()]
    return [
        part if _fit(part) else {**part, "value": escape(part["value"])}
        for part in parts
    ]
