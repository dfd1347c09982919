"""Cuts the two typefaces down to what an Arabic news page prints; run by the front end's build.

    python frontend/build/fonts.py PACKAGES OUT     the folder of the @fontsource-variable packages, and where to

Each face becomes three files. The first has the letters, marks, stops and digits of nearly every page, Arabic and
common signs in one file, as another file costs a request and its headers. Two are fetched where a page needs them:
letters that Arabic borrows for foreign names with those of Persian, Urdu and Kurdish, and Arabic-Indic digits. Latin
letters are the reader's own (frontend/css/fonts.css).
"""

import io
import shutil
import sys
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
ARABIC = f"{LETTERS}{MARKS}،؛؟"
COMMON = ' \u00a00123456789.,:!?%()[]-/«»"–—…“”+×'
EASTERN = "ٱپچڤگڨڭژکیھہۀےۓٹڈڑںەێۆۇۋڵڕ"
DIGITS = "٠١٢٣٤٥٦٧٨٩٪٫٬"
# What shaping Arabic needs; stylistic sets and small capitals stay behind.
FEATURES = ["ccmp", "init", "medi", "fina", "rlig", "liga", "calt", "locl", "mark", "mkmk", "kern", "curs"]
# Units of the em: at 58 pixels a step is a ninth of a pixel, and each point takes a byte less.
UNITS = 512


@dataclass(frozen=True)
class Face:
    """One typeface: `common` is the size of its digits and signs beside its Arabic letters.

    `plain_forms` keeps the four forms of each letter and lam-alef, and none of the many further ligatures: Markazi
    draws each letter a second time with a final yeh, which adds half the file and looks nearly the same.
    """

    package: str
    weight: int
    common: float = 1.0
    plain_forms: bool = False


FACES = (Face("markazi-text", 700, plain_forms=True), Face("noto-naskh-arabic", 400, common=0.93))


def main(packages: Path, out: Path) -> None:
    """Write the cut files and the licences into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        folder = packages / face.package
        shutil.copyfile(folder / "LICENSE", out / f"{face.package}-OFL.txt")
        with TemporaryDirectory() as scratch:
            arabic = _part(face, folder, "arabic", ARABIC, plain_forms=face.plain_forms)
            parts = [arabic, _part(face, folder, "latin", COMMON)]
            files = [str(Path(scratch, f"{number}.ttf")) for number in range(len(parts))]
            for part, file in zip(parts, files, strict=True):
                part.save(file)
            _write(Merger().merge(files), out / f"{face.package}.woff2")
        for name, text in (("eastern", EASTERN), ("digits", DIGITS)):
            _write(_part(face, folder, "arabic", text), out / f"{face.package}-{name}.woff2")


def _part(face: Face, folder: Path, source: str, text: str, plain_forms: bool = False) -> TTFont:
    """The characters of `text` out of one of the files that the package divides the face into."""
    font = TTFont(folder / "files" / f"{face.package}-{source}-wght-normal.woff2")
    font = instantiateVariableFont(font, {"wght": face.weight})
    arabic = source == "arabic"
    _subset(font, text, forms=_plain_forms(font, text) if plain_forms else None, layout=arabic)
    scale_upem(font, round(UNITS * (1 if arabic else face.common)))
    font["head"].unitsPerEm = UNITS
    font.flavor = None
    return font


def _subset(font: TTFont, text: str, forms: list[str] | None, layout: bool) -> None:
    if not layout:
        _speak_arabic(font)
    options = Options(hinting=False, notdef_outline=False, glyph_names=False, name_IDs=[1, 2])
    options.layout_features = FEATURES if layout else []
    options.layout_closure = forms is None
    options.drop_tables += ["STAT", "gasp"] + ([] if layout else ["GPOS", "GSUB", "GDEF"])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in text], glyphs=forms or [])
    subsetter.subset(font)


def _plain_forms(font: TTFont, text: str) -> list[str]:
    """The glyphs of the joined forms of single letters and of lam-alef, found by Unicode's presentation forms."""
    found = []
    for code, glyph in font.getBestCmap().items():
        stands_for = unicodedata.normalize("NFKC", chr(code))
        single = len(stands_for) == 1 and stands_for in text
        lam_alef = len(stands_for) == 2 and stands_for[0] == "ل" and stands_for[1] in "اأإآ"
        if 0xFB50 <= code <= 0xFEFC and (single or lam_alef):
            found.append(glyph)
    return found


def _speak_arabic(font: TTFont) -> None:
    """Have common signs drawn as the face draws them in Arabic text, as no rules for that are kept."""
    if "GSUB" not in font:
        return
    layout = font["GSUB"].table
    scripts = [record.Script for record in layout.ScriptList.ScriptRecord if record.ScriptTag == "arab"]
    languages = [record for script in scripts for record in script.LangSysRecord]
    own = [record.LangSys for record in languages if record.LangSysTag.strip() == "ARA"]
    used = own or [script.DefaultLangSys for script in scripts]
    records = [layout.FeatureList.FeatureRecord[number] for one in used for number in one.FeatureIndex]
    asked = [record.Feature.LookupListIndex for record in records if record.FeatureTag in ("ccmp", "locl")]
    chosen = {number for numbers in asked for number in numbers}
    swaps = _swaps(layout.LookupList.Lookup[number] for number in sorted(chosen))
    for table in font["cmap"].tables:
        table.cmap = {code: swaps.get(glyph, glyph) for code, glyph in table.cmap.items()}


def _swaps(lookups: Iterable) -> dict[str, str]:  # type: ignore[type-arg]
    found: dict[str, str] = {}
    for lookup in lookups:
        for table in lookup.SubTable:
            found |= getattr(getattr(table, "ExtSubTable", table), "mapping", {})
    return found


def _write(font: TTFont, file: Path) -> None:
    """As WOFF2; read once more first, so that its tables stand as a reader's browser wants them."""
    plain = io.BytesIO()
    font.save(plain)
    plain.seek(0)
    packed = TTFont(plain, recalcTimestamp=False)
    packed.flavor = "woff2"
    packed.save(file)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
