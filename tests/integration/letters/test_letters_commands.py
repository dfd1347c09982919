"""`khabar letters`: one reader's data and the addresses that a provider reports."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.factories.letters import subscribed

from khabar.cli import main
from khabar.letters.models import Newsletter, Reader, Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _django_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("khabar.cli.letters.use_django", lambda: None)


def run(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["letters", *words])
    return found.exit_code, found.output


def test_data_and_forgetting(letter: Newsletter) -> None:
    subscribed(letter, "noor@example.com")
    code, out = run("data", "Noor@Example.com")
    assert code == 0
    assert json.loads(out)["subscriptions"][0]["newsletter"] == letter.name
    assert run("forget", "noor@example.com")[0] == 0
    assert not Reader.objects.exists()
    assert run("forget", "noor@example.com")[0] == 1
    assert run("data", "none")[0] == 1


def test_addresses_that_a_provider_reports_are_left_in_peace(letter: Newsletter, tmp_path: Path) -> None:
    for name in ("noor", "hadi", "rim"):
        subscribed(letter, f"{name}@example.com")
    file = tmp_path / "bounces.txt"
    file.write_text("noor@example.com\n\nnone\nunknown@example.com\n", encoding="utf-8")
    code, out = run("bounced", str(file))
    assert code == 1, "one line was no address"
    assert ":3:" in out
    file.write_text("HADI@example.com\n", encoding="utf-8")
    assert run("bounced", str(file), "--complaints")[0] == 0
    left = dict(Subscription.objects.values_list("reader__address", "left"))
    assert left == {"noor@example.com": "refused", "hadi@example.com": "complaint", "rim@example.com": ""}
