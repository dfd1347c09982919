"""`python -m khabar.importers.demo.pictures FOLDER` draws the demo edition's pictures as JPEG files."""

import sys
from pathlib import Path

from khabar.importers.demo import load_edition
from khabar.importers.demo.pictures import draw


def main(folder: Path) -> None:
    """Draw every picture of the edition into a folder."""
    for article in load_edition().articles:
        about = article.picture
        draw(about.scene, about.seed).save(folder / about.file_name, "JPEG", quality=88)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
