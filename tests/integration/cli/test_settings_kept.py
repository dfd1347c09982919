"""A site's settings hold for every command on its folder, and pages follow them when they change."""

import urllib.request

from tests.running import Newsroom


def front_page(address: str) -> str:
    with urllib.request.urlopen(f"{address}/", timeout=60) as answer:
        return str(answer.read().decode())


def test_commands_take_the_settings_the_site_was_started_with(newsroom: Newsroom) -> None:
    newsroom.environment["KHABAR_SITE_NAME"] = "صحيفة البلد"
    with newsroom.serving() as address:
        assert "صحيفة البلد" in front_page(address)
        for name in ("KHABAR_SITE_NAME", "KHABAR_SITE_URL"):
            newsroom.environment.pop(name)
        newsroom.run("render")
        page = front_page(address)
        assert "صحيفة البلد" in page
        assert f'rel="canonical" href="{address}/"' in page
        assert newsroom.run("doctor", check=False).stdout == "كل شيء متفق.\n"


def test_stored_pages_do_not_outlive_the_settings_they_were_made_with(newsroom: Newsroom) -> None:
    for name in ("صحيفة البلد", "صحيفة الجبل"):
        newsroom.environment["KHABAR_SITE_NAME"] = name
        with newsroom.serving() as address:
            assert name in front_page(address)


def test_the_password_of_a_first_start_is_not_kept(newsroom: Newsroom) -> None:
    with newsroom.serving():
        kept = newsroom.data / "run" / "settings.json"
        assert newsroom.environment["KHABAR_ADMIN_PASSWORD"] not in kept.read_text(encoding="utf-8")
        assert kept.stat().st_mode & 0o077 == 0
