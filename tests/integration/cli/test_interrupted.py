"""Ctrl-C ends the preparing of a folder wherever it comes, also where Python ignores what is raised."""

import signal
import weakref
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from khabar.cli import main, up
from khabar.ops import prepare

pytestmark = pytest.mark.django_db


class _Held:
    pass


def _ctrl_c_in_a_finalizer() -> None:
    held = _Held()
    weakref.finalize(held, signal.raise_signal, signal.SIGINT)
    del held


def _ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


def _prepared(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None]) -> Result:
    """What `khabar prepare` answers when something happens between two of its statements."""

    def work(*, demo: bool, say: Callable[[str], None]) -> None:
        meanwhile()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        say("went on")

    monkeypatch.setattr(up, "use_django", lambda **_: None)
    monkeypatch.setattr(prepare, "prepare", work)
    monkeypatch.setattr(prepare, "is_prepared", lambda: True)
    return CliRunner().invoke(main, ["prepare"])


@pytest.mark.parametrize("happens", [_ctrl_c, _ctrl_c_in_a_finalizer])
def test_it_ends_and_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], None]) -> None:
    before = signal.getsignal(signal.SIGINT)
    answer = _prepared(monkeypatch, happens)
    assert answer.exit_code == 1
    assert "أُوقفت التهيئة قبل تمامها؛ أعد الأمر نفسه لتكتمل." in answer.output
    assert "went on" not in answer.output
    assert signal.getsignal(signal.SIGINT) is before


def test_without_it_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = _prepared(monkeypatch, lambda: None)
    assert (answer.exit_code, answer.output) == (0, "went on\n")
