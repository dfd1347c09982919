"""The WSGI application: page store and beacon in front of WhiteNoise in front of Django."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from whitenoise import WhiteNoise

from khabar.core.headers import static_headers
from khabar.front.short_path import ShortPath
from khabar.pagestore.front import Front, FrontedApplication
from khabar.pagestore.store import PageStore
from khabar.recommendations.beacon import doors as reading_doors

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabar.config.settings")


def _application() -> FrontedApplication:
    """Put the parts together; a store that cannot be opened leaves a slower site, not a dead one."""
    django = ShortPath(get_wsgi_application())
    # Below: models may be imported only once the applications are loaded.
    from khabar.ads.counting import doors as ad_doors

    for page in ("article", "home", "section", "search", "parts/nothing_found"):
        get_template(f"front/{page}.html")  # compiled once for all processes that are forked from this one
    static = WhiteNoise(
        django,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        # A name with a hash in it never changes its content: browsers keep it for good.
        immutable_file_test=r"\.[0-9a-f]{12}\.[a-z0-9]+$",
        add_headers_function=static_headers,
        allow_all_origins=False,
    )
    return FrontedApplication(
        Front(
            PageStore(Path(settings.PAGE_STORE_DIR), settings.PAGE_STORE_BYTES),
            settings.STORED_PAGES_HOSTS,
            settings.SESSION_COOKIE_NAME,
        ),
        static,
        ad_doors() | reading_doors(),
        settings.TRUSTED_PROXIES,
    )


application = _application()
