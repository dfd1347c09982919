"""A site of a few views, served by real processes in `test_serve.py`: settings, addresses and WSGI application."""

import hashlib
import os
import sys
import time
from pathlib import Path

DATA_DIR = Path(os.environ["TINY_DATA"])
SECRET_KEY = "not a secret: a test site"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = __name__
WSGI_APPLICATION = f"{__name__}.application"
INSTALLED_APPS: list[str] = []
DATABASES: dict[str, dict[str, str]] = {}
MIDDLEWARE = ["khabar.pagestore.middleware.PageStoreMiddleware"]
PAGE_STORE_DIR, PAGE_STORE_BYTES = DATA_DIR / "pages", 64 * 2**20
SESSION_COOKIE_NAME = "khabar_session"
DATA_UPLOAD_MAX_MEMORY_SIZE = None
USE_TZ = True


def _urls() -> list[object]:
    from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
    from django.urls import path
    from django.views.decorators.csrf import csrf_exempt

    from khabar.pagestore.views import stored

    def readyz(request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=503 if (DATA_DIR / "not-ready").exists() else 200)

    @stored("front")
    def front(request: HttpRequest) -> HttpResponse:
        return HttpResponse("خبر " * 500)

    def echo(request: HttpRequest) -> JsonResponse:
        digest = hashlib.sha256(request.body).hexdigest()
        kept = {name: str(value) for name, value in request.META.items() if name.isupper()}
        read = {"meta": kept, "query": request.GET.dict()}
        return JsonResponse({"pid": os.getpid(), "size": len(request.body), "sha256": digest, **read})

    def slow(request: HttpRequest) -> HttpResponse:
        """Says that it began, and does not end before it is let."""
        with (DATA_DIR / "begun").open("a") as begun:
            begun.write(".")
        while not (DATA_DIR / "go-on").exists():
            time.sleep(0.02)
        return HttpResponse("done")

    def file(request: HttpRequest) -> FileResponse:
        return FileResponse((DATA_DIR / "large.bin").open("rb"))

    def stream(request: HttpRequest) -> StreamingHttpResponse:
        return StreamingHttpResponse(str(number).encode() * 10_000 for number in range(10))

    def headers(request: HttpRequest) -> HttpResponse:
        return HttpResponse("x", headers={"X-Name": "é", "X-Empty": ""})

    def failing(request: HttpRequest) -> HttpResponse:
        raise RuntimeError("a view failed")

    return [
        path("readyz", readyz),
        path("", front),
        path("echo/", csrf_exempt(echo)),
        path("echo/<path:rest>", lambda request, rest: echo(request)),
        path("slow/", slow),
        path("file/", file),
        path("stream/", stream),
        path("headers/", headers),
        path("failing/", failing),
    ]


def _application() -> object:
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from khabar.pagestore.front import Front, FrontedApplication
    from khabar.pagestore.store import PageStore

    store = PageStore(settings.PAGE_STORE_DIR, settings.PAGE_STORE_BYTES)
    return FrontedApplication(Front(store, settings.ALLOWED_HOSTS, "khabar_session"), get_wsgi_application())


def __getattr__(name: str) -> object:
    """Addresses and application are made on first use: this module is imported as settings before Django is ready."""
    if name == "urlpatterns":
        globals()[name] = _urls()
    elif name == "application":
        globals()[name] = _application()
    else:
        raise AttributeError(name)
    found: object = globals()[name]
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.integration.tiny_site"
    import django

    django.setup()
    from khabar.ops.serve import serve

    def say(address: str) -> None:
        print("ready", address, flush=True)

    sys.exit(serve(host="127.0.0.1", port=int(sys.argv[1]), background=False, on_ready=say))
