"""Invented files for tests: pictures with what a camera writes into them, a PDF with such a picture, a bit of video."""

from __future__ import annotations

import hashlib
import io
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

SECRET = b"Example Camera 7741"  # stands for what names a source: a device, an owner, a place
VIDEO = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + SECRET + bytes(200)


def picture(format_name: str = "JPEG", size: tuple[int, int] = (64, 48), shade: int = 120) -> bytes:
    """A picture that is dark on its left half, turned by its EXIF, with a maker, a position, XMP and a comment."""
    image = Image.new("RGB", size, (shade, shade, shade))
    image.paste((20, 20, 20), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825).update({1: "N", 2: (34.0, 10.0, 0.0), 3: "E", 4: (44.0, 20.0, 0.0)})
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    more: dict[str, Any] = {"exif": exif}
    if format_name == "JPEG":
        more |= {"comment": SECRET, "xmp": xmp}
    if format_name == "WEBP":
        more |= {"xmp": xmp, "lossless": True}
    if format_name == "PNG":
        more["pnginfo"] = PngInfo()
        more["pnginfo"].add_text("Author", SECRET.decode())
    out = io.BytesIO()
    image.save(out, format_name, **more)
    return out.getvalue()


def document(locked: str = "") -> bytes:
    """A PDF of two pages: author, XMP, an attached file, a comment's author, a picture with its camera data."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

    pages = io.BytesIO()
    inside = Image.open(io.BytesIO(picture()))
    inside.save(pages, "PDF", save_all=True, append_images=[inside])
    writer = PdfWriter(clone_from=PdfReader(pages))
    for one in writer._objects:  # the picture inside as a camera wrote it
        if isinstance(one, StreamObject) and one.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            one._data = picture()
    writer.add_metadata({"/Author": SECRET.decode()})
    writer.xmp_metadata = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    writer.add_attachment("source.txt", SECRET)
    note = DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Text")})
    note[NameObject("/T")] = TextStringObject(SECRET.decode())
    writer.add_annotation(0, note | {NameObject("/Rect"): writer.pages[0].mediabox})
    if locked:
        writer.encrypt(locked)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def all_bytes_of_pdf(data: bytes) -> bytes:
    """Everything in a PDF, its packed streams unpacked, so that nothing hides in one."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    found = [data]
    for number in range(1, int(reader.trailer["/Size"])):
        one = reader.get_object(number)
        if one is not None:
            found.append(repr(one).encode())
            if hasattr(one, "_data"):
                found.append(one._data)
    return b"\n".join(found)


RAW = {"occurred_from": "2030-05-01T10:00", "act": "shelling", "text": "Example."}


def hand_in(client: Any, address: str, *contents: bytes, caption: str = "") -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = [SimpleUploadedFile(f"name-{n}.bin", content) for n, content in enumerate(contents)]
    return client.post(address, {"file": given, "caption": caption}, follow=True)


def attached(signed_in: Any, report: Any, content: bytes, name: str = "rana") -> Any:
    from truceline.web.evidence.models import Item

    hand_in(signed_in(name), f"/reports/{report.pk}/evidence/", content)
    return Item.objects.get(report=report, sha256=hashlib.sha256(content).hexdigest())


def entries(item_id: str) -> list[tuple[str, str]]:
    from truceline.web.audit.queries import history_of

    return [(e.actor, e.action) for e in history_of("evidence", [item_id])]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)
