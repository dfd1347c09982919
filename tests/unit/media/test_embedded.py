"""Caption, credit and description out of picture files, in every encoding they come in."""

import pytest
from tests.factories.pictures import jpeg, opened, photo, saved, with_iptc, xmp

from khabar.media.embedded import Embedded, clean, decode, read

CAPTION = "مزارعون يجمعون التمور في واحة سيوة غرب مصر"
UTF8 = {(1, 90): b"\x1b%G"}


def iptc(**parts: bytes) -> Embedded:
    numbers = {"byline": 80, "headline": 105, "credit": 110, "source": 115, "copyright": 116, "caption": 120}
    fields: dict[tuple[int, int], bytes | list[bytes]] = {(2, numbers[name]): text for name, text in parts.items()}
    return read(opened(with_iptc(jpeg(60, 40), fields)))


def test_iptc_in_utf8() -> None:
    fields: dict[tuple[int, int], bytes | list[bytes]] = {
        **UTF8,
        (2, 80): "سلمى عبد الله".encode(),
        (2, 105): "موسم التمور".encode(),
        (2, 110): "أ ف ب".encode(),
        (2, 120): CAPTION.encode(),
    }
    assert read(opened(with_iptc(jpeg(60, 40), fields))) == Embedded(
        caption=CAPTION, credit="سلمى عبد الله / أ ف ب", description="موسم التمور"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_iptc_that_does_not_say_its_encoding(encoding: str) -> None:
    assert iptc(caption=CAPTION.encode(encoding)).caption == CAPTION


def test_iptc_in_western_letters() -> None:
    assert iptc(caption="Café à Tunis, près du marché".encode("cp1252")).caption == "Café à Tunis, près du marché"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_arabic_that_was_read_as_western_is_repaired(encoding: str) -> None:
    western = CAPTION.encode(encoding).decode("latin-1")
    assert clean(western.encode().decode()) == CAPTION.strip()
    assert decode(western.encode()) == CAPTION


def test_arabic_read_as_windows_western_is_repaired() -> None:
    damaged = "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in CAPTION.encode())
    assert clean(damaged) == CAPTION


@pytest.mark.parametrize(
    "text", ["Überführung in Köln", "Ça va à Nîmes", "SÃO PAULO", "naïve café", "Øresund og Ærø", "10×15"]
)
def test_western_text_is_left_alone(text: str) -> None:
    assert clean(text) == text


def test_control_characters_and_line_ends_become_spaces() -> None:
    assert iptc(caption="سطر أول\r\nسطر ثان\x00\x07".encode()).caption == "سطر أول سطر ثان"


def test_several_bylines_are_listed() -> None:
    fields: dict[tuple[int, int], bytes | list[bytes]] = {**UTF8, (2, 80): ["منى".encode(), "سامي".encode()]}
    assert read(opened(with_iptc(jpeg(60, 40), fields))).credit == "منى، سامي"


@pytest.mark.parametrize(
    ("parts", "credit"),
    [
        ({"credit": b"AFP", "source": b"Getty"}, "AFP"),
        ({"source": b"Reuters"}, "Reuters"),
        ({"copyright": b"(c) Studio"}, "(c) Studio"),
        ({"byline": b"Mona Said"}, "Mona Said"),
        ({"byline": b"Mona Said", "credit": b"Mona Said/AFP"}, "Mona Said/AFP"),
        ({"byline": b"Mona Said", "credit": b"AFP"}, "Mona Said / AFP"),
    ],
)
def test_the_credit_line(parts: dict[str, bytes], credit: str) -> None:
    assert iptc(**parts).credit == credit


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_in_every_format(format_name: str) -> None:
    packet = xmp(
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Dates</rdf:li>'
        f'<rdf:li xml:lang="ar-EG">{CAPTION}</rdf:li></rdf:Alt></dc:description>'
        "<dc:creator><rdf:Seq><rdf:li>منى</rdf:li><rdf:li>سامي</rdf:li></rdf:Seq></dc:creator>"
        "<photoshop:Credit>رويترز</photoshop:Credit>"
        "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='ar'>رجلان تحت نخلة</rdf:li></rdf:Alt>"
        "</Iptc4xmpCore:AltTextAccessibility>"
    )
    if format_name == "PNG":
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
        data = saved(photo(60, 40), "PNG", pnginfo=info)
    else:
        data = saved(photo(60, 40), format_name, xmp=packet)
    assert read(opened(data)) == Embedded(CAPTION, "منى، سامي / رويترز", "رجلان تحت نخلة")


def test_xmp_written_as_attributes() -> None:
    packet = xmp("").replace(b'rdf:about=""', 'rdf:about="" photoshop:Credit="د ب أ"'.encode())
    assert read(opened(jpeg(60, 40, xmp=packet))).credit == "د ب أ"


def test_xmp_with_entities_is_not_read() -> None:
    packet = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + xmp("<photoshop:Credit>&a;</photoshop:Credit>")
    assert read(opened(jpeg(60, 40, xmp=packet))) == Embedded()


def test_exif_gives_the_credit_but_never_the_caption() -> None:
    from PIL import Image

    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "OLYMPUS DIGITAL CAMERA", "Mona Said", "Khabar"
    assert read(opened(jpeg(60, 40, exif=exif))) == Embedded(credit="Mona Said / Khabar")


def test_a_picture_that_says_nothing() -> None:
    assert read(opened(jpeg(60, 40))) == Embedded()
    assert read(opened(jpeg(60, 40, xmp=b"\xff\xfe<broken"))) == Embedded()
