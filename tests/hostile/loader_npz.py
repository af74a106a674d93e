"""NPZ files that hold MNIST or Fashion-MNIST and should not be read: damaged, or set as a trap."""

from __future__ import annotations

import functools
import io
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from ann_toolkit import datasets
from tests.hostile.corpus import Hostile
from tests.hostile.loader_pictures import BUDGET, Made, Pictures, wrong_arrays

NPZ = tuple(
    Pictures(name, load, ("x_train", "y_train"), np.full((6, 28, 28), 7, np.uint8), np.arange(6))
    for name, load in (("mnist", datasets.load_mnist), ("fashion", datasets.load_fashion_mnist))
)


def npz_files() -> list[Hostile]:
    """NPZ files of MNIST and Fashion-MNIST."""
    found = []
    for kind in NPZ:
        for what, other, says in wrong_arrays(kind):
            found.append(Hostile(f"{kind.name}: {what}", functools.partial(_npz, kind, other=other), says))
        for make, says in NPZ_TRICKS:
            what = str(make.__doc__).rstrip(".")
            found.append(Hostile(f"{kind.name}: {what}", functools.partial(make, kind), says))
        for share in (0.02, 0.3, 0.6, 0.95):
            cut = functools.partial(_cut_npz, kind, share=share)
            found.append(
                Hostile(f"{kind.name}: cut at {share:.0%}", cut, "not an NPZ file, or not the whole")
            )
    return found


def _parts(kind: Pictures, other: dict[str, Any]) -> dict[str, bytes]:
    """The parts of an NPZ file as bytes, by their names."""
    arrays = {"x_train": kind.X, "y_train": kind.y, "x_test": kind.X, "y_test": kind.y} | other
    parts = {}
    for key, values in arrays.items():
        if values is not None:
            part = io.BytesIO()
            np.lib.format.write_array(part, np.asarray(values), allow_pickle=True)
            parts[f"{key}.npy"] = part.getvalue()
    return parts


def _zip(kind: Pictures, folder: Path, parts: dict[str, bytes], packing: int = zipfile.ZIP_STORED) -> Made:
    path = folder / f"{kind.name}.npz"
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return functools.partial(kind.load, path, budget=BUDGET)


def _npz(kind: Pictures, folder: Path, other: dict[str, Any]) -> Made:
    return _zip(kind, folder, _parts(kind, other))


def _cut_npz(kind: Pictures, folder: Path, share: float) -> Made:
    load = _npz(kind, folder, {})
    raw = load.args[0].read_bytes()
    load.args[0].write_bytes(raw[: int(share * len(raw))])
    return load


def _header(kind: Pictures, folder: Path, old: bytes, new: bytes) -> Made:
    """A file in whose first header ``old`` became ``new``; its length stays."""
    parts = _parts(kind, {})
    first = parts["x_train.npy"]
    length = 10 + int.from_bytes(first[8:10], "little")
    text = first[10:length].replace(old, new).rstrip()
    parts["x_train.npy"] = first[:10] + text.ljust(length - 11) + b"\n" + first[length:]
    return _zip(kind, folder, parts)


def _pickled(kind: Pictures, folder: Path) -> Made:
    """Python objects."""
    return _npz(kind, folder, {"x_train": np.array([{}, []], object)})


def _more(kind: Pictures, folder: Path) -> Made:
    """A header that claims a terabyte."""
    return _header(kind, folder, b"(6, 28, 28)", b"(999999999, 28, 28)")


def _fewer(kind: Pictures, folder: Path) -> Made:
    """A header that claims less than there is."""
    return _header(kind, folder, b"(6, 28, 28)", b"(2, 28, 28)")


def _negative(kind: Pictures, folder: Path) -> Made:
    """A header of negative length."""
    return _header(kind, folder, b"(6, 28, 28)", b"(-6, -28, 28)")


def _code(kind: Pictures, folder: Path) -> Made:
    """A header that is a piece of code."""
    return _header(kind, folder, b"False", b"exit(1)")


def _unknown(kind: Pictures, folder: Path) -> Made:
    """A header of an unknown type of numbers."""
    return _header(kind, folder, b"|u1", b"|zz")


def _no_array(kind: Pictures, folder: Path) -> Made:
    """A part that is no array."""
    return _zip(kind, folder, _parts(kind, {}) | {"read.me": b"hello"})


def _bomb(kind: Pictures, folder: Path) -> Made:
    """An array that unpacks past the budget."""
    parts = _parts(kind, {"x_train": np.zeros((80_000, 28, 28), np.uint8)})
    return _zip(kind, folder, parts, zipfile.ZIP_DEFLATED)


def _flipped(kind: Pictures, folder: Path) -> Made:
    """A flipped bit in the pictures."""
    load = _npz(kind, folder, {})
    raw = bytearray(load.args[0].read_bytes())
    raw[2000] ^= 1
    load.args[0].write_bytes(raw)
    return load


def _version(kind: Pictures, folder: Path) -> Made:
    """A header of a version that is not there yet."""
    parts = _parts(kind, {})
    parts["y_test.npy"] = b"\x93NUMPY\x09\x00" + parts["y_test.npy"][8:]
    return _zip(kind, folder, parts)


def _dates(kind: Pictures, folder: Path) -> Made:
    """Dates in place of brightness."""
    return _npz(kind, folder, {"x_train": kind.X.astype("M8[s]")})


def _complex(kind: Pictures, folder: Path) -> Made:
    """Complex numbers in place of brightness."""
    return _npz(kind, folder, {"x_train": kind.X.astype(complex)})


def _other_ending(kind: Pictures, folder: Path) -> Made:
    """A file with another ending."""
    path = folder / "mnist.npy"
    path.write_bytes(_parts(kind, {})["x_train.npy"])
    return functools.partial(kind.load, path)


NPZ_TRICKS = [
    (_pickled, "holds Python objects"),
    (_more, "not the whole of it|would take"),
    (_fewer, "not the whole of it"),
    (_negative, "not the whole of it"),
    (_code, "not an NPZ file"),
    (_unknown, "not an NPZ file"),
    (_no_array, "is no array"),
    (_bomb, "would take"),
    (_flipped, "not the whole of it"),
    (_version, "not an NPZ file"),
    (_dates, "expected brightness"),
    (_complex, "expected brightness"),
    (_other_ending, "the ending is not that of"),
]


def valid_npz(kind: Pictures, random: Random) -> bytes:
    """A sound file, plain or packed."""
    whole = io.BytesIO()
    packing = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(whole, "w", packing) as archive:
        for name, content in _parts(kind, {}).items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return whole.getvalue()
