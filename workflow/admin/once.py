"""The letter room's name for forms that are done once; see `eoffice.shell.once`."""

from eoffice.shell.once import once, once_in_steps

__all__ = ["once", "once_in_steps"]
