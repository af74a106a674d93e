"""Valid files with something wrong in them: in their bytes, their parts, their cells, or the values of their JSON."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random
from typing import Any

CELLS = (
    *(
        "",
        " ",
        "nan",
        "inf",
        "-1e400",
        "1e-400",
        "1_000",
        "\uff11",
        "1,5",
        '"',
        '"a',
        '""',
        "=1+1",
        "'",
        "#N/A",
        "True",
    ),
    *(
        "9007199254740993",
        "1" * 400,
        "2024-01-01",
        "\x1b[31m",
        "\0",
        "\ufeff",
        "\r",
        "\u2028",
        "é",
        "\ud7ff",
        "a\tb",
        "0x1",
    ),
)
VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        -1,
        0,
        2**31,
        2**63,
        10**400,
        1.5,
        1e308,
        float("nan"),
        "",
        "x",
        "\ud800",
        "x" * 1000,
        [],
        [[]],
        {},
    ),
    *({"a": {}}, [1, "a", None], "float32", "float64", "int64", "object", "binary", "regression", ["a", "a"]),
)
NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


def mutated(content: bytes, random: Random) -> bytes:
    """The content with one to three things changed, in ways that suit what it is."""
    for _ in range(random.choice((1, 1, 2, 3))):
        content = random.choice(_ways(content))(content, random)
    return content


def _ways(content: bytes) -> list[Callable[[bytes, Random], bytes]]:
    ways = [_bytes]
    if content[:4] == b"PK\3\4":
        ways += [_parts] * 4
    elif content[:6] == b"\x93NUMPY":
        ways += [_header] * 2
    elif content[:1] == b"{":
        ways += [_json] * 4
    elif content[:5] == b"<?xml" or content[:2] == b"<w":
        ways += [_xml] * 4
    elif b"\0" not in content[:1000]:
        ways += [_cells] * 4
    return ways


def _bytes(content: bytes, random: Random) -> bytes:
    """A byte, a number or a stretch changed, taken out, put in or said twice."""
    if not content:
        return b"\0"
    place = random.randrange(len(content))
    length = min(random.choice((1, 2, 4, 8, 100)), len(content) - place)
    how = random.randrange(7)
    if how == 0:
        return content[:place] + bytes([content[place] ^ (1 << random.randrange(8))]) + content[place + 1 :]
    if how == 1:
        number = struct.pack(random.choice("<>") + "I", random.choice(NUMBERS))
        return content[:place] + number[:length] + content[place + length :]
    if how == 2:
        return content[:place]
    if how == 3:
        return content[:place] + content[place + length :]
    if how == 4:
        return content[: place + length] + content[place:]
    if how == 5:
        return content[:place] + random.randbytes(length) + content[place:]
    return content[:place] + bytes(length) + content[place + length :]


def _parts(content: bytes, random: Random) -> bytes:
    """One part of an archive changed, left out or named otherwise; the archive itself stays sound."""
    new = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old:
            parts = {part.filename: old.read(part) for part in old.infolist()}
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return _bytes(content, random)  # an earlier change has spoiled the archive
    if not parts:
        return _bytes(content, random)
    name = random.choice(sorted(parts))
    how = random.randrange(8)
    if how == 0:
        del parts[name]
    elif how == 1:
        parts[random.choice(("X.npy", "about.npy", "../x", "x/" + name))] = parts.pop(name)
    else:
        parts[name] = random.choice(_ways(parts[name]))(parts[name], random)
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, raw in parts.items():
            archive.writestr(part, raw)
    return new.getvalue()


def _header(content: bytes, random: Random) -> bytes:
    """The words and numbers in the header of a .npy array."""
    end = content.find(b"\n")
    text = content[10:end]
    choices = (
        b"<f8",
        b"|O",
        b"|S0",
        b"<U1",
        b"|V8",
        b"<c16",
        b"<M8[s]",
        b"True",
        b"(",
        b")",
        b"-1",
        b"0",
        b"9" * 20,
        b"'",
    )
    words = list(re.finditer(rb"[<|>][a-zA-Z0-9\[\]]+|\w+|[()]", text))
    if not words:
        return _bytes(content, random)
    word = random.choice(words)
    changed = text[: word.start()] + random.choice(choices) + text[word.end() :]
    padded = changed.rstrip() + b" " * max(0, len(text) - len(changed.rstrip()))
    return content[:8] + struct.pack("<H", len(padded) + 1) + padded + content[end:]


def _cells(content: bytes, random: Random) -> bytes:
    """A cell changed, or a line taken out, said twice or cut."""
    sign = random.choice((b",", b";", b"\t")) if random.random() < 0.1 else b"," if b"," in content else b";"
    lines = content.splitlines(keepends=True)
    if not lines:
        return _bytes(content, random)
    place = random.choice((0, random.randrange(len(lines))))
    how = random.randrange(8)
    if how == 0:
        del lines[place]
    elif how == 1:
        lines.insert(place, lines[place])
    elif how == 2:
        lines[place] = lines[place].rstrip() + random.choice(
            (b"\r", b"", b"\r\n", sign, sign + b"\n", b"\n\n")
        )
    else:
        cells = lines[place].rstrip(b"\r\n").split(sign)
        cells[random.randrange(len(cells))] = random.choice(CELLS).encode()
        lines[place] = sign.join(cells) + b"\n"
    return b"".join(lines)


def _json(content: bytes, random: Random) -> bytes:
    """A value changed, a key taken out or put in."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return _bytes(content, random)
    if not isinstance(found, dict) or not found:
        return _bytes(content, random)
    inner: Any = found
    while True:
        keys = sorted(inner) if isinstance(inner, dict) else range(len(inner))
        key = random.choice(keys)
        if not (isinstance(inner[key], dict | list) and inner[key] and random.random() < 0.6):
            break
        inner = inner[key]
    if random.random() < 0.2:
        del inner[key]
    else:
        inner[key] = random.choice(VALUES)
    return json.dumps(found).encode()


def _xml(content: bytes, random: Random) -> bytes:
    """An attribute, a text or a tag changed."""
    places = list(re.finditer(rb'"[^"]*"|>[^<>]+<|</?\w+', content))
    if not places:
        return _bytes(content, random)
    place = random.choice(places)
    word = random.choice(CELLS).encode("utf-8", "replace").replace(b"\0", b"")
    start, end = place.group()[:1], place.group()[-1:]
    if start == b'"':
        word = b'"' + random.choice((word, b"-1", b"0", b"99999999999", b"s", b"b", b"e", b"XFD1")) + b'"'
    elif end == b"<":
        word = b">" + word + b"<"
    else:
        word = random.choice((b"<v", b"<c", b"<row", b"</row", b"<!--", b"<![CDATA["))
    return content[: place.start()] + word + content[place.end() :]
