"""Camera files within a PDF, byte by byte: what says more than how the pixels lie is cut out, the pixels stay as they
are. What is not of the kind comes back unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator

END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # in packed pixels 0xFF is followed by 0 or a restart
START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
# Of JPEG 2000: what a reader needs for the pixels. All others hold EXIF, XMP, addresses, labels, rights.
PIXEL_BOXES = (b"jP  ", b"ftyp", b"rreq", b"jp2h", b"jpch", b"jplh", b"jp2c")
STREAM_START, STREAM_TILE, STREAM_COMMENT = 0xFF4F, 0xFF90, 0xFF64
# Of a colour profile: names of the device and of who made or measured it, and what programs keep for themselves.
TELLING_TAGS = (b"desc", b"cprt", b"dmnd", b"dmdd", b"targ", b"tech", b"vued", b"meta", b"mmod", b"psid", b"ciis")
PROFILE_DEVICE = ((48, 56), (24, 36), (80, 100))  # maker and model; when it was made; by which program, and its id


def without_segments(jpeg: bytes) -> bytes:
    """A JPEG without comments and application segments (EXIF, XMP, IPTC, profiles), and without what lies behind its
    end: a film of the same moment, a second picture. Its pixels are untouched.

    Kept are JFIF and Adobe's segment, which say how the colours are meant.
    """
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 2 <= len(jpeg) and jpeg[at] == 0xFF:
        marker = jpeg[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == END:
            return b"".join([*kept, jpeg[at : at + 2]])
        end = at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == SCAN:  # and the packed pixels after it, up to the next segment
            found = END_OF_SCAN.search(jpeg, end)
            end = found.start() if found else len(jpeg)
        segment = jpeg[at:end]
        colours = marker in (0xE0, 0xEE) and segment[4:9] in (b"JFIF\x00", b"Adobe")
        if not (0xE0 <= marker <= 0xEF or marker == COMMENT) or colours:
            kept.append(segment)
        at = end
    return b"".join(kept) if len(kept) > 1 else jpeg


def without_boxes(jpeg: bytes) -> bytes:
    """A JPEG 2000 file with the boxes of its pixels alone, and without comments in its codestream."""
    if jpeg[4:8] != b"jP  ":
        return _without_comments(jpeg)
    kept = []
    for kind, head, content in _boxes(jpeg):
        if kind == b"jp2c":
            content = _without_comments(content)
            head = (len(content) + 8).to_bytes(4, "big") + kind
        if kind in PIXEL_BOXES:
            kept.append(head + content)
    return b"".join(kept)


def _boxes(jpeg: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """(kind, head, content) of each box, one after another; what is no box any more ends it."""
    at = 0
    while at + 8 <= len(jpeg):
        size, length = int.from_bytes(jpeg[at : at + 4], "big"), 8
        if size == 1:
            size, length = int.from_bytes(jpeg[at + 8 : at + 16], "big"), 16
        size = size or len(jpeg) - at
        if size < length:
            return
        yield jpeg[at + 4 : at + 8], jpeg[at : at + length], jpeg[at + length : at + size]
        at += size


def _without_comments(stream: bytes) -> bytes:
    """A codestream whose main header has no comment."""
    if int.from_bytes(stream[:2], "big") != STREAM_START:
        return stream
    kept, at = [stream[:2]], 2
    while at + 4 <= len(stream):
        marker = int.from_bytes(stream[at : at + 2], "big")
        if marker == STREAM_TILE:
            return b"".join([*kept, stream[at:]])
        end = at + 2 + int.from_bytes(stream[at + 2 : at + 4], "big")
        if marker != STREAM_COMMENT:
            kept.append(stream[at:end])
        at = end
    return stream


def without_device(profile: bytes) -> bytes:
    """A colour profile that names no device: its words are blank, its colours the same."""
    if profile[36:40] != b"acsp":
        return profile
    blank = bytearray(profile)
    for start, end in PROFILE_DEVICE:
        blank[start:end] = bytes(end - start)
    for n in range(min(int.from_bytes(profile[128:132], "big"), 200)):
        tag = profile[132 + 12 * n : 144 + 12 * n]
        start, size = int.from_bytes(tag[4:8], "big"), int.from_bytes(tag[8:12], "big")
        if tag[:4] in TELLING_TAGS:
            kept = _head_of_words(profile[start : start + size])
            blank[start + kept : start + size] = bytes(len(blank[start + kept : start + size]))
    return bytes(blank)


def _head_of_words(tag: bytes) -> int:
    """How many bytes of a tag say how long its words are; these stay, so that readers find what they expect."""
    if tag[:4] == b"mluc":
        return 16 + 12 * int.from_bytes(tag[8:12], "big")
    return 12 if tag[:4] == b"desc" else 8
