"""Pages that stayed are packed smaller; what readers see of them stays the same."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from khabar.pagestore.front import Front
from khabar.pagestore.packing import STAYED, Packer
from khabar.pagestore.page import build_page
from khabar.pagestore.store import PageStore, page_key

HTML = [("Content-Type", "text/html; charset=utf-8")]
WORDS = ["ميناء", "سفينة", "قمح", "شتاء", "بلدية", "مدرسة", "قطار", "جسر", "سوق", "مطر", "حديقة", "مكتبة", "ملعب"]
BODY = "".join(
    f"<p>{WORDS[n % 13]} {WORDS[n * n % 11]} {n * 7919 % 1000} {WORDS[n % 7]}</p>" for n in range(300)
).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


@pytest.fixture
def store(folder: Path) -> Iterator[PageStore]:
    opened = PageStore(folder, 32 * 2**20)
    yield opened
    opened.close()


def put(store: PageStore, path: str, body: bytes = BODY, kind: list[tuple[str, str]] = HTML) -> None:
    assert store.put(store.ticket(), page_key(path), build_page(200, kind, body), [f"page:{path}"])


def later(seconds: float = STAYED + 5) -> float:
    return time.time() + seconds


def pack(store: PageStore) -> None:
    packer = Packer(store, later)
    while packer.look():
        pass


def ask(store: PageStore, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    answer = Front(store, ["news.example"], "session").answer(
        "GET", path, "", "news.example", headers.get("accept", "br"), if_none_match=headers.get("tag")
    )
    assert answer is not None
    return answer[0], dict(answer[1]), answer[2]


def test_a_page_that_stayed_has_fewer_bytes_and_the_same_text(store: PageStore) -> None:
    put(store, "/خبر/")
    _, first, quick = ask(store, "/خبر/")
    pack(store)
    _, headers, small = ask(store, "/خبر/")
    assert len(small) < len(quick)
    assert brotli.decompress(small) == BODY
    assert headers["content-length"] == str(len(small))
    assert headers["last-modified"] == first["last-modified"]
    assert headers["etag"] != first["etag"]


def test_other_codings_stay_as_they_are(store: PageStore) -> None:
    put(store, "/")
    before = [ask(store, "/", accept=accept) for accept in ("gzip", "identity")]
    pack(store)
    assert [ask(store, "/", accept=accept) for accept in ("gzip", "identity")] == before


def test_who_has_the_page_from_before_is_told_that_it_is_the_same(store: PageStore) -> None:
    put(store, "/")
    first = ask(store, "/")[1]["etag"]
    pack(store)
    second = ask(store, "/")[1]["etag"]
    for tag in (first, second):
        status, headers, _ = ask(store, "/", tag=tag)
        assert (status, headers["etag"]) == (304, tag)


def test_a_front_that_has_the_page_in_memory_sends_the_smaller_one(store: PageStore) -> None:
    put(store, "/")
    front = Front(store, ["news.example"], "session")
    quick = front.answer("GET", "/", "", "news.example", "br")
    pack(store)
    small = front.answer("GET", "/", "", "news.example", "br")
    assert quick is not None
    assert small is not None
    assert len(small[2]) < len(quick[2])


def test_a_new_page_is_left_alone(store: PageStore) -> None:
    put(store, "/")
    before = ask(store, "/")
    assert not Packer(store, time.time).look()
    assert ask(store, "/") == before


def test_a_packed_page_is_purged_like_any_other(store: PageStore) -> None:
    put(store, "/a")
    put(store, "/b")
    pack(store)
    assert store.purge(["page:/a"]) == 1
    assert store.get(page_key("/a")) is None
    assert brotli.decompress(ask(store, "/b")[2]) == BODY
    assert store.stats().pages == 1
    assert store.purge(["page:/b"]) == 1
    assert store.stats().bytes == 0


def test_a_page_purged_while_it_was_packed_does_not_come_back(store: PageStore) -> None:
    put(store, "/")
    [(key, raw)] = store.stored_after(0, 5)
    store.purge(["page:/"])
    assert not store.replace(key, raw)
    assert store.get(key) is None


def test_a_page_rendered_anew_while_the_old_one_was_packed_stays(store: PageStore) -> None:
    put(store, "/", BODY)
    [(key, raw)] = store.stored_after(0, 5)
    put(store, "/", BODY + b"<p>new</p>")
    assert not store.replace(key, raw)
    assert brotli.decompress(ask(store, "/")[2]).endswith(b"<p>new</p>")


def test_pictures_and_tiny_pages_are_passed_over(store: PageStore) -> None:
    put(store, "/p.png", b"\x89PNG" + bytes(range(256)) * 40, [("Content-Type", "image/png")])
    put(store, "/robots.txt", b"User-agent: *", [("Content-Type", "text/plain")])
    put(store, "/after/")
    quick = len(ask(store, "/after/")[2])
    pack(store)
    assert ask(store, "/robots.txt")[2] == b"User-agent: *"
    assert len(ask(store, "/after/")[2]) < quick


def test_many_pages_are_packed_in_turns_and_once(store: PageStore) -> None:
    for number in range(45):
        put(store, f"/{number}/")
    quick = len(ask(store, "/0/")[2])
    pack(store)
    assert all(len(ask(store, f"/{number}/")[2]) < quick for number in range(45))
    written = store.writes()
    pack(store)
    assert store.writes() == written


def test_a_store_that_was_thrown_away_is_gone_through_from_its_beginning(folder: Path, store: PageStore) -> None:
    for number in range(5):
        put(store, f"/{number}/")
    packer = Packer(store, later)
    while packer.look():
        pass
    shutil.rmtree(folder)
    put(store, "/new/")
    quick = len(ask(store, "/new/")[2])
    packer.look()
    assert len(ask(store, "/new/")[2]) < quick
