"""Feeds by SFTP, from a server whose key is known, over a connection that passed the address filter."""

import base64
import contextlib
import hashlib
import hmac
import io
import stat
import time
from collections.abc import Iterator

import paramiko

from khabar.core.outgoing import Client
from khabar.ingest.credentials import Credentials, unseal
from khabar.ingest.errors import FetchFailed, HardFetchError
from khabar.ingest.fetch.found import TIMEOUT, TOTAL, Found, Place, guarded, place_of
from khabar.ingest.fetch.remote import Listed, take_new
from khabar.ingest.models import Feed

_PORTS = {"sftp": 22}
_KEYS = (paramiko.Ed25519Key, paramiko.ECDSAKey, paramiko.RSAKey)


def collect(feed: Feed, client: Client) -> Iterator[Found]:
    """New files of the folder that the address names."""
    place = place_of(feed, _PORTS)
    with _errors(place), contextlib.closing(_connected(feed, place, client)) as transport:
        sftp = paramiko.SFTPClient.from_transport(transport)
        if sftp is None:
            raise FetchFailed(f"لا يقدّم {place.host} خدمة SFTP")
        sftp.get_channel().settimeout(TIMEOUT)
        folder = place.path.rstrip("/")
        listing = [
            Listed(entry.filename, entry.st_size or 0, float(entry.st_mtime or 0))
            for entry in sftp.listdir_attr(place.path)
            if stat.S_ISREG(entry.st_mode or 0)
        ]
        yield from take_new(feed, listing, _Reader(sftp, folder), f"sftp://{place.host}{folder}")


def fingerprint(key: paramiko.PKey) -> str:
    """A server's key as OpenSSH shows it: `SHA256:` and the digest in base64 without padding."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key.asbytes()).digest()).decode("ascii").rstrip("=")


def _connected(feed: Feed, place: Place, client: Client) -> paramiko.Transport:
    """A connection to the server we know, logged in. Nothing of ours is sent before its key was recognised."""
    credentials = unseal(feed.credentials)
    with guarded():
        connection = client.connect(place.host, place.port, timeout=TIMEOUT)
    transport = paramiko.Transport(connection)
    transport.banner_timeout = transport.auth_timeout = transport.handshake_timeout = TIMEOUT
    try:
        transport.start_client(timeout=TIMEOUT)
        seen = fingerprint(transport.get_remote_server_key())
        if not feed.host_key:
            raise HardFetchError(f"بصمة مفتاح {place.host} هي {seen}: تأكد منها عند المزوّد ثم ضعها في إعدادات البث")
        if not hmac.compare_digest(seen.encode(), feed.host_key.strip().encode()):
            raise HardFetchError(f"تغيّر مفتاح {place.host} إلى {seen}: لا يُتصل به حتى يتأكد المزوّد منه")
        _log_in(transport, credentials)
    except BaseException:
        transport.close()
        raise
    return transport


def _log_in(transport: paramiko.Transport, credentials: Credentials) -> None:
    if credentials.private_key:
        transport.auth_publickey(credentials.username, _private_key(credentials))
    else:
        transport.auth_password(credentials.username, credentials.password)


def _private_key(credentials: Credentials) -> paramiko.PKey:
    """The key in one of the kinds OpenSSH makes; the password, if any, is the key's."""
    for kind in _KEYS:
        with contextlib.suppress(paramiko.SSHException, ValueError):
            return kind(file_obj=io.StringIO(credentials.private_key), password=credentials.password or None)
    raise HardFetchError("المفتاح الخاص غير مقروء: نقبل Ed25519 وECDSA وRSA بصيغة OpenSSH")


class _Reader:
    """Reads files up to a limit, and all of them within the time of one look."""

    def __init__(self, sftp: paramiko.SFTPClient, folder: str) -> None:
        self._sftp = sftp
        self._folder = folder
        self._ends = time.monotonic() + TOTAL

    def __call__(self, name: str, limit: int) -> bytes:
        data = bytearray()
        with contextlib.suppress(FileNotFoundError), self._sftp.open(f"{self._folder}/{name}", "rb") as file:
            while len(data) < limit and (piece := file.read(min(32_768, limit - len(data)))):
                data += piece
                if time.monotonic() > self._ends:
                    raise FetchFailed("استغرق الجلب أطول مما نقبل")
        return bytes(data)


@contextlib.contextmanager
def _errors(place: Place) -> Iterator[None]:
    """The library's errors in the feed's words."""
    try:
        yield
    except paramiko.AuthenticationException as error:
        raise HardFetchError(f"رفض {place.host} الدخول: راجع اسم المستخدم وكلمة المرور أو المفتاح") from error
    except (FileNotFoundError, PermissionError) as error:
        raise HardFetchError(f"لا مجلد {place.path} على {place.host}، أو لا إذن به") from error
    except (paramiko.SSHException, OSError, EOFError) as error:
        raise FetchFailed(f"انقطع الاتصال مع {place.host}: {str(error)[:200]}") from error
