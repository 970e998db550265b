"""PDFs by hand that hide the secret where phones, map programs, calibrated screens and presentations put theirs."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

from PIL import Image

from tests.hand_made_pdf import stream
from tests.web.service.pdf_traps import IMAGE, PICTURE, page
from tests.web.service.telling_files import SECRET, film, jpeg, profile

TOLD = SECRET.encode()
PROFILED = IMAGE.replace(b"/DeviceRGB", b"[/ICCBased 6 0 R]")
NOTE = b"<</Type/Annot/Rect[0 0 9 9]"


def _plain_jpeg(**more: bool) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 60, 30)).save(out, "JPEG", **more)
    return out.getvalue()


def _between_scans() -> bytes:
    """A comment and EXIF behind the first of several scans."""
    data = _plain_jpeg(progressive=True)
    at = data.index(b"\xff\xda", data.index(b"\xff\xda") + 2)
    told = b"".join(b"\xff" + m + struct.pack(">H", len(TOLD) + 2) + TOLD for m in (b"\xfe", b"\xe1"))
    return data[:at] + told + data[at:]


def _jpeg2000() -> bytes:
    """A comment in the codestream, and boxes within and beside those that say how the pixels lie."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 60, 30)).save(out, "JPEG2000")
    data = out.getvalue()
    at = data.index(b"\xff\x4f") + 2
    size = struct.unpack(">H", data[at + 2 : at + 4])[0]
    comment = b"\xff\x64" + struct.pack(">HH", len(TOLD) + 4, 1) + TOLD
    start = data.index(b"jp2c") - 4
    stream_ = data[data.index(b"\xff\x4f") :]
    stream_ = stream_[: 4 + size] + comment + stream_[4 + size :]
    inner = struct.pack(">I", 8 + len(TOLD)) + b"xml " + TOLD
    box = struct.pack(">I", 8 + len(inner)) + b"asoc" + inner
    return data[:start] + box + struct.pack(">I", 8 + len(stream_)) + b"jp2c" + stream_


def _picture(data: bytes, said: bytes = b"", *more: bytes, image: bytes = IMAGE, kind: bytes = b"DCT") -> bytes:
    return page([stream(image + b"/Filter/" + kind + b"Decode" + said, data), *more], b"", PICTURE)


def _noted(said: bytes, *more: bytes) -> bytes:
    return page([NOTE + said + b">>", *more], b"/Annots[5 0 R]")


PDFS: dict[str, Callable[[], bytes]] = {
    "film behind a picture": lambda: _picture(_plain_jpeg() + film(b"isom")),
    "second picture behind the first": lambda: _picture(_plain_jpeg() + jpeg()),
    "between scans": lambda: _picture(_between_scans()),
    "in JPEG 2000": lambda: _picture(_jpeg2000(), kind=b"JPX"),
    "profile of a screen": lambda: _picture(_plain_jpeg(), b"", stream(b"/N 3", profile()), image=PROFILED),
    "a key of nobody's": lambda: page([], b"/Acme_Scan<</Owner(%s)>>" % TOLD),
    "a key of a picture": lambda: _picture(_plain_jpeg(), b"/Acme_Owner(%s)" % TOLD),
    "where a map lies": lambda: page([], b"/VP[<</Type/Viewport/Name(%s)/Measure<</Subtype/GEO>>>>]" % TOLD),
    "a picture's place": lambda: _picture(_plain_jpeg(), b"/Measure<</Subtype/GEO/GCS<</WKT(%s)>>>>" % TOLD),
    "three dimensions": lambda: _noted(b"/Subtype/3D/3DD 6 0 R", stream(b"/Type/3D/Subtype/U3D", TOLD)),
    "sound": lambda: _noted(b"/Subtype/Sound/Sound 6 0 R", stream(b"/Type/Sound/R 8000", TOLD)),
    "film of a page": lambda: _noted(b"/Subtype/Movie/Movie<</F(%s)/Poster 6 0 R>>" % TOLD, stream(IMAGE, TOLD)),
    "shown by a program": lambda: _noted(b"/Subtype/RichMedia/RichMediaContent<</Assets<</Names[(%s)6 0 R]>>>>" % TOLD),
    "name of an address": lambda: _noted(b"/Subtype/Link/PA<</S/URI/URI(%s)>>/Dest(%s)" % (TOLD, TOLD)),
}
