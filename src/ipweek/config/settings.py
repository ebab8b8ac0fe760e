"""Settings of an ipweek installation. Everything an operator may set is an IPWEEK_… variable read here.

The defaults run on one machine without any other server: SQLite, local files, mail written to files.
`docs/reference/settings.md` is generated from `config/options.py`.
"""

from pathlib import Path

from ipweek.base import home
from ipweek.config import options

PACKAGE = Path(__file__).resolve().parent.parent
ENV = options.ENV
PRODUCTION = ENV == "production"
HOME = home.home()

DEBUG = False
SECRET_KEY = options.SECRET_KEY or home.secret_key()
ALLOWED_HOSTS = options.HOSTS
CSRF_TRUSTED_ORIGINS = options.TRUSTED_ORIGINS
FORCE_SCRIPT_NAME = options.SUB_PATH or None
ROOT_URLCONF = "ipweek.config.urls"
CSRF_FAILURE_VIEW = "ipweek.ui.errors.csrf_failure"
FORM_RENDERER = "ipweek.ui.renderers.FormRenderer"
WSGI_APPLICATION = "ipweek.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
SITE_ID = 1

INSTALLED_APPS = [
    "ipweek.base",
    "ipweek.ui",
    "ipweek.papers",
    "ipweek.messages",
    "ipweek.people",
    "ipweek.notice",
    "ipweek.campaign",
    "ipweek.engines.gatherings",
    "ipweek.activities.events",
    "ipweek.reporting",
    "ipweek.desk",
    "ipweek.portal",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "ipweek.base.middleware.RequestIdMiddleware",
    "ipweek.base.middleware.WorkingCalendarMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "ipweek.config.middleware.AdminPolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ipweek.config.idle.IdleMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ipweek.ui.middleware.RefusalMiddleware",
    "ipweek.config.middleware.EditorsOnlyMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ipweek.ui.context.page",
            ],
            "builtins": ["ipweek.ui.templatetags.ui"],
        },
    }
]

DATABASES = {"default": options.database(HOME)}

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": options.PASSWORD_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "ipweek.config.passwords.ClassesValidator",
        "OPTIONS": {"least": options.PASSWORD_CLASSES},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "ipweek.config.signin.InvitedOnlyAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# axes locks out and keeps the record; allauth's own limit only stops floods.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,30/300s/key"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "ipweek.config.second_step.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "ipweek.config.second_step.SignInForm",
    "reauthenticate": "ipweek.config.second_step.ConfirmForm",
    "activate_totp": "ipweek.config.second_step.SwitchOnForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts come by invitation: nobody can take an address of another
MFA_TOTP_ISSUER = "宣传周工作台"
MFA_TOTP_TOLERANCE = 1  # one step of 30 seconds: telephones go a little fast or slow
AXES_FAILURE_LIMIT = options.LOGIN_FAILURES
AXES_COOLOFF_TIME = options.LOGIN_COOL_OFF
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "ipweek.config.signin.counted_name"
AXES_RESET_ON_SUCCESS = True

IDLE = options.IDLE
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = options.HTTPS
CSRF_COOKIE_SECURE = options.HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
if options.HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
DATE_FORMAT = "Y年n月j日"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENV != "test"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = ENV == "test"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# The preview of a notice is one form: 200 activities with a dozen values each still fit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if options.MAIL_HOST
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_HOST = options.MAIL_HOST
EMAIL_PORT = options.MAIL_PORT
EMAIL_HOST_USER = options.MAIL_USER
EMAIL_HOST_PASSWORD = options.MAIL_PASSWORD
EMAIL_USE_SSL = options.MAIL_SSL
DEFAULT_FROM_EMAIL = options.MAIL_FROM

WAGTAIL_SITE_NAME = "ipweek"
WAGTAILADMIN_BASE_URL = options.BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "ipweek.base.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": options.LOG_LEVEL},
    # index tasks and sign-ins are kept in tables; only trouble is news
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "wagtail", "modelsearch", "axes")},
}
SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003"]
