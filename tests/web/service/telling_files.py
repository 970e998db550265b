"""Files made by hand, of every kind, with a secret wherever the format has room for one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2

SECRET = "Zq7-Source-Halvard"  # nothing of it may be found again, in any writing
GPS = (34.0, 17.0, 23.5)


def image(frames: int = 1) -> list[Image.Image]:
    return [Image.new("RGB", (40, 30), (90 + n * 20, 60, 30)) for n in range(frames)]


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010E], made[0x010F], made[0x013B] = SECRET, SECRET, SECRET
    made.get_ifd(0x8825).update({1: "N", 2: GPS, 3: "E", 4: GPS})
    made.get_ifd(0x8769).update({0x927C: SECRET.encode(), 0x9286: SECRET.encode(), 0xA431: SECRET})
    return made


def profile() -> bytes:
    """A colour profile whose description is the secret; its words are stored as UTF-16 or ASCII."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for words in ("sRGB built-in", "No copyright, use freely"):
        for coded in ("utf-16-be", "ascii"):
            new = SECRET.ljust(len(words))[: len(words)]
            plain = plain.replace(words.encode(coded), new.encode(coded))
    return plain


XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{SECRET}</dc:creator></x:xmpmeta>'.encode()


def packed(name: str = "source.txt") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, SECRET)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png() -> bytes:
    """tEXt, zTXt, iTXt, eXIf, iCCP, tIME, a private chunk, and a ZIP after the end."""
    info = PngInfo()
    info.add_text("Author", SECRET)
    info.add_text("Comment", SECRET, zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode(), "en", SECRET)
    out = io.BytesIO()
    image()[0].save(out, "PNG", pnginfo=info, exif=exif(), icc_profile=profile())
    data = out.getvalue()
    more = chunk(b"tIME", struct.pack(">HBBBBB", 2030, 5, 1, 10, 0, 0)) + chunk(b"seCr", SECRET.encode())
    at = data.index(b"IDAT") - 4
    return data[:at] + more + data[at:] + b"<html><script>alert(1)</script>" + packed()


def animated_png() -> bytes:
    out = io.BytesIO()
    first, *rest = image(3)
    info = PngInfo()
    info.add_text("Author", SECRET)
    first.save(out, "PNG", save_all=True, append_images=rest, pnginfo=info)
    return out.getvalue()


def webp(frames: int = 1) -> bytes:
    """EXIF, XMP, ICCP and a chunk of nobody's, inside RIFF."""
    out = io.BytesIO()
    first, *rest = image(frames)
    more: dict[str, Any] = {"save_all": True, "append_images": rest} if rest else {}
    first.save(out, "WEBP", exif=exif().tobytes(), xmp=XMP, icc_profile=profile(), **more)
    data = out.getvalue() + b"secr" + struct.pack("<I", len(SECRET)) + SECRET.encode()
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def jpeg() -> bytes:
    """COM, EXIF with a thumbnail that has EXIF of its own, XMP, IPTC, a profile, a private APP, a ZIP after the end."""
    out = io.BytesIO()
    image()[0].save(out, "JPEG", exif=exif(), xmp=XMP, comment=SECRET.encode(), icc_profile=profile())
    data = out.getvalue()
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", 5 + len(SECRET))
    iptc += b"\x1c\x02\x50" + struct.pack(">H", len(SECRET)) + SECRET.encode() + b"\x00"
    some = b""
    for marker, body in ((0xED, iptc), (0xEB, b"JP" + SECRET.encode()), (0xEF, SECRET.encode())):
        some += bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
    return data[:2] + some + data[2:] + packed()


def several_in_one_jpeg() -> bytes:
    """MPO: a second picture behind the first, with its own EXIF."""
    out = io.BytesIO()
    first, second = image(2)
    first.save(out, "MPO", save_all=True, append_images=[second], exif=exif())
    return out.getvalue()


def tiff() -> bytes:
    """Two pages: describing tags, GPS, XMP, IPTC, Photoshop's and a private tag, on each; more after the end."""
    out = io.BytesIO()
    tags = ImageFileDirectory_v2()
    for tag in (269, 270, 271, 272, 285, 305, 315, 316, 33432, 42112):
        tags.tagtype[tag] = 2
        tags[tag] = SECRET
    for tag, data in ((700, XMP), (33723, SECRET.encode()), (34377, SECRET.encode()), (65000, SECRET.encode())):
        tags.tagtype[tag] = 7
        tags[tag] = data
    first, second = image(2)
    first.encoderinfo = {"tiffinfo": tags}
    first.save(out, "TIFF", tiffinfo=tags, save_all=True, append_images=[second], icc_profile=profile())
    return out.getvalue() + packed()


def gif() -> bytes:
    out = io.BytesIO()
    first, *rest = image(2)
    first.save(out, "GIF", save_all=True, append_images=rest, comment=SECRET.encode())
    data = out.getvalue()[:-1]
    body = XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    return data + b"\x21\xff\x0bXMP DataXMP" + body + b";"


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", 8 + len(data)) + kind + data


def film(brand: bytes) -> bytes:
    """udta with ©xyz and ©nam, an XMP box, a uuid box: as phones and Adobe's programs write them."""
    place = SECRET.encode() + b"+34.2899+044.1236/"
    told = b"".join(box(k, struct.pack(">HH", len(place), 0) + place) for k in (b"\xa9xyz", b"\xa9nam", b"\xa9mak"))
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    moov = box(b"moov", box(b"mvhd", bytes(100)) + box(b"udta", told + box(b"XMP_", XMP)))
    return box(b"ftyp", brand + bytes(4) + brand) + moov + box(b"uuid", uuid + XMP) + box(b"mdat", bytes(64))


def mp3() -> bytes:
    said = b"\x03" + SECRET.encode()
    frame = b"TPE1" + struct.pack(">I", len(said)) + b"\x00\x00" + said
    return b"ID3\x04\x00\x00" + bytes((0, 0, 0, len(frame))) + frame + b"\xff\xfb\x90\x00" + bytes(413)


def wav() -> bytes:
    told = b"INFOIART" + struct.pack("<I", len(SECRET)) + SECRET.encode()
    body = b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
    body += b"LIST" + struct.pack("<I", len(told)) + told + b"data" + struct.pack("<I", 8) + bytes(8)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def ogg() -> bytes:
    return b"OggS" + bytes(24) + b"OpusTags" + struct.pack("<I", len(SECRET)) + SECRET.encode()


def flac() -> bytes:
    return b"fLaC\x84" + struct.pack(">I", len(SECRET))[1:] + SECRET.encode()


def matroska(kind: bytes) -> bytes:
    return b"\x1aE\xdf\xa3\x93\x42\x82" + bytes((0x80 | len(kind),)) + kind + bytes(8) + SECRET.encode()


# Told by its first bytes to be of a kind that has no working copy.
UNCLEANED = {
    "heic": lambda: box(b"ftyp", b"heic" + bytes(4) + b"mif1") + box(b"meta", SECRET.encode()),
    "mp4": lambda: film(b"isom"),
    "mov": lambda: film(b"qt  "),
    "3gp": lambda: film(b"3gp4"),
    "m4a": lambda: film(b"M4A "),
    "webm": lambda: matroska(b"webm"),
    "mkv": lambda: matroska(b"matroska"),
    "mp3": mp3,
    "wav": wav,
    "ogg": ogg,
    "flac": flac,
    "amr": lambda: b"#!AMR\n" + SECRET.encode(),
}
CLEANED = {
    "png": png,
    "apng": animated_png,
    "webp": webp,
    "animated webp": lambda: webp(3),
    "jpeg": jpeg,
    "mpo": several_in_one_jpeg,
    "tiff": tiff,
}


def office(kind: str) -> bytes:
    """A document whose properties name its author."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if kind == "odt":
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("docProps/core.xml" if kind != "odt" else "meta.xml", f"<creator>{SECRET}</creator>")
    return out.getvalue()


SVG = f'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><desc>{SECRET}</desc></svg>'.encode()
REFUSED = {
    "gif": gif,
    "svg": lambda: SVG,
    "svg with a declaration": lambda: b'<?xml version="1.0"?>' + SVG,
    "html": lambda: b"<!doctype html><script>alert(1)</script>",
    "html after spaces": lambda: b"\n\n   <html><body onload=alert(1)>",
    "docx": lambda: office("docx"),
    "xlsx": lambda: office("xlsx"),
    "odt": lambda: office("odt"),
    "zip": packed,
    "jar in a gif": lambda: gif() + packed("Main.class"),
    "mail": lambda: b"From: a@example.org\nSubject: x\nContent-Type: message/rfc822\n\n" + SECRET.encode(),
    "nested mail": lambda: b"Content-Type: message/rfc822\n\n" * 2000,
    "program": lambda: b"\x7fELF" + bytes(60),
    "windows program": lambda: b"MZ" + bytes(60),
    "script": lambda: b"#!/bin/sh\necho",
    "half a signature": lambda: b"\x89PNG\r\n",
    "pdf after junk": lambda: b"junk\n%PDF-1.7\n",
    "riff of another kind": lambda: b"RIFF\x00\x00\x00\x00AVI " + bytes(40),
}


def writings() -> Iterator[bytes]:
    """The secret as formats write text."""
    import base64

    for coded in ("utf-8", "utf-16-be", "utf-16-le"):
        yield SECRET.encode(coded)
    yield base64.b64encode(SECRET.encode())[:-2]
    yield SECRET.encode().hex().encode()


def holds_secret(data: bytes) -> bool:
    """In the bytes, or in whatever of them unpacks."""
    return any(w in some for some in unpacked(data) for w in writings())


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, and each stretch of them that is a deflated stream."""
    yield data
    for at in range(len(data) - 2):
        if data[at] == 0x78 and data[at + 1] in (0x01, 0x5E, 0x9C, 0xDA):
            try:
                yield zlib.decompressobj().decompress(data[at:], 5_000_000)
            except zlib.error:
                continue
