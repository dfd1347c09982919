"""The store inside one process: what is stored, purged, refused, evicted and healed."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from khabar.pagestore import environment
from khabar.pagestore.page import Page, build_page
from khabar.pagestore.store import MAX_STAMPS, PageStore, page_key

MEGABYTE = 2**20


def page(text: str = "خبر", *, expires_at: float | None = None, size: int = 0) -> Page:
    body = text.encode() + b"x" * size
    return build_page(200, [("Content-Type", "image/png" if size else "text/html")], body, expires_at=expires_at)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pages"


@pytest.fixture
def store(folder: Path) -> Iterator[PageStore]:
    opened = PageStore(folder, 16 * MEGABYTE)
    yield opened
    opened.close()


def put(store: PageStore, path: str, *keys: str, **options: object) -> bool:
    return store.put(store.ticket(), page_key(path), page(path, **options), keys)


def body(store: PageStore, path: str) -> str | None:
    entry = store.get(page_key(path))
    return None if entry is None else entry.answers["identity"][2].decode()


def test_a_page_is_read_as_it_was_stored(store: PageStore) -> None:
    assert put(store, "/سياسة/", "section:1")
    assert body(store, "/سياسة/") == "/سياسة/"
    assert body(store, "/رياضة/") is None


def test_a_page_stored_again_replaces_the_first_and_its_keys(store: PageStore) -> None:
    put(store, "/", "front", "article:1")
    store.put(store.ticket(), page_key("/"), page("جديد"), ["front", "article:2"])
    assert body(store, "/") == "جديد"
    assert store.purge(["article:1"]) == 0
    assert store.purge(["article:2"]) == 1


def test_purging_drops_exactly_the_pages_that_carry_a_key(store: PageStore) -> None:
    put(store, "/", "front", "article:1", "article:2")
    put(store, "/a", "article:1")
    put(store, "/b", "article:2")
    put(store, "/c", "article:11")
    assert store.purge(["article:1", "unknown"]) == 2
    assert [path for path in ("/", "/a", "/b", "/c") if body(store, path)] == ["/b", "/c"]


def test_a_page_that_carries_two_purged_keys_counts_once(store: PageStore) -> None:
    put(store, "/", "front", "article:1")
    assert store.purge(["front", "article:1"]) == 1


def test_a_render_that_began_before_a_purge_is_never_stored(store: PageStore) -> None:
    ticket = store.ticket()
    store.purge(["article:1"])
    assert not store.put(ticket, page_key("/a"), page("قديم"), ["chrome", "article:1"])
    assert body(store, "/a") is None


def test_a_purge_of_other_keys_does_not_stop_a_render(store: PageStore) -> None:
    ticket = store.ticket()
    store.purge(["article:2"])
    assert store.put(ticket, page_key("/a"), page(), ["article:1"])


def test_a_render_that_began_after_the_purge_is_stored(store: PageStore) -> None:
    store.purge(["article:1"])
    assert put(store, "/a", "article:1")


def test_clearing_drops_everything_and_stops_renders_under_way(store: PageStore) -> None:
    put(store, "/a", "article:1")
    ticket = store.ticket()
    store.clear(cursor=9)
    assert store.stats() == (0, 0, 0, store.stats().limit, 9)
    assert not store.put(ticket, page_key("/a"), page(), ["article:1"])


def test_forgetting_old_purges_refuses_rather_than_serves_stale(store: PageStore) -> None:
    ticket = store.ticket()
    store.purge(["article:1"])
    store.purge(f"topic:{number}" for number in range(MAX_STAMPS + 1))
    assert not store.put(ticket, page_key("/a"), page(), ["article:1"])
    assert not store.put(ticket, page_key("/b"), page(), ["article:77"])
    assert put(store, "/a", "article:1")


def test_no_render_overtakes_a_purge_in_another_thread(store: PageStore) -> None:
    """A renderer reads the state, renders and stores, while the state changes and is purged: what stays is current."""
    state, stop = [0], threading.Event()

    def render() -> None:
        while not stop.is_set():
            ticket = store.ticket()
            store.put(ticket, page_key("/a"), page(str(state[0])), ["article:1"])

    threads = [threading.Thread(target=render) for _ in range(3)]
    for thread in threads:
        thread.start()
    stale = []
    for number in range(1, 150):
        state[0] = number
        store.purge(["article:1"])
        found = body(store, "/a")
        if found is not None and int(found) < number:
            stale.append((number, found))
    stop.set()
    for thread in threads:
        thread.join()
    assert stale == []
    assert int(body(store, "/a") or 149) == 149


def test_the_cursor_moves_with_the_purge(store: PageStore) -> None:
    assert store.cursor is None
    store.purge(["a"], cursor=41)
    store.purge(["b"])
    assert store.cursor == 41


def test_an_expired_page_is_a_miss(store: PageStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "/a", expires_at=2_000.0)
    monkeypatch.setattr("khabar.pagestore.store.time.time", lambda: 1_999.0)
    assert body(store, "/a") == "/a"
    monkeypatch.setattr("khabar.pagestore.store.time.time", lambda: 2_000.0)
    assert body(store, "/a") is None


def test_last_modified_never_repeats_for_changed_content(store: PageStore) -> None:
    put(store, "/a", "article:1")
    first = store.get(page_key("/a"))
    store.purge(["article:1"])
    store.put(store.ticket(), page_key("/a"), page("آخر"), ["article:1"])
    second = store.get(page_key("/a"))
    assert first is not None
    assert second is not None
    assert second.modified > first.modified


def test_long_addresses_and_keys_are_told_apart(store: PageStore) -> None:
    first, second = "/" + "خبر" * 300 + "١", "/" + "خبر" * 300 + "٢"
    put(store, first, "k" * 600 + "1")
    put(store, second, "k" * 600 + "2")
    assert store.purge(["k" * 600 + "1"]) == 1
    assert (body(store, first), body(store, second)) == (None, second)


def test_the_oldest_pages_make_room_for_new_ones(store: PageStore) -> None:
    half = MEGABYTE // 2
    for number in range(60):
        assert put(store, f"/{number}", "section:1", size=half)
    assert body(store, "/0") is None
    assert store.get(page_key("/59")) is not None
    stats = store.stats()
    assert stats.bytes <= stats.limit
    assert stats.pages == stats.keys
    assert store.purge(["section:1"]) == stats.pages


def test_a_page_too_large_for_the_store_is_not_stored(store: PageStore) -> None:
    assert not put(store, "/a", size=4 * MEGABYTE)


def test_a_store_too_small_for_its_indexes_starts_again_empty(folder: Path) -> None:
    store = PageStore(folder, 256 * 1024)
    for number in range(400):
        store.purge([f"article:{number}-{part}" for part in range(30)], cursor=number)
        put(store, f"/{number}", *(f"topic:{number}-{part}" for part in range(30)))
    assert put(store, "/last", "front")
    assert store.purge(["front"]) == 1
    store.close()


@pytest.mark.parametrize("damage", ["truncate", "garbage", "text"])
def test_a_damaged_file_is_moved_aside(folder: Path, damage: str) -> None:
    store = PageStore(folder, 16 * MEGABYTE)
    for number in range(50):
        put(store, f"/{number}", size=50_000)
    store.close()
    file = folder / "data.mdb"
    if damage == "truncate":
        with file.open("r+b") as handle:
            handle.truncate(9_000)
    else:
        file.write_bytes(b"\xa5" * 50_000 if damage == "garbage" else b"not a database\n")
    store = PageStore(folder, 16 * MEGABYTE)
    assert body(store, "/1") is None
    assert put(store, "/1")
    assert store.cursor is None
    assert (folder.parent / "pages.damaged" / "data.mdb").exists()
    store.close()


def test_an_entry_with_a_wrong_byte_is_a_miss_and_heals(folder: Path) -> None:
    store = PageStore(folder, 16 * MEGABYTE)
    put(store, "/a", size=40_000)
    store.close()
    file = folder / "data.mdb"
    raw = bytearray(file.read_bytes())
    at = raw.rindex(b"x" * 1_000)
    raw[at] ^= 1
    file.write_bytes(raw)
    store = PageStore(folder, 16 * MEGABYTE)
    assert store.get(page_key("/a")) is None
    assert put(store, "/a")
    assert body(store, "/a") == "/a"
    store.close()


def test_tickets_of_a_store_that_was_thrown_away_are_refused(store: PageStore, folder: Path) -> None:
    ticket = store.ticket()
    (folder / "data.mdb").unlink()
    (folder / "lock.mdb").unlink()
    assert store.ticket() > ticket
    assert not store.put(ticket, page_key("/a"), page(), [])


def test_a_file_from_before_a_restart_of_the_machine_is_not_trusted(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boot = tmp_path / "boot_id"
    monkeypatch.setattr(environment, "_BOOT_ID", boot)
    found = []
    for number in ("first", "first", "second"):
        boot.write_text(number)
        store = PageStore(folder, 16 * MEGABYTE)
        found.append(body(store, "/a"))
        put(store, "/a")
        store.close()
    assert found == [None, "/a", None]


def test_a_folder_that_cannot_be_used_is_a_miss(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = PageStore(tmp_path / "file" / "pages", MEGABYTE)
    assert store.get(b"/") is None
    assert store.version() is None
    assert not store.put(0, b"/", page(), [])


def test_two_stores_in_one_process_share_the_file(store: PageStore, folder: Path) -> None:
    other = PageStore(folder, 16 * MEGABYTE)
    put(store, "/a", "article:1")
    assert body(other, "/a") == "/a"
    other.purge(["article:1"])
    other.close()
    assert body(store, "/a") is None
