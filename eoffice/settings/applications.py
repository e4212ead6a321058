"""What the process is made of: applications, middleware, templates."""

from pathlib import Path

BASE_DIR = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    "eoffice.shell",
    "eoffice.accounts",
    "eoffice.organisation",
    "eoffice.audit",
    "eoffice.outbox",
    "eoffice.jobs",
    "eoffice.objects",
    "eoffice.notifications",
    "eoffice.health",
    "eoffice.backup",
    "eoffice.portal",
    "eoffice.administration",
    "eoffice.importing",
    "eoffice.policies",
    "eoffice.holidays",
    "eoffice.api",
    "eoffice.registrations",
    "workflow",
    "archive",
    "search",
    "wagtail.contrib.settings",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.sites",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]
# The demonstration's commands, where it lies beside the product: not in production.
if (BASE_DIR / "demo" / "apps.py").is_file():
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    # first: probers are answered under any host name and without the database
    "eoffice.health.middleware.HealthMiddleware",
    "eoffice.process.trace.TraceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "eoffice.shell.compression.PageCompressionMiddleware",
    "eoffice.shell.middleware.SecurityHeadersMiddleware",
    "eoffice.api.middleware.ProblemMiddleware",
    "eoffice.shell.plain_text.PlainTextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "eoffice.accounts.middleware.SessionLifetimeMiddleware",
    "eoffice.accounts.middleware.PasswordChangeMiddleware",
    "eoffice.organisation.middleware.ActorMiddleware",
    "eoffice.sandbox.asking.AskerMiddleware",
    "eoffice.audit.sight.SightMiddleware",
    "eoffice.notifications.middleware.OpenedPages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # the last before the views: an act that collided is done again without the rest
    "eoffice.shell.middleware.OfficeErrorMiddleware",
]

ROOT_URLCONF = "eoffice.urls"
WSGI_APPLICATION = "eoffice.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "eoffice.shell.context.office",
            ],
        },
    },
]

WAGTAIL_SITE_NAME = "eOffice"
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 30000
# Else an administrator's browser asks Wagtail's makers for news.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
# Else another host learns the addresses of our people, if only as hashes.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Passwords go through allauth alone; see `eoffice.accounts.backends`.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database"},
}
