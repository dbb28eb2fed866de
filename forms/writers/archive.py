"""Replacing single parts of a zip (xlsx, docx) while every other part stays byte for byte as it was.

zipfile can only decompress and compress again, which changes bytes, dates and flags. Here the local records of
untouched parts are copied raw, in their order; only the replaced parts are compressed anew and the directory rebuilt.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
END = struct.Struct("<4s4H2LH")
HAS_DESCRIPTOR = 0x08
UTF8_NAME = 0x800
ZIP64 = 1


def replace_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip `data` with the content of `parts` (name -> bytes) replaced. Raises `zipfile.BadZipFile`, `KeyError`."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        comment = archive.comment
        directory = archive.start_dir
    unknown = parts.keys() - {entry.filename for entry in entries}
    if unknown:
        raise KeyError(*sorted(unknown))
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    ends = [entry.header_offset for entry in ordered[1:]] + [directory]
    out = io.BytesIO()
    offsets: dict[int, int] = {}
    for entry, end in zip(ordered, ends, strict=True):
        start = entry.header_offset
        offsets[start] = out.tell()
        if entry.filename in parts:
            out.write(_local_record(entry, parts[entry.filename]))
        else:
            out.write(data[start:end])
    central = out.tell()
    for entry in entries:
        out.write(_central_record(entry, offsets[entry.header_offset]))
    size = out.tell() - central
    out.write(END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), size, central, len(comment)) + comment)
    return out.getvalue()


def undated(data: bytes) -> bytes:
    """The zip `data` with the same parts, all dated 1980-01-01: what is written is the same at any time."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _local_record(entry: zipfile.ZipInfo, content: bytes) -> bytes:
    """The local record of a part with new content; `entry` is brought up to date for the central directory."""
    packed = content
    if entry.compress_type != zipfile.ZIP_STORED:
        entry.compress_type = zipfile.ZIP_DEFLATED
        squeeze = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
        packed = squeeze.compress(content) + squeeze.flush()
    entry.flag_bits &= UTF8_NAME
    entry.CRC, entry.compress_size, entry.file_size = zlib.crc32(content), len(packed), len(content)
    name = _name(entry)
    header = LOCAL.pack(
        b"PK\x03\x04", 20, entry.flag_bits, entry.compress_type, *_moment(entry),
        entry.CRC, entry.compress_size, entry.file_size, len(name), 0,
    )  # fmt: skip
    return header + name + packed


def _central_record(entry: zipfile.ZipInfo, offset: int) -> bytes:
    name, extra = _name(entry), _without_zip64(entry.extra)
    header = CENTRAL.pack(
        b"PK\x01\x02", entry.create_version, entry.create_system, max(entry.extract_version, 20), 0,
        entry.flag_bits, entry.compress_type, *_moment(entry), entry.CRC, entry.compress_size, entry.file_size,
        len(name), len(extra), len(entry.comment), 0, entry.internal_attr, entry.external_attr, offset,
    )  # fmt: skip
    return header + name + extra + entry.comment


def _name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & UTF8_NAME else "cp437")


def _moment(entry: zipfile.ZipInfo) -> tuple[int, int]:
    """DOS time and date."""
    year, month, day, hour, minute, second = entry.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day


def _without_zip64(extra: bytes) -> bytes:
    """Extra fields without the one that overrides sizes and offset: they are given plainly."""
    kept = b""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<2H", extra)
        if kind != ZIP64:
            kept += extra[: 4 + size]
        extra = extra[4 + size :]
    return kept
