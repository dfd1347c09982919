"""The files under deploy/ are accepted by the programs they are for, and nginx really serves Khabar over TLS."""

import http.client
import re
import shutil
import signal
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.running import Newsroom, free_port, wait_for

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
    main.write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; daemon off; worker_processes 1;\n"
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


@contextmanager
def nginx_before(newsroom: Newsroom, folder: Path, certificate: Path) -> Iterator[tuple[str, str]]:
    """Khabar behind nginx; gives its address by https, and host and port by http."""
    nginx = program("nginx")
    plain, https, khabar = free_port(), free_port(), free_port()
    config = nginx_config(folder, certificate, http=plain, https=https, khabar=khabar)
    newsroom.environment |= {
        "KHABAR_SITE_URL": f"https://localhost:{https}",
        "KHABAR_TRUSTED_PROXIES": "127.0.0.1",
    }
    site = newsroom.start("up", "--no-demo", "--port", str(khabar))
    proxy = subprocess.Popen([nginx, "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{khabar}/readyz", site)
        yield f"https://localhost:{https}", f"localhost:{plain}"
    finally:
        for process in (proxy, site):
            process.send_signal(signal.SIGTERM)
        for process in (proxy, site):
            process.wait(timeout=20)


def test_nginx_serves_khabar_over_tls(newsroom: Newsroom, tmp_path: Path, certificate: Path) -> None:
    trust = ssl.create_default_context(cafile=str(certificate / "fullchain.pem"))
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trust))
    with nginx_before(newsroom, tmp_path, certificate) as (https, address):
        time.sleep(0.2)
        with opener.open(f"{https}/", timeout=10) as answer:
            assert answer.status == 200
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
            assert 'lang="ar" dir="rtl"' in answer.read().decode()
        with opener.open(f"{https}/desk/login/", timeout=10) as answer:
            assert "Secure" in answer.headers["Set-Cookie"]
        with pytest.raises(urllib.error.HTTPError) as refused:
            opener.open(f"{https}/media/images/1-none.jpg", timeout=10)
        refused.value.close()
        assert refused.value.code == 404
        plain = http.client.HTTPConnection(address, timeout=10)
        plain.request("GET", "/a")
        redirect = plain.getresponse()
        assert (redirect.status, redirect.headers["Location"]) == (301, "https://localhost/a")
        plain.close()
