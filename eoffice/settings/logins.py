"""Who gets in, and for how long. What we promise about it: `SECURITY.md`."""

from eoffice.environment import environment

env = environment()

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["eoffice.accounts.backends.OfficeBackend"]
LOGIN_URL = "account_login"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    # Django ships the list of the most often breached passwords.
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "eoffice.administration.passwords.GuessablePasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation"
        ".UserAttributeSimilarityValidator"
    },
]

ACCOUNT_ADAPTER = "eoffice.accounts.adapter.OfficeAccountAdapter"
ACCOUNT_FORMS = {
    "change_password": "eoffice.admin.accounts.forms.OfficeChangePasswordForm"
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Several people may share a desk: no session outlives the browser's.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_RATE_LIMITS = {
    "login": None,  # both are counted in LOGIN_ATTEMPTS
    "login_failed": None,
    "change_password": "5/m/user",
    "reset_password": "5/m/ip,3/m/key",
    "reauthenticate": "10/m/user",
}
# By `eoffice/accounts/attempts.py`: any attempt of an address that is no known device
# of the account; failed ones of such an address and against the account; failed ones
# on a known device.
LOGIN_ATTEMPTS = {
    "address": "60/m/ip",
    "stranger": "10/m/ip,5/300s/key",
    "known": "10/300s/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.PROXY_COUNT

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = env.SESSION_HOURS * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
