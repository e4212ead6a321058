"""The settings of a test process: production's, save for what only costs time.

Static files are served as they lie: no test depends on their hashed names, so none
waits for `collectstatic`, and no browser asks for one again within a run. Passwords
are hashed with little work (`hashers`).
"""

from eoffice.settings import *  # noqa: F403  settings are a namespace
from eoffice.settings import STORAGES as PRODUCT_STORAGES

STORAGES = {
    **PRODUCT_STORAGES,
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
PASSWORD_HASHERS = ["tests.harness.hashers.QuickArgon2PasswordHasher"]
