"""Which work may be done in the sandbox: names and the functions behind them.

A task is `function(job: Job, **args) -> plain value` (see `job`). The function is
named by its dotted path, so that the application never has to import a parser.
"""

import re

DOTTED_PATH = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*:[a-z_][a-z0-9_]*")

_tasks: dict[str, str] = {
    "probe": "eoffice.sandbox.tasks.probe:probe",
    "extract_text": "eoffice.sandbox.tasks.pdf_text:extract_text",
    "render_page": "eoffice.sandbox.tasks.pictures:render_page",
    "ocr_page": "eoffice.sandbox.tasks.ocr:ocr_page",
    "split_pages": "eoffice.sandbox.tasks.page_work:split_pages",
    "turn_pages": "eoffice.sandbox.tasks.page_work:turn_pages",
    "reading_copy": "eoffice.sandbox.tasks.reading_copy:reading_copy",
    "office_text": "eoffice.sandbox.tasks.office_text:office_text",
}


def register_task(name: str, dotted_path: str) -> None:
    """Allow task `name`, done by `package.module:function`.

    Called at start-up (`AppConfig.ready`). The module must import without Django's
    settings and start no thread: it is loaded once into the process that forks jobs.

    Raises:
        ValueError: the path is malformed, or the name already means something else.
    """
    if not DOTTED_PATH.fullmatch(dotted_path):
        message = f"not a dotted path of a task: {dotted_path!r}"
        raise ValueError(message)
    if _tasks.setdefault(name, dotted_path) != dotted_path:
        message = f"task {name!r} is already {_tasks[name]}"
        raise ValueError(message)


def path_of(name: str) -> str:
    """Dotted path of task `name`; `KeyError` if nobody registered it."""
    return _tasks[name]


def known_paths() -> list[str]:
    """Paths of all tasks registered so far, for loading ahead."""
    return sorted(_tasks.values())
