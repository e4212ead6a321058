"""Language, time, static files."""

from eoffice.environment import environment
from eoffice.settings.applications import BASE_DIR

env = environment()

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# Ours, then the words of Wagtail that its own Indonesian lacks or says otherwise.
LOCALE_PATHS = [
    BASE_DIR / "locale",
    BASE_DIR / "eoffice" / "shell" / "wagtail_words",
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.AGENCY_TIME_ZONE
WAGTAIL_USER_TIME_ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
FORMAT_MODULE_PATH = ["eoffice.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = env.STATIC_ROOT
STATICFILES_DIRS = [BASE_DIR / "eoffice" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = BASE_DIR / "var" / "media"
MEDIA_URL = "/media/"

AGENCY_NAME = env.AGENCY_NAME
BASE_URL = env.BASE_URL.rstrip("/")
WAGTAILADMIN_BASE_URL = BASE_URL
DEMO = env.DEMO
DEMO_ACCOUNTS_FILE = env.DEMO_ACCOUNTS_FILE
