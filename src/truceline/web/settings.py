"""Django settings out of the environment: one file for the embedded default and for a mission's own server.

TRUCELINE_DATA       folder of the database, the originals and the secret key (default: ./service)
TRUCELINE_DATABASE   postgresql://user:password@host:port/name; unset: SQLite in the data folder
TRUCELINE_HOSTS      host names that may be asked for, separated by commas
TRUCELINE_HTTPS      1 where a proxy ends TLS: cookies are then marked secure
TRUCELINE_PROXIES    how many proxies stand before the service, each naming whom it speaks for (default: 0)
TRUCELINE_EVIDENCE_MB size of the largest file of evidence that is taken, in MB (default: 250)
TRUCELINE_METRICS_TOKEN opens /metrics to who shows it, 16 characters or more (default: closed)
TRUCELINE_METRICS    loopback: opens /metrics to the machine itself
TRUCELINE_TSA        address of a time-stamp authority (RFC 3161); unset: one in the data folder, for exercises
TRUCELINE_TSA_ROOTS  PEM file with the root certificates of that authority
TRUCELINE_STAMP_HOURS how often the head of the log is stamped (default: 24; 0: only on demand)
TRUCELINE_RESPONSE_DAYS how long a party has for an answer, if the question says nothing else (default: 7)
TRUCELINE_AGREEMENTS bundled names or folders of the instruments that are watched, separated by commas
TRUCELINE_BASEMAP    a file as tools/build_basemap.py writes it, or none; unset: Natural Earth, none in an exercise
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from truceline import bulletins
from truceline.web.secret_key import secret_key

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("TRUCELINE_DATA", "service")).resolve()
ORIGINALS = DATA / "originals"
EVIDENCE = DATA / "evidence"
STAMPS = DATA / "stamps"
AUTHORITY = DATA / "authority"
TSA = os.environ.get("TRUCELINE_TSA", "")
TSA_ROOTS = os.environ.get("TRUCELINE_TSA_ROOTS", "")
STAMP_EVERY = timedelta(hours=float(os.environ.get("TRUCELINE_STAMP_HOURS", "24")))
AGREEMENTS = [name for name in os.environ.get("TRUCELINE_AGREEMENTS", "exercise").split(",") if name]

SECRET_KEY = secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("TRUCELINE_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
HTTPS = os.environ.get("TRUCELINE_HTTPS") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "truceline.web.audit",
    "truceline.web.accounts",
    "truceline.web.intake",
    "truceline.web.casework",
    "truceline.web.evidence",
    "truceline.web.hotline",
    "truceline.web.stamps",
]

MIDDLEWARE = [
    "truceline.web.metrics.Observed",
    "truceline.web.middleware.SecurityHeaders",
    "truceline.web.refusals.CodedForPrograms",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "truceline.web.second_wall.ActsForThePerson",
    "truceline.web.clock.OneClock",
    "truceline.web.accounts.reach.ReadOnce",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "truceline.web.accounts.last_seen.SeenOnceAMinute",
    "truceline.web.middleware.WithoutNul",
    "truceline.web.middleware.DenyByDefault",
]

ROOT_URLCONF = "truceline.web.urls"
WSGI_APPLICATION = "truceline.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "truceline.web.accounts.context.service",
            ],
            "libraries": {
                "truceline": "truceline.web.templatetags.truceline",
                "evidence": "truceline.web.templatetags.evidence",
                "log": "truceline.web.templatetags.log",
                "engine": "truceline.web.templatetags.engine",
                "corrections": "truceline.web.templatetags.corrections",
                "incidents": "truceline.web.templatetags.incidents",
            },
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]


def _database() -> dict[str, Any]:
    address = os.environ.get("TRUCELINE_DATABASE")
    if address:
        parts = urlsplit(address)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or 5432,
            "CONN_MAX_AGE": 60,
        }
    # Writers queue instead of failing (IMMEDIATE); what was confirmed survives a power cut (FULL).
    pragmas = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; "
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=536870912; PRAGMA temp_store=MEMORY;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "truceline.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Lockouts are counted here, so they hold over restarts and for every worker.
# Room for all of them: beyond it the library throws a third away, and many made-up names would end a lockout.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "service_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Behind a proxy everybody would come from its address: sixty wrong passwords of one would shut everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUCELINE_PROXIES", "0"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "truceline.web.accounts.adapter.ClosedDoor"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,60/15m/ip", "login": "120/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Truceline"
MFA_FORMS = {"activate_totp": "truceline.web.accounts.second_factor.ActivateOneTimeCodes"}
USERSESSIONS_TRACK_ACTIVITY = True
USERSESSIONS_ADAPTER = "truceline.web.accounts.adapter.EndedSessions"

SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "truceline.web.problem_pages.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
MOST_UPLOAD_BYTES = 50_000_000
MOST_WORKBOOK_BYTES = 250_000_000  # of a workbook, unpacked: its sheets are read as XML, some hundred bytes a cell
MOST_EVIDENCE_BYTES = int(float(os.environ.get("TRUCELINE_EVIDENCE_MB", "250")) * 1_000_000)

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True

STATIC_URL = "static/"
# The tokens of all pages stand once, beside the static pages (bulletins/assets).
BULLETINS = Path(bulletins.__file__).parent
STATICFILES_DIRS = [
    HERE / "static",
    ("shared", BULLETINS / "assets"),
    ("agreement", BULLETINS / "agreement_page" / "assets"),
    ("reading", BULLETINS / "reading_page" / "assets"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300

BASEMAP = os.environ.get("TRUCELINE_BASEMAP", "")

METRICS_TOKEN = os.environ.get("TRUCELINE_METRICS_TOKEN", "")
METRICS_LOOPBACK = os.environ.get("TRUCELINE_METRICS") == "loopback"
RESPONSE_TIME = timedelta(days=float(os.environ.get("TRUCELINE_RESPONSE_DAYS", "7")))
RELEASE_DELAY = timedelta(hours=float(os.environ.get("TRUCELINE_RELEASE_DELAY_HOURS", "24")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "truceline.web.log_lines.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("TRUCELINE_LOG_LEVEL", "WARNING")},
}
