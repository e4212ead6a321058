"""Settings by concern, each file small; values come from `eoffice.environment`."""

from eoffice.settings.applications import *  # noqa: F403  settings are a namespace
from eoffice.settings.logins import *  # noqa: F403  the same
from eoffice.settings.presentation import *  # noqa: F403  the same
from eoffice.settings.security import *  # noqa: F403  the same
from eoffice.settings.services import *  # noqa: F403  the same
