"""What the objects of a PDF carry besides what a page shows, and taking it out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf.filters import decode_stream_data
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, StreamObject, TextStringObject

from truceline.web.evidence.camera_bytes import without_boxes, without_device, without_segments

# Who edited, with what and when; what runs when a page is opened; who commented; small pictures of before.
DROPPED = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/A", "/OpenAction", "/JS", "/EF", "/FS", "/AF", "/Thumb")
OF_ANNOTATIONS = ("/T", "/M", "/CreationDate", "/NM", "/Subj", "/RC")
OF_SIGNATURES = ("/Name", "/Location", "/ContactInfo", "/Reason", "/M", "/Cert", "/Contents", "/ByteRange")
OF_SIGNATURES += ("/Reference", "/Prop_Build", "/SubFilter")
PICTURES = ("/DCTDecode", "/JPXDecode")  # packed as camera files are, with all that these carry
PACKED = (*PICTURES, "/CCITTFaxDecode", "/JBIG2Decode")
TELLING = (b"Exif\x00\x00", b"http://ns.adobe.com/", b"<x:xmpmeta", b"Photoshop 3.0")
# All that what is seen needs, of a page, a picture, a drawing and a note; programs add keys of their own to each, and
# the place of a map, sounds, films and scenes hang on others.
OF_A_PAGE = frozenset(
    [
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Contents",
        "/Rotate",
        "/Group",
        "/Annots",
        "/UserUnit",
        "/Tabs",
    ]
)
OF_A_PICTURE = frozenset(
    [
        "/Type",
        "/Subtype",
        "/Width",
        "/Height",
        "/ColorSpace",
        "/BitsPerComponent",
        "/Intent",
        "/ImageMask",
        "/Mask",
        "/Decode",
        "/Interpolate",
        "/SMask",
        "/SMaskInData",
        "/Matte",
        "/OC",
        "/Filter",
        "/DecodeParms",
        "/Length",
    ]
)
OF_A_DRAWING = frozenset(
    [
        "/Type",
        "/Subtype",
        "/FormType",
        "/BBox",
        "/Matrix",
        "/Resources",
        "/Group",
        "/OC",
        "/Filter",
        "/DecodeParms",
        "/Length",
    ]
)
OF_A_NOTE = frozenset(
    [
        "/Type",
        "/Subtype",
        "/Rect",
        "/Contents",
        "/F",
        "/AP",
        "/AS",
        "/Border",
        "/C",
        "/BS",
        "/BE",
        "/IC",
        "/QuadPoints",
        "/InkList",
        "/L",
        "/LE",
        "/LL",
        "/LLE",
        "/CL",
        "/IT",
        "/Vertices",
        "/DA",
        "/DS",
        "/Q",
        "/FT",
        "/Ff",
        "/V",
        "/MK",
        "/CA",
        "/ca",
        "/OC",
        "/P",
        "/Name",
        "/Open",
        "/Popup",
        "/Parent",
        "/Kids",
        "/Opt",
        "/I",
        "/TI",
        "/MaxLen",
        "/RD",
        "/Sy",
    ]
)
NOTES = frozenset(
    [
        "/Text",
        "/Link",
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Highlight",
        "/Underline",
        "/Squiggly",
        "/StrikeOut",
        "/Caret",
        "/Stamp",
        "/Ink",
        "/Popup",
        "/FileAttachment",
        "/Sound",
        "/Movie",
        "/Screen",
        "/Widget",
        "/PrinterMark",
        "/TrapNet",
        "/Watermark",
        "/3D",
        "/Redact",
        "/Projection",
        "/RichMedia",
    ]
)


def cleaned(one: Any) -> bool:
    """Take the metadata out of one object and what lies in it; whether a picture in it carried any."""
    for inner in _within(one):
        needed = _needed(inner)
        for name in (*DROPPED, *_telling(inner), *(k for k in list(inner) if needed and k not in needed)):
            if name in inner and not (name == "/A" and "/S" not in _plain(inner[name])):
                del inner[name]
        if inner.get("/Type") == "/OCG":  # a layer's name is not on the page, and is required
            inner[NameObject("/Name")] = TextStringObject("")
    if not isinstance(one, StreamObject):
        return False
    _profile_cleaned(one)
    return _picture_cleaned(one)


def _needed(inner: DictionaryObject) -> frozenset[str] | None:
    """The keys that what is seen needs; None where nothing is known of a dictionary."""
    if inner.get("/Type") == "/Page":
        return OF_A_PAGE
    kind = inner.get("/Subtype")
    if isinstance(inner, StreamObject):
        return OF_A_PICTURE if kind == "/Image" else OF_A_DRAWING if kind == "/Form" else None
    return OF_A_NOTE if kind in NOTES and "/Rect" in inner else None


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


def _profile_cleaned(one: StreamObject) -> None:
    """A colour profile names the screen or the camera that it was made for."""
    if "/N" not in one or "/Subtype" in one:
        return
    plain = _unpacked(one)
    bare = without_device(plain)
    if bare != plain:
        one._data = bare
        one.pop("/Filter", None)
        one.pop("/DecodeParms", None)


def still_tells(one: Any) -> bool:
    """Whether a stream holds what cameras and editors write: in a drawing, say, where it cannot be cut out safely."""
    if not isinstance(one, StreamObject) or one.get("/Subtype") == "/Image":  # pixels; what packs them was cleaned
        return False
    content = _unpacked(one)
    return any(mark in content for mark in TELLING)
