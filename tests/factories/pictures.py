"""Makes picture files, good and bad, as bytes."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def photo(width: int = 1200, height: int = 800, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """A picture with as many colours as a photograph; the same for the same numbers."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    tint = Image.new("L", (width, height), seed * 37 % 256)
    picture = Image.merge("RGB", (across, down, tint))
    return picture if mode == "RGB" else picture.convert(mode)


def saved(image: Image.Image, format_name: str = "JPEG", **options: Any) -> bytes:
    """The picture as a file of that format."""
    out = BytesIO()
    image.save(out, format_name, **options)
    return out.getvalue()


def jpeg(width: int = 1200, height: int = 800, seed: int = 1, **options: Any) -> bytes:
    """A photograph as a JPEG file."""
    return saved(photo(width, height, seed), "JPEG", quality=85, **options)


def opened(data: bytes) -> Image.Image:
    """The file decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes whose header says it is that large: a decompression bomb."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


def with_iptc(data: bytes, fields: dict[tuple[int, int], bytes | list[bytes]]) -> bytes:
    """A JPEG with an IPTC-IIM block of the given datasets in its Photoshop segment (APP13)."""
    block = b""
    for (record, dataset), value in fields.items():
        for one in value if isinstance(value, list) else [value]:
            block += b"\x1c" + bytes((record, dataset)) + struct.pack(">H", len(one)) + one
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    segment = b"Photoshop 3.0\x00" + resource
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + data[2:]


def xmp(properties: str) -> bytes:
    """An XMP packet around the given properties of `rdf:Description`."""
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f'<rdf:Description rdf:about="">{properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()
