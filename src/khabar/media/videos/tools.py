"""ffmpeg and ffprobe as subprocesses on a short leash: local files only, known containers, little of the machine."""

import os
import resource
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from khabar.core.errors import KhabarError

# What is opened at all. Playlists (hls, dash, concat, sdp, image sequences) would have ffmpeg read further files or
# addresses; none of them is here, and the protocol list below would stop them too.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,mpeg,avi"
_INPUT = ["-protocol_whitelist", "file", "-format_whitelist", CONTAINERS]
_MEMORY = 4 * 2**30
_FILE = 16 * 2**30
_KEPT_ERRORS = 4_000
_NICENESS = "15"
MISSING = "تحويل الفيديو يحتاج برنامج ffmpeg، وهو غير مثبت على الخادم. ثبّته (apt install ffmpeg) فيبدأ التحويل وحده."


class ToolFailed(KhabarError):
    """ffmpeg or ffprobe ended badly, took too long, or is not there; the text is what it said."""


def is_there() -> bool:
    """Whether both programs are installed."""
    return all(shutil.which(name) for name in ("ffmpeg", "ffprobe"))


def probe(file: Path, *arguments: str, seconds: float = 60) -> str:
    """What ffprobe prints about a file.

    Raises:
        ToolFailed: it cannot read the file.
    """
    lines: list[str] = []
    _run(["ffprobe", "-v", "error", *_INPUT, *arguments, f"file:{file}"], seconds, lines.append)
    return "".join(lines)


def convert(
    file: Path,
    output: Sequence[str],
    *,
    seconds: float,
    before: Sequence[str] = (),
    tell: Callable[[float], None] | None = None,
) -> None:
    """Run ffmpeg from one file to one output.

    Args:
        output: the arguments after the input; the last is the output file.
        seconds: after so long it is killed.
        before: arguments in front of the input.
        tell: called with the seconds of the film that are done.

    Raises:
        ToolFailed: it did not succeed; the output may be there in part.
    """
    told = ["-progress", "pipe:1", "-stats_period", "1"] if tell else []
    command = ["ffmpeg", "-nostdin", "-hide_banner", "-v", "error", "-y", *told, *before, *_INPUT]
    _run([*command, "-i", f"file:{file}", *output], seconds, lambda line: _pass_on(line, tell))


def _pass_on(line: str, tell: Callable[[float], None] | None) -> None:
    name, _, value = line.strip().partition("=")
    if tell and name == "out_time_us" and value.lstrip("-").isdecimal():
        tell(max(0.0, int(value) / 1_000_000))


def _run(command: list[str], seconds: float, take: Callable[[str], object]) -> None:
    """Run to the end within `seconds`; each line of its output goes to `take`, which may raise to stop it."""
    with tempfile.TemporaryFile() as errors:
        process = _started(command, errors)
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        try:
            with process:
                assert process.stdout is not None  # noqa: S101 - asked for below
                for line in process.stdout:
                    take(line)
        except BaseException:
            process.kill()
            raise
        finally:
            late = not timer.is_alive()
            timer.cancel()
        if process.returncode:
            errors.seek(0)
            said = errors.read(_KEPT_ERRORS).decode("utf-8", errors="replace").strip()
            raise ToolFailed(f"{command[0]}: {'timeout' if late else said or process.returncode}")


def _started(command: list[str], errors: object) -> "subprocess.Popen[str]":
    program = shutil.which(command[0])
    if program is None:
        raise ToolFailed(MISSING)
    try:
        process: subprocess.Popen[str] = subprocess.Popen(  # noqa: S603 - a fixed program; what was uploaded is an argument after `file:`
            [*_leash(), program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,  # type: ignore[call-overload]
            text=True,
            errors="replace",
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
            close_fds=True,
        )
    except OSError as error:
        raise ToolFailed(f"{command[0]}: {error}") from error
    if hasattr(resource, "prlimit"):
        try:
            resource.prlimit(process.pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (_FILE, _FILE))
        except ProcessLookupError:  # it has ended already
            pass
    return process


def _leash() -> list[str]:
    """Programs in front of it: it dies with whoever started it, however that ends, and gives way to readers."""
    die = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    yielding = ["nice", "-n", _NICENESS] if shutil.which("nice") else []
    return [*die, *yielding]
