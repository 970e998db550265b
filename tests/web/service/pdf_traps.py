"""Small PDFs that each hide the word SECRET in another place; made by hand, since libraries write none of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from tests.hand_made_pdf import pdf, stream
from tests.web.service.evidence_files import SECRET, picture

IMAGE = b"/Type/XObject/Subtype/Image/Width 64/Height 48/ColorSpace/DeviceRGB/BitsPerComponent 8"
DRAWN = b"q 64 0 0 48 0 0 cm /I Do Q"
PICTURE = b"/XObject<</I 5 0 R>>"


def page(more: Sequence[bytes], said: bytes = b"", resources: bytes = b"", content: bytes = DRAWN) -> bytes:
    first = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<<%s>>%s>>" % (resources, said)
    tree = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"]
    return pdf([*tree, first, stream(b"", content), *more])


def traps() -> dict[str, bytes]:
    """Name -> file. The numbers of ``more`` begin at 5."""
    jpeg = picture()
    digits = jpeg.hex().encode() + b">"
    xmp = stream(b"/Type/Metadata/Subtype/XML", b"<x:xmpmeta>%s</x:xmpmeta>" % SECRET)
    box = b"\0\0\0\x0cjP  \r\n\x87\n" + (len(SECRET) + 24).to_bytes(4, "big") + b"uuid" + b"u" * 16 + SECRET
    notes = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(hello)/T(%s)>>" % SECRET
    signed = b"<</Type/Sig/Name(%s)/Location(%s)/Contents<00>>>" % (SECRET, SECRET)
    return {
        "packed twice": page([stream(IMAGE + b"/Filter[/FlateDecode/DCTDecode]", zlib.compress(jpeg))], b"", PICTURE),
        "in digits": page([stream(IMAGE + b"/Filter[/ASCIIHexDecode/DCTDecode]", digits)], b"", PICTURE),
        "JPEG 2000": page([stream(IMAGE + b"/Filter/JPXDecode", box)], b"", PICTURE),
        "of the page": page([xmp], b"/Metadata 5 0 R"),
        "of the picture": page([stream(IMAGE + b"/Filter/DCTDecode/Metadata 6 0 R", jpeg), xmp], b"", PICTURE),
        "an editor's own": page([stream(b"", SECRET)], b"/PieceInfo<</X<</Private 5 0 R>>>>"),
        "small picture": page([stream(IMAGE + b"/Filter/DCTDecode", jpeg)], b"/Thumb 5 0 R"),
        "comment in place": page([], b"/Annots[%s]" % notes),
        "attached": page(
            [
                b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 6 0 R>>",
                b"<</Type/Filespec/F(a)/EF<</F 7 0 R>>>>",
                stream(b"/Type/EmbeddedFile", SECRET),
            ],
            b"/Annots[5 0 R]",
        ),
        "signature": page([b"<</Type/Annot/Subtype/Widget/FT/Sig/Rect[0 0 9 9]/V 6 0 R>>", signed], b"/Annots[5 0 R]"),
        "layer": page(
            [],
            b"",
            b"/Properties<</L<</Type/OCG/Name(%s)/Usage<</CreatorInfo<</Creator(%s)>>>>>>>>" % (SECRET, SECRET),
        ),
    }


def drawn_trap() -> bytes:
    """A camera's file among the instructions of a page, where nothing can be cut out of it."""
    return page([], content=b"BI /W 64/H 48/CS/RGB/BPC 8/F/DCT ID " + picture() + b" EI")
