"""A line at the end of a weights file that tells whether it is still what was saved.

HDF5 keeps no checksum of plain arrays, and ignores what stands behind its own last byte: Keras and h5py
read such a file like any other, and files without the line are read like before.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ann_toolkit.base.errors import FileError

_LINE = b"\nann_toolkit sha256 %s\n"
_LENGTH = len(_LINE % (b"0" * 64))
_PATTERN = re.compile(rb"\nann_toolkit sha256 ([0-9a-f]{64})\n")
_BLOCK = 2**22


def with_checksum(content: bytes) -> bytes:
    """The bytes of a weights file, and the line behind them.

    >>> with_checksum(b"weights")[:40]
    b'weights\\nann_toolkit sha256 9a129038d9a00'
    """
    return content + _LINE % hashlib.sha256(content).hexdigest().encode()


def check_unchanged(path: Path, shown: str) -> None:
    """Raise a :class:`FileError` naming ``shown`` if the file at ``path`` is not what its last line says."""
    size = path.stat().st_size - _LENGTH
    if size < 0:
        return
    with path.open("rb") as file:
        file.seek(size)
        line = _PATTERN.fullmatch(file.read(_LENGTH))
        if not line:
            return
        file.seek(0)
        digest, left = hashlib.sha256(), size
        while left:
            block = file.read(min(_BLOCK, left))
            if not block:
                break
            digest.update(block)
            left -= len(block)
    if digest.hexdigest().encode() != line[1]:
        raise FileError(f"{shown} is damaged: its bytes are not those that were saved; copy or save it again")
