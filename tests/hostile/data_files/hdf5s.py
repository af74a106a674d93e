"""HDF5 files that are damaged, that point to other files, or that claim what they do not hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from tests.hostile.corpus import SECRET, Hostile
from tests.hostile.data_files.archives import NOT_WHOLE
from tests.hostile.data_files.making import X, entries, file, hdf5_bytes, npz_bytes, told, y


def _hdf5(change: Callable[[h5py.File, Path], Any]) -> Callable[[Path], Path]:
    """A valid HDF5 file without X, which ``change`` adds in its way."""

    def make(folder: Path) -> Path:
        path = folder / "data.h5"
        with h5py.File(path, "w") as opened:
            opened["y"] = y()
            change(opened, folder)
        return path

    return make


def _secret_h5(folder: Path) -> str:
    with h5py.File(folder / "other.h5", "w") as other:
        other["X"] = X()
        other["words"] = np.array([SECRET.encode()] * 6)
    return str(folder / "other.h5")


def _set(name: str, value: Callable[[h5py.File, Path], Any]) -> Callable[[Path], Path]:
    return _hdf5(lambda opened, folder: opened.__setitem__(name, value(opened, folder)))


def hdf5() -> list[Hostile]:
    def virtual(opened: h5py.File, folder: Path) -> None:
        layout = h5py.VirtualLayout((6, 2), float)
        layout[:] = h5py.VirtualSource(_secret_h5(folder), "X", (6, 2))
        opened.create_virtual_dataset("X", layout)

    def external(opened: h5py.File, folder: Path) -> None:
        (folder / "raw.bin").write_bytes((SECRET * 9).encode())
        opened.create_dataset("X", (6, 2), float, external=[(str(folder / "raw.bin"), 0, 96)])

    def cycle(opened: h5py.File, _: Path) -> None:
        opened["X"] = X()
        opened.create_group("a/b")
        opened["a/b/a"] = opened["a"]

    def deep(opened: h5py.File, _: Path) -> None:
        opened["X"] = X()
        opened.create_group("/".join("a" * 100))

    pointing = {
        "X in another file": _set("X", lambda _, folder: h5py.ExternalLink(_secret_h5(folder), "X")),
        "y in another file": _hdf5(
            lambda opened, folder: _both(opened, h5py.ExternalLink(_secret_h5(folder), "words"))
        ),
        "a link to nothing": _set("X", lambda *_: h5py.ExternalLink("/etc/passwd", "X")),
        "a soft link": _set("X", lambda *_: h5py.SoftLink("/y")),
        "a soft link to nothing": _set("X", lambda *_: h5py.SoftLink("/nowhere")),
        "a soft link to itself": _set("X", lambda *_: h5py.SoftLink("/X")),
        "X made of another file": _hdf5(virtual),
        "X in the bytes of another file": _hdf5(external),
        "X without values": _set("X", lambda *_: h5py.Empty("f4")),
        "a group in itself": _hdf5(cycle),
        "100 groups in each other": _hdf5(deep),
        "references in X": _hdf5(
            lambda o, _: o.create_dataset("X", data=np.array([[o.ref]] * 6, h5py.ref_dtype))
        ),
        "texts of any length in X": _hdf5(lambda o, _: o.create_dataset("X", (6, 2), h5py.string_dtype())),
        "rows of any length in X": _hdf5(lambda o, _: o.create_dataset("X", (6,), h5py.vlen_dtype(float))),
        "a type for X": _set("X", lambda *_: np.dtype(float)),
        "an unusual packing": _hdf5(
            lambda o, _: o.create_dataset("X", data=np.arange(12).reshape(6, 2), scaleoffset=0)
        ),
    }
    good = hdf5_bytes(about=told(), X=np.arange(12.0).reshape(6, 2), y=y())
    damage = {
        f"cut off after {share} %": file(".h5", good[: len(good) * share // 100]) for share in (1, 10, 50, 90)
    }
    damage |= {
        "texts without end": file(".h5", _free_without_size(good)),
        "text": file(".h5", "1,2,3\n"),
        "its first bytes alone": file(".h5", b"\x89HDF\r\n\x1a\n" + bytes(50)),
        "a wrong first byte": file(".h5", b"\x88" + good[1:]),
        "the first 4 kB zero": file(".h5", good[:100] + bytes(4000) + good[4100:]),
        "an NPZ file": file(".h5", npz_bytes(X=X(), y=y())),
    }
    about = {
        f"a header of {key}={value}": file(".h5", hdf5_bytes(told(**{key: value}), X=X(), y=y()))
        for key, value in {
            "task": "guess",
            "X_dtype": "O",
            "y_ndim": 7,
            "target_names": "ab",
            "name": None,
        }.items()
    }
    odd = {
        "a number": 3,
        "numbers": [1, 2],
        "nothing": h5py.Empty("f"),
        "cut off": told()[:30],
        "a list": "[]",
    }
    for name, value in odd.items():
        about[f"a header that is {name}"] = file(".h5", lambda value=value: hdf5_bytes(value, X=X(), y=y()))
    group = _hdf5(lambda opened, _: opened.create_group("X"))
    return [
        *entries("hdf5", "not opened", pointing),
        *entries("hdf5", NOT_WHOLE, damage),
        *entries("hdf5", "expected|damaged|lacks", about),
        Hostile("hdf5: X is a group", group, "expected the arrays X and y"),
    ]


def _free_without_size(good: bytes) -> bytes:
    """The free space behind the texts of attributes has size 0: HDF5's library goes round for ever."""
    heap = good.index(b"GCOL")
    free = good.index(b"\0" * 8, heap + 16 + 16 + len(told()) - 8)
    free += (heap - free) % 8
    return good[:free] + bytes(16) + good[free + 16 :]


def _both(opened: h5py.File, link: h5py.ExternalLink) -> None:
    del opened["y"]
    opened["X"], opened["y"] = X(), link
