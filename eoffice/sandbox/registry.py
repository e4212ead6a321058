"""Which work may be done in the sandbox: names and the functions behind them.

A task is `function(job: Job, **args) -> plain value` (see `job`). The function is
named by its dotted path, so that the application never has to import a parser.
"""

import re
from dataclasses import dataclass

DOTTED_PATH = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*:[a-z_][a-z0-9_]*")
TASKS = "eoffice.sandbox.tasks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """The function behind a name, and the only programs that it may start."""

    path: str
    programs: tuple[str, ...] = ()


_tasks: dict[str, Task] = {
    "probe": Task(path=f"{TASKS}.probe:probe"),
    "extract_text": Task(path=f"{TASKS}.pdf_text:extract_text"),
    "render_page": Task(path=f"{TASKS}.pictures:render_page"),
    "ocr_page": Task(path=f"{TASKS}.ocr:ocr_page", programs=("/usr/bin/tesseract",)),
    "split_pages": Task(path=f"{TASKS}.page_work:split_pages"),
    "turn_pages": Task(path=f"{TASKS}.page_work:turn_pages"),
    "reading_copy": Task(path=f"{TASKS}.reading_copy:reading_copy"),
}


def register_task(
    name: str, dotted_path: str, *, programs: tuple[str, ...] = ()
) -> None:
    """Allow task `name`, done by `package.module:function`.

    Called at start-up (`AppConfig.ready`). The module must import without Django's
    settings and start no thread: it is loaded once into the process that forks jobs.
    `programs` (absolute paths) are the only ones the job may start; without any it
    starts no process and no thread.

    Raises:
        ValueError: the path is malformed, or the name already means something else.
    """
    if not DOTTED_PATH.fullmatch(dotted_path):
        message = f"not a dotted path of a task: {dotted_path!r}"
        raise ValueError(message)
    task = Task(path=dotted_path, programs=programs)
    if _tasks.setdefault(name, task) != task:
        message = f"task {name!r} is already {_tasks[name].path}"
        raise ValueError(message)


def task_of(name: str) -> Task:
    """Task `name`; `KeyError` if nobody registered it."""
    return _tasks[name]


def known_paths() -> list[str]:
    """Paths of all tasks registered so far, for loading ahead."""
    return sorted({task.path for task in _tasks.values()})
