"""Django's WSGI application behind Granian's RSGI: requests the page store cannot answer run in a few threads."""

import asyncio
import io
import logging
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

logger = logging.getLogger("khabar.serve")

Headers = list[tuple[str, str]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Django runs in this many threads of each worker; more only fight for the interpreter lock.
THREADS = 4
# Requests that may wait for a thread; beyond, the answer is 503 at once rather than after a minute.
WAITING = 256
# Larger than any picture the desk accepts (20 MB) with room for several in one form.
LARGEST_BODY = 100 * 2**20
# A body must arrive within this time, however slowly; seconds.
BODY_TIME = 120
_IN_MEMORY = 2**20
_TEXT: Headers = [("content-type", "text/plain; charset=utf-8"), ("x-content-type-options", "nosniff")]
_BUSY: Headers = [*_TEXT, ("retry-after", "2")]
_CONTENT_RANGE = re.compile("bytes ([0-9]+)-([0-9]+)/[0-9]+")
_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "upgrade"})
_SPARE_HEADERS = frozenset({"content-length", "content-type"})


class FileWrapper:
    """PEP 3333's `wsgi.file_wrapper`: remembers the file so that the server can send it itself."""

    def __init__(self, file: IO[bytes], block: int = 65_536) -> None:
        self.file, self.block = file, block

    def __iter__(self) -> "FileWrapper":
        return self

    def __next__(self) -> bytes:
        if chunk := self.file.read(self.block):
            return chunk
        raise StopIteration

    def close(self) -> None:
        """Close the file."""
        self.file.close()


class Bridge:
    """Runs a WSGI application in threads for one Granian worker."""

    def __init__(self, application: Wsgi, loop: asyncio.AbstractEventLoop) -> None:
        self._application = application
        self._loop = loop
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="django")
        self._room = threading.BoundedSemaphore(THREADS + WAITING)
        self._receiving: set[asyncio.Task[None]] = set()

    def dispatch(self, scope: Any, proto: Any, done: Callable[[], None]) -> None:
        """Answer a request later; returns at once. May be called from any thread."""
        if "�" in scope.path:
            _plain(proto, done, 400, "Bad Request")
        elif _has_body(scope):
            self._loop.call_soon_threadsafe(self._receive, scope, proto, done)
        else:
            self._run(scope, proto, done, io.BytesIO())

    def close(self) -> None:
        """Take no more work; running requests finish."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _receive(self, scope: Any, proto: Any, done: Callable[[], None]) -> None:
        task = self._loop.create_task(self._receive_body(scope, proto, done))
        self._receiving.add(task)
        task.add_done_callback(self._receiving.discard)

    async def _receive_body(self, scope: Any, proto: Any, done: Callable[[], None]) -> None:
        declared = scope.headers.get("content-length", "0")
        if not declared.isdecimal() or int(declared) > LARGEST_BODY:
            _plain(proto, done, 413, "Content Too Large")
            return
        body = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115
        try:
            async with asyncio.timeout(BODY_TIME):
                async for chunk in proto:
                    body.write(chunk)
                    if body.tell() > LARGEST_BODY:
                        _plain(proto, done, 413, "Content Too Large")
                        return
        except TimeoutError:
            _plain(proto, done, 408, "Request Timeout")
            return
        except Exception:
            logger.info("a request body broke off")
            _plain(proto, done, 400, "Bad Request")
            return
        size = body.tell()
        if declared != "0" and size < int(declared):
            _plain(proto, done, 400, "Bad Request")
            return
        body.seek(0)
        self._run(scope, proto, done, body, size)

    def _run(self, scope: Any, proto: Any, done: Callable[[], None], body: Any, size: int = 0) -> None:
        if not self._room.acquire(blocking=False):
            proto.response_bytes(503, _BUSY, b"Service Unavailable")
            done()
            return
        self._pool.submit(self._respond, scope, proto, done, body, size)

    def _respond(self, scope: Any, proto: Any, done: Callable[[], None], body: Any, size: int) -> None:
        try:
            _send(scope.method, proto, self._application, _environ(scope, body, size))
        except Exception:
            logger.exception("a request failed outside Django")
            proto.response_bytes(500, _TEXT, b"Internal Server Error")
        finally:
            self._room.release()
            body.close()
            done()


def _has_body(scope: Any) -> bool:
    headers = scope.headers
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _plain(proto: Any, done: Callable[[], None], status: int, text: str) -> None:
    proto.response_bytes(status, _TEXT, text.encode())
    done()


def _environ(scope: Any, body: Any, size: int) -> dict[str, Any]:
    """The request as PEP 3333 wants it."""
    server, _, port = scope.server.rpartition(":")
    version = scope.http_version
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _native(scope.path),
        "QUERY_STRING": _native(scope.query_string),
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{version}" if "." in version else f"HTTP/{version}.0",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
    if size:
        environ["CONTENT_LENGTH"] = str(size)
    if kind := scope.headers.get("content-type"):
        environ["CONTENT_TYPE"] = kind
    for name, value in scope.headers.items():
        # "X_Forwarded_For" would read like "X-Forwarded-For" here: names with underscores are dropped.
        if name in _SPARE_HEADERS or "_" in name:
            continue
        variable = "HTTP_" + name.upper().replace("-", "_")
        glue = "; " if name == "cookie" else ","
        environ[variable] = f"{environ[variable]}{glue}{value}" if variable in environ else value
    if authority := scope.authority:
        environ["HTTP_HOST"] = authority
    return environ


def _native(text: str) -> str:
    """PEP 3333's "native string": the bytes that were sent, one character each."""
    return text.encode().decode("latin-1")


def _send(method: str, proto: Any, application: Wsgi, environ: dict[str, Any]) -> None:
    """Run the application and send what it answers."""
    started: list[Any] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        started[:] = [int(status.split(" ", 1)[0]), [_clean(*pair) for pair in headers]]
        return _no_write

    result = application(environ, start_response)
    try:
        status, headers = started[0], [pair for pair in started[1] if pair[0] not in _HOP_BY_HOP]
        if method == "HEAD" or status in (204, 304):
            proto.response_empty(status, headers)
        elif isinstance(result, FileWrapper) and (name := _whole_file(result, headers)):
            proto.response_file(status, headers, name)
        elif isinstance(result, FileWrapper) and (part := _part_of_file(result, headers)):
            proto.response_file_range(status, headers, *part)
        elif isinstance(result, list) or not getattr(result, "streaming", True):
            proto.response_bytes(status, headers, b"".join(result))
        else:
            _stream(proto, status, headers, result)
    finally:
        if close := getattr(result, "close", None):
            close()


def _whole_file(wrapper: FileWrapper, headers: Headers) -> str | None:
    """The path of a file that is to be sent from its first byte to its last."""
    name, ranged = getattr(wrapper.file, "name", None), any(pair[0] == "content-range" for pair in headers)
    return name if isinstance(name, str) and not ranged and wrapper.file.tell() == 0 else None


def _part_of_file(wrapper: FileWrapper, headers: Headers) -> tuple[str, int, int] | None:
    """The path of a file of which one range is to be sent, with its first byte and the one after its last."""
    name = getattr(wrapper.file, "name", None)
    match = next((_CONTENT_RANGE.fullmatch(value) for key, value in headers if key == "content-range"), None)
    return (name, int(match[1]), int(match[2]) + 1) if isinstance(name, str) and match else None


def _stream(proto: Any, status: int, headers: Headers, chunks: Iterable[bytes]) -> None:
    transport = proto.response_stream(status, headers)
    for chunk in chunks:
        sending = transport.send_bytes(chunk).__await__()
        try:
            next(sending)
        except StopIteration:
            continue
        except Exception:
            logger.info("a reader left before the end of a streamed answer")
            return


def _clean(name: str, value: str) -> tuple[str, str]:
    """A header the server accepts: a lower-case name, a printable ASCII value."""
    text = "".join(char if " " <= char <= "~" or char == "\t" else "?" for char in str(value))
    return name.lower(), text


def _no_write(_data: bytes) -> None:
    raise RuntimeError("the write() callable of WSGI is not supported")
