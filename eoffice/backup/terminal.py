"""Progress on a terminal: a line that counts, and nothing in a log."""

from django.core.management.base import OutputWrapper

EVERY = 100


class ProgressCounter:
    """Called with how many are done of how many."""

    def __init__(self, out: OutputWrapper, what: str) -> None:
        """Write to `out` when it is a terminal."""
        self.out = out
        self.what = what

    def __call__(self, done: int, total: int) -> None:
        """Tell, now and then."""
        if self.out.isatty() and (done % EVERY == 0 or done == total):
            end = "\n" if done == total else ""
            self.out.write(f"\r{done} of {total} {self.what}", ending=end)
