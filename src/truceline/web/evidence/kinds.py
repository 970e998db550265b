"""What a file is, told from its first bytes and never from its name.

Source: docs/methods/evidence.md#kinds-of-file
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD_BYTES = 4096  # enough for every signature below


@dataclass(frozen=True)
class Kind:
    """``ending`` is what the service calls such a file; ``copied``: a working copy can be made."""

    media_type: str
    ending: str
    copied: bool = False


JPEG = Kind("image/jpeg", "jpg", True)
PNG = Kind("image/png", "png", True)
WEBP = Kind("image/webp", "webp", True)
TIFF = Kind("image/tiff", "tif", True)
PDF = Kind("application/pdf", "pdf", True)
HEIC = Kind("image/heic", "heic")
MP4 = Kind("video/mp4", "mp4")
QUICKTIME = Kind("video/quicktime", "mov")
PHONE_VIDEO = Kind("video/3gpp", "3gp")
WEBM = Kind("video/webm", "webm")
MATROSKA = Kind("video/x-matroska", "mkv")
MP3 = Kind("audio/mpeg", "mp3")
M4A = Kind("audio/mp4", "m4a")
WAV = Kind("audio/wav", "wav")
OGG = Kind("audio/ogg", "ogg")
FLAC = Kind("audio/flac", "flac")
AMR = Kind("audio/amr", "amr")
KINDS = (JPEG, PNG, WEBP, TIFF, HEIC, PDF, MP4, QUICKTIME, PHONE_VIDEO, WEBM, MATROSKA, MP3, M4A, WAV, OGG, FLAC, AMR)
BY_TYPE = {kind.media_type: kind for kind in KINDS}

SIGNATURES = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"%PDF-", PDF),
    (b"ID3", MP3),
    (b"OggS", OGG),
    (b"fLaC", FLAC),
    (b"#!AMR", AMR),
)
BRANDS = {  # of the container that MP4, QuickTime, 3GP and HEIC share
    b"qt  ": QUICKTIME,
    b"M4A ": M4A,
    b"M4B ": M4A,
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"MSNV", b"M4V "), MP4),
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"mif1", b"msf1"), HEIC),
}


def kind_of(head: bytes) -> Kind | None:
    """The kind of a file by its first bytes; None for what is not on the list."""
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head[:4] == b"RIFF":
        return {b"WAVE": WAV, b"WEBP": WEBP}.get(head[8:12])
    if head[4:8] == b"ftyp":
        return PHONE_VIDEO if head[8:10] == b"3g" else BRANDS.get(head[8:12])
    if head[:4] == b"\x1aE\xdf\xa3":
        return WEBM if b"webm" in head[:80] else MATROSKA if b"matroska" in head[:80] else None
    if len(head) > 3 and head[0] == 0xFF and head[1] in (0xFB, 0xFA, 0xF3, 0xF2):
        return MP3
    return None
