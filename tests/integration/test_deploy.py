"""The files under deploy/ are accepted by the programs they are for; nginx and Caddy really serve Khabar over TLS."""

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.running import ADMIN_PASSWORD, Newsroom, free_port, wait_for

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def program(name: str) -> str:
    """The path of a program, or the test is skipped."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A folder with a self-signed certificate for localhost."""
    folder = tmp_path / "tls"
    folder.mkdir()
    key, chain = folder / "privkey.pem", folder / "fullchain.pem"
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost")
    run(
        program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
        "-keyout", str(key), "-out", str(chain), *names,
    )  # fmt: skip
    return folder


def nginx_config(folder: Path, certificate: Path, *, http: int, https: int, khabar: int) -> Path:
    """The example with this machine's ports, name and certificate, inside the smallest main file."""
    site = (DEPLOY / "nginx/khabar.conf").read_text(encoding="utf-8")
    for old, new in {
        "/etc/ssl/khabar": str(certificate),
        "news.example": "localhost",
        "127.0.0.1:8000": f"127.0.0.1:{khabar}",
        "listen 80": f"listen 127.0.0.1:{http}",
        "listen 443": f"listen 127.0.0.1:{https}",
    }.items():
        assert old in site
        site = site.replace(old, new)
    (folder / "khabar.conf").write_text(site, encoding="utf-8")
    main = folder / "nginx.conf"
    temporary = "\n".join(f"{n}_temp_path {folder}/{n};" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root; " if os.getuid() == 0 else ""  # who else could write large bodies into the test's folder
    main.write_text(
        f"{user}pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary} include {folder}/khabar.conf; }}\n",
        encoding="utf-8",
    )
    return main


def test_nginx_accepts_its_configuration(tmp_path: Path, certificate: Path) -> None:
    nginx = program("nginx")
    config = nginx_config(tmp_path, certificate, http=free_port(), https=free_port(), khabar=free_port())
    assert "warn" not in run(nginx, "-t", "-c", str(config), "-g", "").lower()


def test_caddy_accepts_its_configuration() -> None:
    config = str(DEPLOY / "caddy/Caddyfile")
    assert "Valid configuration" in run(program("caddy"), "validate", "--adapter", "caddyfile", "--config", config)


def test_systemd_accepts_its_units(tmp_path: Path) -> None:
    analyze = program("systemd-analyze")
    units = []
    for unit in sorted((DEPLOY / "systemd").iterdir()):
        text = unit.read_text(encoding="utf-8").replace("/opt/khabar/venv/bin/khabar", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
        units.append(str(tmp_path / unit.name))
    assert run(analyze, "verify", *units) == ""


def test_the_container_file_copies_what_exists() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    sources = [word for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE) for word in line.split()[:-1]]
    assert sources
    assert [source for source in sources if not (ROOT / source).exists()] == []
    stages = set(re.findall(r"^FROM \S+ AS (\w+)$", text, re.MULTILINE))
    assert set(re.findall(r"--from=(\w+)", text)) <= stages


def caddy_config(folder: Path, certificate: Path, *, http: int, https: int, khabar: int) -> Path:
    """The example with this machine's ports, name and certificate."""
    site = (DEPLOY / "caddy/Caddyfile").read_text(encoding="utf-8")
    own = f"localhost {{\n\ttls {certificate}/fullchain.pem {certificate}/privkey.pem\n"
    for old, new in {"news.example {\n": own, "127.0.0.1:8000": f"127.0.0.1:{khabar}"}.items():
        assert old in site
        site = site.replace(old, new)
    config = folder / "Caddyfile"
    ports = f"http_port {http}\n\thttps_port {https}\n\tdefault_bind 127.0.0.1"
    config.write_text(f"{{\n\tadmin off\n\t{ports}\n\tskip_install_trust\n}}\n{site}", encoding="utf-8")
    return config


class Behind(NamedTuple):
    """Khabar behind a proxy."""

    https: str
    """Its address."""
    plain: str
    """Host and port of the same by http."""
    opener: urllib.request.OpenerDirector
    """Asks as a browser that keeps cookies and trusts the certificate."""
    trust: ssl.SSLContext


@contextlib.contextmanager
def behind(newsroom: Newsroom, folder: Path, certificate: Path, proxy: str) -> Iterator[Behind]:
    plain, https, khabar = free_port(), free_port(), free_port()
    ports = {"http": plain, "https": https, "khabar": khabar}
    if proxy == "nginx":
        command = [program("nginx"), "-c", str(nginx_config(folder, certificate, **ports))]
    else:
        config = caddy_config(folder, certificate, **ports)
        command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(config)]
    newsroom.environment |= {
        "KHABAR_SITE_URL": f"https://localhost:{https}",
        "KHABAR_TRUSTED_PROXIES": "127.0.0.1",
    }
    site = newsroom.start("up", "--no-demo", "--port", str(khabar))
    places = {"XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    front = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, **places})
    trust = ssl.create_default_context(cafile=str(certificate / "fullchain.pem"))
    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=trust), urllib.request.HTTPCookieProcessor()
    )
    try:
        wait_for(f"http://127.0.0.1:{khabar}/readyz", site)
        _wait_until_it_listens(https, front)
        yield Behind(f"https://localhost:{https}", f"localhost:{plain}", opener, trust)
    finally:
        for process in (front, site):
            process.send_signal(signal.SIGTERM)
        for process in (front, site):
            process.wait(timeout=60)


def _wait_until_it_listens(port: int, front: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert front.poll() is None, front.returncode
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=60):
            return
        time.sleep(0.1)
    raise AssertionError("the proxy does not listen")


def status(site: Behind, request: urllib.request.Request | str) -> int:
    try:
        with site.opener.open(request, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


@pytest.mark.parametrize("proxy", ["nginx", "caddy"])
def test_the_proxy_serves_khabar_over_tls(newsroom: Newsroom, tmp_path: Path, certificate: Path, proxy: str) -> None:
    with behind(newsroom, tmp_path, certificate, proxy) as site:
        with site.opener.open(f"{site.https}/", timeout=60) as answer:
            assert answer.status == 200
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
            assert 'lang="ar" dir="rtl"' in answer.read().decode()
        assert status(site, f"{site.https}/media/images/1-none.jpg") == 404
        assert status(site, f"{site.https}/readyz") == 200  # from the machine itself
        plain = http.client.HTTPConnection(site.plain, timeout=60)
        plain.request("GET", "/a")
        redirect = plain.getresponse()
        assert redirect.status in (301, 308)
        assert re.fullmatch(r"https://localhost(:\d+)?/a", redirect.headers["Location"])
        plain.close()
        _log_in(site)
        # A picture of 20 MB reaches Khabar, which knows no such form; what is larger stops at the proxy.
        assert posted(site, 20 * 2**20) in (400, 403)
        assert posted(site, 30 * 2**20) in (413, 502)  # Debian's Caddy says 502


def posted(site: Behind, size: int) -> int:
    """The answer to a form of that many bytes, also when it comes before all of them are sent."""
    https = site.https.removeprefix("https://")
    connection = http.client.HTTPSConnection(https, timeout=60, context=site.trust)
    connection.putrequest("POST", "/desk/login/")
    for name, value in {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(size)}.items():
        connection.putheader(name, value)
    connection.endheaders()
    with contextlib.suppress(OSError):
        for _ in range(size // 2**20):
            connection.send(b"x" * 2**20)
    with contextlib.closing(connection):
        return connection.getresponse().status


def _log_in(site: Behind) -> None:
    """An administrator logs in as a browser does: over https the form must come from the site's own address."""
    with site.opener.open(f"{site.https}/desk/login/", timeout=60) as answer:
        assert "Secure" in answer.headers["Set-Cookie"]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer.read().decode())
    assert token
    form = {"login": "admin", "password": ADMIN_PASSWORD, "csrfmiddlewaretoken": token[1]}
    request = urllib.request.Request(f"{site.https}/desk/login/", data=urllib.parse.urlencode(form).encode())
    request.add_header("Referer", f"{site.https}/desk/login/")
    with site.opener.open(request, timeout=60) as answer:
        assert answer.status == 200
        assert urllib.parse.urlsplit(answer.url).path == "/desk/"
