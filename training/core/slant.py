"""Lean a TrueType face to the right: the serif we embed has no italics for Vietnamese."""

from __future__ import annotations

import struct
from itertools import pairwise
from math import radians, tan

ARGS_ARE_WORDS, ARGS_ARE_XY, ONE_SCALE, MORE = 1, 2, 8, 32
TWO_SCALES, FOUR_SCALES, INSTRUCTIONS = 64, 128, 256
ON_CURVE, SHORT_X, SHORT_Y, REPEAT, SAME_X, SAME_Y = 1, 2, 4, 8, 16, 32


def slanted(font: bytes, name: str, degrees: float = 12.0) -> bytes:
    """Return `font` with every outline sheared by `degrees`, called `name` (ASCII); widths and metrics stay.

    Raises ValueError for anything but a TrueType font with a `glyf` table.
    """
    tables = _tables(font)
    if "glyf" not in tables:
        raise ValueError("only TrueType outlines can be slanted")
    long_offsets = struct.unpack_from(">h", tables["head"], 50)[0] == 1
    glyf, loca = _lean_all(tables["glyf"], _offsets(tables["loca"], long_offsets), tan(radians(degrees)))
    head = bytearray(tables["head"])
    struct.pack_into(">h", head, 50, 1)
    post = bytearray(tables["post"])
    struct.pack_into(">i", post, 4, int(-degrees * 65536))
    leaned = {"glyf": glyf, "loca": loca, "head": bytes(head), "post": bytes(post), "name": _names(name)}
    return _assemble({**tables, **leaned})


def _tables(font: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", font, 4)[0]
    found = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, at)
        found[tag.decode("latin-1")] = font[offset : offset + length]
    return found


def _names(name: str) -> bytes:
    """Write the least name table: family, style, unique, full and PostScript name."""
    text = name.encode("utf-16-be")
    records = b"".join(struct.pack(">6H", 3, 1, 0x409, kind, len(text), 0) for kind in (1, 2, 3, 4, 6))
    return struct.pack(">3H", 0, 5, 6 + len(records)) + records + text


def _offsets(loca: bytes, long_offsets: bool) -> list[int]:
    if long_offsets:
        return list(struct.unpack(f">{len(loca) // 4}L", loca))
    return [2 * half for half in struct.unpack(f">{len(loca) // 2}H", loca)]


def _lean_all(glyf: bytes, offsets: list[int], lean: float) -> tuple[bytes, bytes]:
    out, starts = bytearray(), [0]
    for start, end in pairwise(offsets):
        if end > start:
            out += _lean(glyf[start:end], lean)
            out += b"\0" * (-len(out) % 4)
        starts.append(len(out))
    return bytes(out), struct.pack(f">{len(starts)}L", *starts)


def _lean(glyph: bytes, lean: float) -> bytes:
    contours, x_min, y_min, x_max, y_max = struct.unpack_from(">5h", glyph)
    # an outline between y_min and y_max moves right by y * lean
    box = (round(x_min + y_min * lean), y_min, round(x_max + y_max * lean), y_max)
    body = _lean_simple(glyph, contours, lean) if contours >= 0 else _lean_composite(glyph, lean)
    return struct.pack(">5h", contours, *box) + body


def _lean_simple(glyph: bytes, contours: int, lean: float) -> bytes:
    ends_at = 10 + 2 * contours
    if contours == 0:
        return glyph[10:]
    points = struct.unpack_from(">H", glyph, ends_at - 2)[0] + 1
    flags, at = _flags(glyph, ends_at + 2 + struct.unpack_from(">H", glyph, ends_at)[0], points)
    xs, at = _coordinates(glyph, at, flags, SHORT_X, SAME_X)
    ys, _ = _coordinates(glyph, at, flags, SHORT_Y, SAME_Y)
    leaned = [round(x + y * lean) for x, y in zip(xs, ys, strict=True)]
    kept = bytes(flag & ON_CURVE for flag in flags)
    # hints were drawn for upright stems, so they are left out
    return glyph[10:ends_at] + b"\0\0" + kept + _deltas(leaned) + _deltas(ys)


def _flags(glyph: bytes, at: int, points: int) -> tuple[list[int], int]:
    flags: list[int] = []
    while len(flags) < points:
        flag, times, at = glyph[at], 1, at + 1
        if flag & REPEAT:
            times, at = glyph[at] + 1, at + 1
        flags += [flag] * times
    return flags, at


def _coordinates(glyph: bytes, at: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    value, values = 0, []
    for flag in flags:
        if flag & short:
            value += glyph[at] if flag & same else -glyph[at]
            at += 1
        elif not flag & same:
            value += struct.unpack_from(">h", glyph, at)[0]
            at += 2
        values.append(value)
    return values, at


def _deltas(values: list[int]) -> bytes:
    steps = [after - before for before, after in zip([0, *values], values, strict=False)]
    return struct.pack(f">{len(steps)}h", *steps)


def _lean_composite(glyph: bytes, lean: float) -> bytes:
    out, at, more = bytearray(), 10, True
    while more:
        flags, index = struct.unpack_from(">2H", glyph, at)
        words, more = flags & ARGS_ARE_WORDS, bool(flags & MORE)
        form = "h" if words else "b"
        first, second = struct.unpack_from(f">2{form if flags & ARGS_ARE_XY else form.upper()}", glyph, at + 4)
        at += 8 if words else 6
        scale, at = _scale(glyph, at, flags)
        if flags & ARGS_ARE_XY:
            first = round(first + second * lean)
        flags = flags & ~(ONE_SCALE | TWO_SCALES | FOUR_SCALES | INSTRUCTIONS) | ARGS_ARE_WORDS
        shape = b"" if scale is None else _leaned_scale(scale, lean)
        arguments = ">2H2h" if flags & ARGS_ARE_XY else ">4H"
        out += struct.pack(arguments, flags | (FOUR_SCALES if shape else 0), index, first, second) + shape
    return bytes(out)


def _scale(glyph: bytes, at: int, flags: int) -> tuple[tuple[float, ...] | None, int]:
    """Read a component's 2x2 matrix (xx, xy, yx, yy), or None where it has none."""
    if flags & ONE_SCALE:
        both = struct.unpack_from(">h", glyph, at)[0] / 16384
        return (both, 0.0, 0.0, both), at + 2
    if flags & TWO_SCALES:
        wide, high = struct.unpack_from(">2h", glyph, at)
        return (wide / 16384, 0.0, 0.0, high / 16384), at + 4
    if flags & FOUR_SCALES:
        return tuple(part / 16384 for part in struct.unpack_from(">4h", glyph, at)), at + 8
    return None, at


def _leaned_scale(scale: tuple[float, ...], lean: float) -> bytes:
    """Turn a matrix for upright parts into the one for leaned parts (shear, matrix, shear undone)."""
    xx, xy, yx, yy = scale  # x' = xx*x + yx*y, y' = xy*x + yy*y
    parts = (xx + lean * xy, xy, yx + lean * yy - lean * (xx + lean * xy), yy - lean * xy)
    return struct.pack(">4h", *(max(-32768, min(32767, round(part * 16384))) for part in parts))


def _assemble(tables: dict[str, bytes]) -> bytes:
    order, offset, places, body = sorted(tables), 12 + 16 * len(tables), bytearray(), bytearray()
    for tag in order:
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        name = tag.encode("latin-1")
        places += struct.pack(">4sLLL", name, _checksum(padded), offset + len(body), len(data))
        body += padded
    power = 1 << (len(order).bit_length() - 1)
    search = struct.pack(">4H", len(order), power * 16, power.bit_length() - 1, (len(order) - power) * 16)
    return b"\0\1\0\0" + search + bytes(places) + bytes(body)


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
