"""Small FTP, SFTP and IMAP servers on the loopback address, for feeds that are collected from such."""

import os
import re
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import paramiko

USER, PASSWORD = "wire", "qalam-27"
Files = dict[str, bytes]
S = TypeVar("S", bound=socketserver.BaseServer)
STAMP = 1_772_355_600  # 2026-03-01T09:00:00Z


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    tls: ssl.SSLContext | None = None

    def __init__(self, handler: type[socketserver.BaseRequestHandler], **state: Any) -> None:
        self.log: list[str] = []
        self.open_log: list[str] = []  # what came without TLS
        for name, value in state.items():
            setattr(self, name, value)
        super().__init__(("127.0.0.1", 0), handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])


@contextmanager
def running(server: S) -> Iterator[S]:
    """The server, answering in a thread of its own for the length of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


class _Lines(socketserver.StreamRequestHandler):
    """A conversation in lines, in which TLS may begin at any point."""

    server: Any

    def hear(self) -> str:
        """The next line; empty when the client has gone."""
        try:
            line: str = self.rfile.readline().decode().strip()
        except OSError:
            return ""
        if line and not self.secured:
            self.server.open_log.append(line)
        return line

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    @property
    def secured(self) -> bool:
        return isinstance(self.request, ssl.SSLSocket)

    def secure(self) -> None:
        """Speak TLS from here on; a client that does not believe our certificate goes away."""
        try:
            self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        except OSError:
            return
        self.rfile = self.request.makefile("rb")
        self.wfile = self.request.makefile("wb", buffering=0)

    def finish(self) -> None:
        super().finish()
        if self.secured:
            self.request.close()


class _Ftp(_Lines):
    """Enough of RFC 959, 3659 and 4217 for a passive client; `lists` turns MLSD on, `names` is what PASV claims."""

    def handle(self) -> None:
        self.data: socket.socket | None = None
        self.private = False
        self.say("220 ready")
        while line := self.hear():
            command, _, argument = line.partition(" ")
            self.server.log.append(line)
            if command == "QUIT":
                self.say("221 bye")
                return
            getattr(self, f"do_{command.lower()}", lambda _: self.say("502 no"))(argument)

    def finish(self) -> None:
        self.hang_up()
        super().finish()

    def hang_up(self) -> None:
        if self.data is not None:
            self.data.close()

    def do_auth(self, _: str) -> None:
        if self.server.tls is None:
            self.say("502 no")
            return
        self.say("234 go on")
        self.secure()

    def do_pbsz(self, _: str) -> None:
        self.say("200 ok")

    def do_prot(self, level: str) -> None:
        self.private = level == "P"
        self.say("200 ok")

    def do_user(self, _: str) -> None:
        self.say("331 password")

    def do_pass(self, given: str) -> None:
        self.say("230 in" if given == PASSWORD else "530 wrong")

    def do_cwd(self, folder: str) -> None:
        self.say("250 there" if folder == "/out" else "550 no such folder")

    def do_type(self, _: str) -> None:
        self.say("200 binary")

    def do_opts(self, _: str) -> None:
        self.say("200 ok")

    def do_pasv(self, _: str) -> None:
        self.hang_up()
        self.data = socket.create_server(("127.0.0.1", 0))
        port = self.data.getsockname()[1]
        self.say(f"227 Entering Passive Mode ({self.server.names},{port // 256},{port % 256})")

    def do_mlsd(self, _: str) -> None:
        if not self.server.lists:
            self.say("502 no")
            return
        lines = ["type=dir;modify=20260301090000; sub"]
        lines += [f"type=file;size={len(d)};modify=20260301090000; {n}" for n, d in self.server.files.items()]
        self.send("\r\n".join([*lines, ""]).encode())

    def do_nlst(self, _: str) -> None:
        self.send("\r\n".join(["sub", *self.server.files, ""]).encode())

    def do_size(self, name: str) -> None:
        data = self.server.files.get(name)
        self.say("550 no" if data is None else f"213 {len(data)}")

    def do_mdtm(self, name: str) -> None:
        self.say("213 20260301090000" if name in self.server.files else "550 no")

    def do_retr(self, name: str) -> None:
        if name in self.server.files:
            self.send(self.server.files[name])
        else:
            self.say("550 gone")

    def send(self, data: bytes) -> None:
        assert self.data is not None
        if self.server.tls is not None and not self.private:
            self.say("521 not in the open")
            return
        self.say("150 here")
        connection, _ = self.data.accept()
        with self.server.tls.wrap_socket(connection, server_side=True) if self.private else connection as way:
            way.sendall(data)
            if self.private:
                with suppress(OSError):
                    way.unwrap()
        self.data.close()
        self.say("226 done")


def ftp(files: Files, *, lists: bool = True, names: str = "127,0,0,1", tls: ssl.SSLContext | None = None) -> Any:
    """An FTP server with the folder `/out`; with `tls` it gives no file in the open."""
    return running(_Server(_Ftp, files=files, lists=lists, names=names, tls=tls))


class _Doors(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        return paramiko.AUTH_SUCCESSFUL if (username, password) == (USER, PASSWORD) else paramiko.AUTH_FAILED

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        return paramiko.AUTH_SUCCESSFUL if key == CLIENT_KEY else paramiko.AUTH_FAILED

    def get_allowed_auths(self, username: str) -> str:
        return "password,publickey"

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Shelf(paramiko.SFTPServerInterface):
    """The folder `/out` with the files of the running server."""

    def __init__(self, server: paramiko.ServerInterface, files: Files) -> None:
        super().__init__(server)
        self.files = files

    def list_folder(self, path: str) -> Any:
        if path != "/out":
            return paramiko.SFTP_NO_SUCH_FILE
        entries = [self._attributes(name, 0o100644, len(data)) for name, data in self.files.items()]
        return [*entries, self._attributes("sub", 0o040755, 0), self._attributes("link", 0o120777, 9)]

    def open(self, path: str, flags: int, attr: Any) -> Any:
        data = self.files.get(path.removeprefix("/out/"))
        if data is None:
            return paramiko.SFTP_NO_SUCH_FILE
        handle = paramiko.SFTPHandle(os.O_RDONLY)
        handle.read = lambda offset, length: data[offset : offset + length]  # type: ignore[method-assign]
        return handle

    @staticmethod
    def _attributes(name: str, mode: int, size: int) -> paramiko.SFTPAttributes:
        found = paramiko.SFTPAttributes()
        found.filename, found.st_mode, found.st_size, found.st_mtime, found.st_atime = name, mode, size, STAMP, STAMP
        return found


class _Ssh(socketserver.BaseRequestHandler):
    server: Any

    def handle(self) -> None:
        transport = paramiko.Transport(self.request)
        transport.add_server_key(SERVER_KEY)
        transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Shelf, self.server.files)
        try:
            transport.start_server(server=_Doors())
            while transport.is_active():
                time.sleep(0.02)
        except (paramiko.SSHException, EOFError, OSError):
            pass
        finally:
            transport.close()


SERVER_KEY = paramiko.ECDSAKey.generate()
CLIENT_KEY = paramiko.ECDSAKey.generate()


def sftp(files: Files) -> Any:
    """An SFTP server with the folder `/out`."""
    return running(_Server(_Ssh, files=files))


class _Imap(_Lines):
    """Enough of RFC 3501 to read one folder; `messages` maps UIDs to messages."""

    def handle(self) -> None:
        if self.server.tls is not None and self.server.at_once:
            self.secure()
            if not self.secured:
                return
        self.say("* OK ready")
        while line := self.hear():
            tag, _, rest = line.partition(" ")
            self.server.log.append(rest)
            word = rest.split(" ")[0].upper()
            if word == "UID":
                word = rest.split(" ")[1].upper()
            self.say(f"{tag} {getattr(self, f'do_{word.lower()}')(rest)}")
            if word == "STARTTLS":
                self.secure()
            if word == "LOGOUT":
                return

    def do_capability(self, _: str) -> str:
        offered = " STARTTLS" if self.server.tls is not None and not self.secured else ""
        self.say(f"* CAPABILITY IMAP4rev1{offered}")
        return "OK done"

    def do_starttls(self, _: str) -> str:
        return "OK go on"

    def do_login(self, rest: str) -> str:
        return "OK in" if rest.endswith(f' "{PASSWORD}"') else "NO wrong"

    def do_examine(self, rest: str) -> str:
        if "INBOX" not in rest:
            return "NO no such folder"
        self.say(f"* {len(self.server.messages)} EXISTS")
        self.say(f"* OK [UIDVALIDITY {self.server.validity}] valid")
        return "OK [READ-ONLY] open"

    def do_search(self, rest: str) -> str:
        start = int(re.findall(r"UID (\d+):", rest)[0])
        uids = sorted(self.server.messages)
        found = [uid for uid in uids if uid >= start] or uids[-1:]  # `n:*` always names the last one
        self.say("* SEARCH " + " ".join(map(str, found)))
        return "OK done"

    def do_fetch(self, rest: str) -> str:
        uid = int(rest.split(" ")[2])
        message = self.server.messages[uid]
        if "RFC822.SIZE" in rest:
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(message)})")
        else:
            self.wfile.write(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(message)}}}\r\n".encode() + message + b")\r\n")
        return "OK done"

    def do_logout(self, _: str) -> str:
        self.say("* BYE")
        return "OK done"


def imap(
    messages: dict[int, bytes], validity: int = 7, *, tls: ssl.SSLContext | None = None, at_once: bool = True
) -> Any:
    """An IMAP server whose INBOX holds the messages; with `tls` it speaks it at once, or else when asked to."""
    return running(_Server(_Imap, messages=messages, validity=validity, tls=tls, at_once=at_once))
