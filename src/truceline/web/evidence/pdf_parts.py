"""What the objects of a PDF carry besides what a page shows, and taking it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, StreamObject, TextStringObject

# Who edited, with what and when; what runs when a page is opened; who commented; small pictures of before.
DROPPED = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/A", "/OpenAction", "/JS", "/EF", "/FS", "/AF", "/Thumb")
OF_ANNOTATIONS = ("/T", "/M", "/CreationDate", "/NM", "/Subj", "/RC")
OF_SIGNATURES = ("/Name", "/Location", "/ContactInfo", "/Reason", "/M", "/Cert", "/Contents", "/ByteRange")
OF_SIGNATURES += ("/Reference", "/Prop_Build", "/SubFilter")
PICTURES = ("/DCTDecode", "/JPXDecode")  # packed as camera files are, with all that these carry
PACKED = (*PICTURES, "/CCITTFaxDecode", "/JBIG2Decode")
TELLING = (b"Exif\x00\x00", b"http://ns.adobe.com/", b"<x:xmpmeta", b"Photoshop 3.0")
BOXES = (b"uuid", b"xml ", b"uinf")  # of JPEG 2000: EXIF, XMP, addresses


def cleaned(one: Any) -> bool:
    """Take the metadata out of one object and what lies in it; whether a picture in it carried any."""
    for inner in _within(one):
        for name in (*DROPPED, *_telling(inner)):
            if name in inner and not (name == "/A" and "/S" not in _plain(inner[name])):
                del inner[name]
        if inner.get("/Type") == "/OCG":  # a layer's name is not on the page, and is required
            inner[NameObject("/Name")] = TextStringObject("")
    return isinstance(one, StreamObject) and _picture_cleaned(one)


def _telling(inner: DictionaryObject) -> tuple[str, ...]:
    if inner.get("/Type") in ("/Sig", "/DocTimeStamp") or "/ByteRange" in inner:
        return OF_SIGNATURES
    if inner.get("/Type") == "/OCG":
        return ("/Usage",)
    return OF_ANNOTATIONS if inner.get("/Type") == "/Annot" or "/Subtype" in inner else ()


def _within(one: Any) -> Iterator[DictionaryObject]:
    """An object's own dictionaries; what it refers to is an object of its own."""
    waiting = [one]
    while waiting:
        some = waiting.pop()
        if isinstance(some, DictionaryObject):
            yield some
            waiting += some.values()
        elif isinstance(some, ArrayObject):
            waiting += some


def _plain(value: Any) -> Any:
    found = value.get_object()
    return found if isinstance(found, DictionaryObject) else {}


def _filters(one: StreamObject) -> list[str]:
    stated = one.get("/Filter")
    stated = stated.get_object() if stated is not None else []
    return [str(f.get_object()) for f in stated] if isinstance(stated, ArrayObject) else [str(stated)] if stated else []


def _unpacked(one: StreamObject) -> bytes:
    """A stream's bytes; of a picture the camera file that it is packed as."""
    names = _filters(one)
    keep = next((n for n, name in enumerate(names) if name in PACKED), len(names))
    stated = one.get("/DecodeParms")
    stated = stated.get_object() if stated is not None else None
    parms = list(stated) if isinstance(stated, ArrayObject) else [stated] * (stated is not None)
    outer = StreamObject()
    outer._data = one._data
    outer[NameObject("/Filter")] = ArrayObject([NameObject(n) for n in names[:keep]])
    parms += [None] * (len(names) - len(parms))
    outer[NameObject("/DecodeParms")] = ArrayObject([p if p is not None else NullObject() for p in parms[:keep]])
    return decode_stream_data(outer) if keep else one._data


def _picture_cleaned(one: StreamObject) -> bool:
    names = _filters(one)
    if not names or names[-1] not in PICTURES:
        return False
    packed = _unpacked(one)
    bare = without_segments(packed) if names[-1] == "/DCTDecode" else without_boxes(packed)
    if bare == packed:
        return False
    one._data = bare
    one[NameObject("/Filter")] = NameObject(names[-1])
    one.pop("/DecodeParms", None)
    return True


def still_tells(one: Any) -> bool:
    """Whether a stream holds what cameras and editors write: in a drawing, say, where it cannot be cut out safely."""
    if not isinstance(one, StreamObject) or one.get("/Subtype") == "/Image":  # pixels; what packs them was cleaned
        return False
    content = _unpacked(one)
    return any(mark in content for mark in TELLING)


def without_boxes(jpeg: bytes) -> bytes:
    """A JPEG 2000 file without the boxes that hold metadata; a bare codestream comes back as it is."""
    if jpeg[4:8] != b"jP  ":
        return jpeg
    kept, at = [], 0
    while at + 8 <= len(jpeg):
        size = int.from_bytes(jpeg[at : at + 4], "big")
        size = int.from_bytes(jpeg[at + 8 : at + 16], "big") if size == 1 else size or len(jpeg) - at
        if size < 8:
            return jpeg
        if jpeg[at + 4 : at + 8] not in BOXES:
            kept.append(jpeg[at : at + size])
        at += size
    return b"".join(kept)


def without_segments(jpeg: bytes) -> bytes:
    """A JPEG without comments and application segments (EXIF, XMP, IPTC, profiles), its pixels untouched.

    Kept are JFIF and Adobe's segment, which say how the colours are meant. What is no JPEG comes back as it is.
    """
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xDA:  # the picture itself, up to the end
            return b"".join([*kept, jpeg[at:]])
        if marker == 0xFF:  # padding
            at += 1
            continue
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        segment = jpeg[at:end]
        colours = segment[4:9] in (b"JFIF\x00", b"Adobe")
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or colours:
            kept.append(segment)
        at = end
    return jpeg
