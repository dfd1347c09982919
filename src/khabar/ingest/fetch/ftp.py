"""Feeds by FTP and FTPS (explicit TLS), passive, over a connection that passed the address filter."""

import contextlib
import ftplib
import socket
import ssl
import time
from calendar import timegm
from collections.abc import Iterator

from khabar.core.outgoing import Client
from khabar.ingest.credentials import unseal
from khabar.ingest.errors import FetchFailed, HardFetchError
from khabar.ingest.fetch.found import TIMEOUT, TOTAL, Found, Place, cut_off, distrusted, guarded, place_of
from khabar.ingest.fetch.remote import Listed, take_new
from khabar.ingest.models import Feed

_PORTS = {"ftp": 21, "ftps": 21}


def collect(feed: Feed, client: Client) -> Iterator[Found]:
    """New files of the folder that the address names."""
    place = place_of(feed, _PORTS)
    credentials = unseal(feed.credentials)
    with guarded():
        connection = client.connect(place.host, place.port, timeout=TIMEOUT)
    with (
        _errors(place),
        cut_off(connection),
        contextlib.closing(_greeted(place, connection, client)) as ftp,
    ):
        ftp.login(credentials.username or "anonymous", credentials.password or "khabar@")
        if isinstance(ftp, ftplib.FTP_TLS):
            ftp.prot_p()
        ftp.cwd(place.path)
        ftp.voidcmd("TYPE I")
        yield from take_new(feed, _listing(ftp), _Reader(ftp), f"{place.scheme}://{place.host}{place.path}".rstrip("/"))


def _greeted(place: Place, connection: socket.socket, client: Client) -> ftplib.FTP:
    """ftplib connects by name; here it is given a connection to an address that was checked.

    Data connections go to that same address: ftplib does not believe the one a server names (`PASV`).
    """
    ftp = ftplib.FTP(timeout=TIMEOUT)  # noqa: S321
    if place.scheme == "ftps":
        ftp = ftplib.FTP_TLS(context=client.tls(), timeout=TIMEOUT)  # noqa: S321
    ftp.sock = connection
    ftp.host, ftp.af = place.host, ftp.sock.family
    ftp.file = ftp.sock.makefile("r", encoding=ftp.encoding)
    ftp.welcome = ftp.getresp()
    return ftp


def _listing(ftp: ftplib.FTP) -> list[Listed]:
    """The folder's files with size and time (`MLSD`, RFC 3659), asked one by one of servers that cannot list so."""
    try:
        return [
            Listed(name, int(facts.get("size", 0)), _moment(facts.get("modify", "")))
            for name, facts in ftp.mlsd(facts=["type", "size", "modify"])
            if facts.get("type", "").lower() == "file"
        ]
    except ftplib.error_perm as error:
        if not str(error).startswith(("500", "501", "502", "504")):
            raise
    return [file for name in ftp.nlst() if (file := _asked(ftp, name.rpartition("/")[2])) is not None]


def _asked(ftp: ftplib.FTP, name: str) -> Listed | None:
    """One file of a plain listing; None for what has no size, such as a folder."""
    try:
        size = ftp.size(name)
        stamp = _moment(ftp.voidcmd(f"MDTM {name}")[4:])
    except ftplib.error_perm:
        return None
    return Listed(name, size or 0, stamp)


def _moment(text: str) -> float:
    """Seconds of a time such as 20260301090000 (UTC); 0 when it is none."""
    try:
        return float(timegm(time.strptime(text[:14], "%Y%m%d%H%M%S")))
    except ValueError:
        return 0.0


class _Reader:
    """Reads files up to a limit, and all of them within the time of one look."""

    def __init__(self, ftp: ftplib.FTP) -> None:
        self._ftp = ftp
        self._ends = time.monotonic() + TOTAL

    def __call__(self, name: str, limit: int) -> bytes:
        data = bytearray()
        try:
            connection = self._ftp.transfercmd(f"RETR {name}")
        except ftplib.error_perm:  # it was moved since it was listed
            return b""
        with connection:
            while len(data) < limit and (piece := connection.recv(min(65_536, limit - len(data)))):
                data += piece
                if time.monotonic() > self._ends:
                    raise FetchFailed("استغرق الجلب أطول مما نقبل")
            whole = len(data) < limit
            if whole and isinstance(connection, ssl.SSLSocket):
                with contextlib.suppress(OSError):
                    connection.unwrap()  # servers complain of a data connection that ends without its farewell
        self._end_transfer(whole)
        return bytes(data)

    def _end_transfer(self, whole: bool) -> None:
        """Hear the server out; to a transfer that we cut off it may answer with a complaint."""
        try:
            self._ftp.voidresp()
        except ftplib.Error:
            if whole:
                raise


@contextlib.contextmanager
def _errors(place: Place) -> Iterator[None]:
    """The library's errors in the feed's words."""
    try:
        yield
    except ftplib.error_perm as error:
        raise HardFetchError(f"رفض {place.host} الطلب: {str(error)[:200]}") from error
    except ssl.SSLCertVerificationError as error:
        raise distrusted(place.host, error) from error
    except (ftplib.Error, OSError, EOFError, ValueError) as error:
        raise FetchFailed(f"انقطع الاتصال مع {place.host}: {str(error)[:200]}") from error
