"""The task of the sandbox: a Word file as blocks of a letter's body.

Answers `{"blocks": [{type, value}], "dropped": [{kind, times, pages}], "head":
[{part, text}]}`, or `{"refused": code}` for a file that is not read at all.
"""

from typing import Any

from lxml.etree import XMLSyntaxError

from eoffice.sandbox.errors import FileBroken
from eoffice.sandbox.job import SandboxJob
from workflow.word_files.reading.blocks import blocks_of
from workflow.word_files.reading.head import without_head
from workflow.word_files.reading.lines import lines_of
from workflow.word_files.reading.package import WordRefused, opened_word


def read_word(job: SandboxJob, *, keep_head: bool = False) -> dict[str, Any]:
    """Read the file; `keep_head`: letterhead and signature stay in the text.

    Raises:
        FileBroken, FileEncrypted, FileTooLarge: see `eoffice.sandbox.errors`.
    """
    try:
        word = opened_word(job)
        lines = lines_of(word)
    except WordRefused as refusal:
        return {"refused": refusal.code}
    except RecursionError:
        return {"refused": "too_deep"}
    except (XMLSyntaxError, KeyError, ValueError, AttributeError) as fault:
        raise FileBroken(str(fault)) from fault
    lines, head = (lines, []) if keep_head else without_head(lines)
    blocks = blocks_of(lines, word.told)
    return {"blocks": blocks, "dropped": word.told.rows(), "head": head}
