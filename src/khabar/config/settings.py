"""Django settings, read from `KHABAR_*` variables; `docs/reference/settings.md` lists them all."""

import sys
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

from khabar.arabic.editions import edition_of
from khabar.config import env, mail, secrets

# --- Where things are -------------------------------------------------------------------------------
DATA_DIR = env.folder("KHABAR_DATA", Path.cwd() / "data")
MEDIA_ROOT = str(DATA_DIR / "media")
STATIC_ROOT = str(DATA_DIR / "static")
PAGE_STORE_DIR = DATA_DIR / "pages"
PAGE_STORE_WHEN_DUE = "khabar.articles.schedule.catch_up"
PAGE_STORE_BYTES = env.integer("KHABAR_PAGE_STORE_MB", 8192, low=64, high=1_000_000) * 2**20
SEARCH_INDEX_DIR = DATA_DIR / "index"
SEARCH_IN_DATABASE = env.text("KHABAR_SEARCH", "files", choices=("files", "database")) == "database"
RUN_DIR = DATA_DIR / "run"
# Feeds that are folders must lie below one of these.
WIRE_FOLDERS = [*map(Path, env.words("KHABAR_WIRE_FOLDERS")), DATA_DIR / "wires"]
MEDIA_URL = "/media/"
STATIC_URL = "/static/"

# --- The edition ------------------------------------------------------------------------------------
SITE_URL = env.site_url("KHABAR_SITE_URL", "http://localhost:8000")
SITE_NAME = env.text("KHABAR_SITE_NAME", "خبر")
SITE_MOTTO = env.text("KHABAR_SITE_MOTTO", "الخبر بإسناده")
USAGE_TERMS = env.text("KHABAR_USAGE_TERMS", "")
COUNTRY = env.text("KHABAR_COUNTRY", "EG").upper()
DIGITS = env.text("KHABAR_DIGITS", edition_of(COUNTRY).digits, choices=("latn", "arab"))
HIJRI = env.text("KHABAR_HIJRI", "first" if edition_of(COUNTRY).calendar == "hijri" else "none", choices=env.HIJRI)
PUBLISHING_PRINCIPLES = env.address("KHABAR_PUBLISHING_PRINCIPLES")
CORRECTIONS_POLICY = env.address("KHABAR_CORRECTIONS_POLICY")
OTHER_EDITIONS = env.editions("KHABAR_OTHER_EDITIONS")
APP = env.boolean("KHABAR_APP", True)
PUSH = env.boolean("KHABAR_PUSH", True) and APP
PUSH_KEY = env.push_keys("KHABAR_PUSH_KEY", most=1)
PUSH_OLD_KEYS = env.push_keys("KHABAR_PUSH_OLD_KEYS")
PUSH_FOLLOWED = env.boolean("KHABAR_PUSH_FOLLOWED")
PUSH_A_DAY = env.integer("KHABAR_PUSH_A_DAY", 5, low=1, high=100)
PUSH_SERVICES = env.words("KHABAR_PUSH_SERVICES", env.PUSH_SERVICES)
SUGGESTIONS_PER_SECOND = env.integer("KHABAR_SUGGESTIONS_PER_SECOND", 30, low=1, high=100_000)
ADS_ORIGIN = env.other_origin("KHABAR_ADS_ORIGIN", SITE_URL)
GAM_NETWORK = env.text("KHABAR_GAM_NETWORK")
GAM_PERSONAL = env.boolean("KHABAR_GAM_PERSONAL")
if GAM_NETWORK and not (GAM_NETWORK.isdecimal() and ADS_ORIGIN):
    raise env.BadSetting("KHABAR_GAM_NETWORK: expected digits, and an origin for ads in KHABAR_ADS_ORIGIN")
FEED_TEXT = env.text("KHABAR_FEED_TEXT", "full", choices=("full", "summary"))
WEBSUB_HUBS = env.addresses("KHABAR_WEBSUB_HUBS")
INDEXNOW_KEY = env.indexnow_key("KHABAR_INDEXNOW_KEY")
INDEXNOW = env.indexnow("KHABAR_INDEXNOW", INDEXNOW_KEY)
SECURITY_CONTACT = env.text("KHABAR_SECURITY_CONTACT", f"{SITE_URL}/about/")

# --- Django -----------------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = secrets.secret_key(DATA_DIR)
SECRET_KEY_FALLBACKS = env.words("KHABAR_OLD_SECRET_KEYS")
ROOT_URLCONF = "khabar.config.urls"
WSGI_APPLICATION = "khabar.config.wsgi.application"
DATABASES = {"default": env.database("KHABAR_DATABASE_URL", DATA_DIR / "khabar.sqlite3")}
if SEARCH_IN_DATABASE and "postgresql" not in str(DATABASES["default"]["ENGINE"]):
    raise env.BadSetting("KHABAR_SEARCH=database: only PostgreSQL searches; set KHABAR_DATABASE_URL")
if DATABASES["default"]["ENGINE"] == "khabar.core.sqlite3":
    # Django REST framework, which Wagtail brings, would load the driver, 6 MB of every process (decision 0012).
    sys.modules.setdefault("psycopg", None)  # type: ignore[arg-type]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية")]
LOCALE_PATHS = [DATA_DIR / "locale"]  # the desk compiles its own Arabic there
FORMAT_MODULE_PATH = "khabar.desk.formats"
TIME_ZONE = env.text("KHABAR_TIME_ZONE") or env.time_zone_of(COUNTRY)
USE_TZ = True
USE_I18N = True

INSTALLED_APPS = [
    "khabar.front",
    "khabar.desk",
    "khabar.ops",
    "khabar.importers",
    "khabar.letters",
    "khabar.ingest",
    "khabar.finding",
    "khabar.curation",
    "khabar.recommendations",
    "khabar.push",
    "khabar.announcing",
    "khabar.attribution",
    "khabar.articles",
    "khabar.media",
    "khabar.ads",
    "khabar.accounts",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",  # the desk does not start without these two; no menu leads to them
    "wagtail.sites",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_q",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "khabar.pagestore.unstored.CompressUnstored",
    "khabar.pagestore.middleware.PageStoreMiddleware",
    "khabar.core.proxies.TrustedProxies",
    "khabar.core.headers.SecurityHeaders",
    "khabar.ads.middleware.OnlyFrames",
    "django.middleware.security.SecurityMiddleware",
    "khabar.core.headers.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "khabar.accounts.middleware.SecondFactorRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
            ],
        },
    },
]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "khabar.core.static.StaticStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

# --- Who may speak to us, and how -------------------------------------------------------------------
_site = urlsplit(SITE_URL)
TLS = _site.scheme == "https"
_ADS_HOST = urlsplit(ADS_ORIGIN).hostname or ""
ALLOWED_HOSTS = sorted(
    {_site.hostname or "", "localhost", "127.0.0.1", "[::1]", _ADS_HOST, *env.words("KHABAR_HOSTS")} - {""}
)
STORED_PAGES_HOSTS = [host for host in ALLOWED_HOSTS if host != _ADS_HOST]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
USE_X_FORWARDED_HOST = False
TRUSTED_PROXIES = env.words("KHABAR_TRUSTED_PROXIES")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
HSTS_SECONDS = 31_536_000 if TLS else 0  # sent by core.headers: stored pages carry it too
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk previews an article in a frame of its own
SESSION_COOKIE_NAME = "khabar_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = False  # Wagtail's scripts read it
CSRF_FAILURE_VIEW = "khabar.accounts.views.csrf_failure"
# No nonce on public pages: they are stored once and served to everybody. Fonts, connections and media follow
# default-src.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "frame-src": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "worker-src": [SELF],
        "upgrade-insecure-requests": TLS,
    }
}
# Wagtail 8 still writes inline scripts (choosers, date fields, inline panels) and runs scripts from fragments it
# fetches, which no nonce or hash can name; its rich text editor and its content checks add <style> elements.
# Style attributes, scripts from elsewhere, eval and data leaving for other hosts stay refused.
DESK_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": CONTENT_SECURITY_POLICY["DIRECTIVES"]
    | {
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src-elem": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "frame-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 2**20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

# --- Log-in -----------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/desk/login/"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "khabar.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by administrators
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, then log in again
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key", "reset_password": "5/m/ip,2/m/key"}
ACCOUNT_FORMS = {
    "login": "khabar.accounts.forms.LoginForm",
    "change_password": "khabar.accounts.forms.ChangePasswordForm",
    "reset_password": "khabar.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "khabar.accounts.forms.ResetPasswordKeyForm",
}
MFA_ADAPTER = "khabar.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _site.hostname == "localhost"
MFA_FORMS = {
    "authenticate": "khabar.accounts.forms.CodeForm",
    "reauthenticate": "khabar.accounts.forms.ConfirmCodeForm",
    "activate_totp": "khabar.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "khabar.accounts.forms.AddKeyForm",
    "edit_webauthn": "khabar.accounts.forms.EditKeyForm",
    "authenticate_webauthn": "khabar.accounts.forms.KeyForm",
    "login_webauthn": "khabar.accounts.forms.KeyLoginForm",
    "reauthenticate_webauthn": "khabar.accounts.forms.ConfirmKeyForm",
}
# Attempts are counted in the database, so that all workers and all nodes count together. Renditions are not
# cached apart from their own table; django-q writes its state twice a second, which must not be a database write.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "khabar_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# --- E-mail -----------------------------------------------------------------------------------------
EMAIL_CONFIGURED: bool = bool(env.text("KHABAR_EMAIL_URL"))  # otherwise pages that need e-mail say so
globals().update(mail.mail_settings("KHABAR_EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("KHABAR_EMAIL_FROM", f"khabar@{_site.hostname}")

# --- Newsletters ------------------------------------------------------------------------------------
LETTERS_CONFIGURED: bool = EMAIL_CONFIGURED or bool(env.text("KHABAR_LETTERS_URL"))
LETTERS_MAIL = mail.connection("KHABAR_LETTERS_URL" if env.text("KHABAR_LETTERS_URL") else "KHABAR_EMAIL_URL")
LETTERS_FROM = env.mailbox("KHABAR_LETTERS_FROM", parseaddr(DEFAULT_FROM_EMAIL)[1])
LETTERS_REPLY_TO = env.mailbox("KHABAR_LETTERS_REPLY_TO")
LETTERS_LEAVE_AT = env.mailbox("KHABAR_LETTERS_LEAVE_AT")
LETTERS_PER_MINUTE = env.integer("KHABAR_LETTERS_PER_MINUTE", 300, low=1, high=1_000_000)
LETTER_ISSUE_VIEW = "khabar.front.letters.issue_letter"
LETTER_NOTE_VIEW = "khabar.front.letters.note_letter"

# --- The desk ---------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "khabar.desk.rich_text.PromptText"}}
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # allauth's pages do this
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "khabar.media.forms.PictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 2**20
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif"]
WAGTAILIMAGES_JPEG_QUALITY = 80
WAGTAILIMAGES_WEBP_QUALITY = 78
WAGTAILIMAGES_AVIF_QUALITY = 60
VIDEO_MAX_BYTES = env.integer("KHABAR_VIDEO_MAX_MB", 2048, low=1, high=100_000) * 2**20
VIDEO_MAX_MINUTES = env.integer("KHABAR_VIDEO_MAX_MINUTES", 180, low=1, high=1440)
# Pictures are found by a plain LIKE; articles by our own index. Wagtail's SQLite index recomputes averages
# over its whole table at every save.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database.fallback", "AUTO_UPDATE": False}}

ARTICLE_PREVIEW_VIEW = "khabar.front.views.article_preview"
PAGE_PREVIEW_VIEW = "khabar.front.views.standing_preview"
FRONT_PREVIEW_VIEW = "khabar.front.views.front_preview"
AD_PREVIEW_VIEW = "khabar.front.views.ad_preview"

# --- Background work --------------------------------------------------------------------------------
Q_CLUSTER = {
    "name": "khabar",
    "orm": "default",
    "cache": "local",
    "workers": 1,
    "recycle": 500,
    "timeout": 120,
    "retry": 180,
    "max_attempts": 5,
    "poll": 1,
    "catch_up": False,
    "save_limit": 500,
    "label": "المهام",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("KHABAR_LOG_LEVEL", "WARNING")},
}
