"""A picture without what its camera wrote into it: the pixels are taken out and saved again, and nothing else is."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from truceline.web.evidence.kinds import JPEG, PNG, TIFF, WEBP, Kind

MOST_PIXELS = 200_000_000  # beyond it a picture may be made to fill the memory; the original is kept all the same
MOST_PAGES = 50
FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP", TIFF: "TIFF"}
SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": 0},
    "PNG": {},
    "WEBP": {"quality": 95, "method": 2},
    "TIFF": {"compression": "tiff_adobe_deflate"},
}


# Tags of a TIFF that say more than how its pixels lie: description, maker, model, software, times, persons, sub-tables
TELLING = frozenset([270, 271, 272, 305, 306, 315, 316, 33432, 34665, 34853])


class NoCopy(Exception):
    """No working copy can be made; the word says why (``Item.working_note``)."""

    def __init__(self, note: str) -> None:
        self.note = note
        super().__init__(note)


def picture_copy(source: Path, target: Any, kind: Kind) -> list[str]:
    """Write the copy; what kinds of metadata the original has. All pages of a TIFF, the first frame of the rest.

    Raises NoCopy ``unreadable`` or ``too_large``.
    """
    format_name = FORMATS[kind]
    try:
        with Image.open(source, formats=[format_name]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise NoCopy("too_large")
            found = metadata_in(picture)
            frames = _frames(picture, format_name)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NoCopy("unreadable") from error
    more = {"save_all": True, "append_images": frames[1:]} if len(frames) > 1 else {}
    frames[0].save(target, format_name, **SAVED[format_name], **more)
    return found


def _frames(picture: Image.Image, format_name: str) -> list[Image.Image]:
    if format_name != "TIFF":
        return [_pixels(picture)]
    if getattr(picture, "n_frames", 1) > MOST_PAGES:
        raise NoCopy("too_large")
    return [_pixels(page) for page in ImageSequence.Iterator(picture)]


def _pixels(picture: Image.Image) -> Image.Image:
    """The pixels as they are meant to be seen (turned upright, in sRGB), in a picture that carries nothing else."""
    upright = ImageOps.exif_transpose(picture)
    shown = _in_srgb(upright)
    see_through = shown.mode in ("RGBA", "LA", "PA") or "transparency" in shown.info
    mode = "RGBA" if see_through else "L" if shown.mode in ("1", "L") else "RGB"
    plain = shown.convert(mode)
    bare = Image.new(mode, plain.size)
    bare.paste(plain)
    return bare


def _in_srgb(picture: Image.Image) -> Image.Image:
    """A profile may name a device, so it is applied instead of being kept; one that cannot be applied is dropped."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        done = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return done or picture


def metadata_in(picture: Image.Image) -> list[str]:
    """Which kinds of metadata a picture carries; words of ``Item.removed``."""
    exif = picture.getexif()
    info = picture.info
    found = {
        "exif": "exif" in info or bool(TELLING.intersection(exif)),
        "position": bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
        "xmp": any(k in info for k in ("xmp", "XML:com.adobe.xmp")) or ExifTags.Base.XMLPacket in exif,
        "iptc": any(k in info for k in ("photoshop", "iptc")),
        "profile": "icc_profile" in info,
        "comment": "comment" in info or bool(getattr(picture, "text", None)),
    }
    return [name for name, there in found.items() if there]
