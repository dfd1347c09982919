"""Makes small films with ffmpeg's own test sources; needs no database."""

import subprocess
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory


@lru_cache(maxsize=32)
def clip(
    size: str = "320x180", seconds: float = 1.0, suffix: str = ".mp4", *, sound: bool = True, options: str = ""
) -> bytes:
    """A moving test card with a tone, as the bytes of a file of that kind."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / f"clip{suffix}"
        tone = ["-f", "lavfi", "-i", f"sine=440:d={seconds}"] if sound else []
        command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"testsrc=s={size}:d={seconds}:r=10", *tone]
        fast = ["-c:v", "libx264", "-preset", "ultrafast"] if suffix in (".mp4", ".mov", ".mkv") else []
        subprocess.run([*command, *fast, *options.split(), "-t", str(seconds), str(target)], check=True)
        return target.read_bytes()
