"""HDF5 files that hold signs, or cats and dogs, and should not be read: damaged, or set as a trap."""

from __future__ import annotations

import functools
import io
from pathlib import Path
from random import Random
from typing import Any

import h5py
import numpy as np

from ann_toolkit import datasets
from tests.hostile.corpus import SECRET, Hostile
from tests.hostile.loader_pictures import BUDGET, Made, Pictures, wrong_arrays

HDF5 = (
    Pictures(
        "signs",
        datasets.load_signs,
        ("train_set_x", "train_set_y"),
        np.full((6, 64, 64, 3), 7, np.uint8),
        np.arange(6),
    ),
    Pictures(
        "cats_dogs",
        datasets.load_cats_dogs,
        ("X_train", "Y_train"),
        np.full((6, 64, 64), 7, np.uint8),
        np.array([[0.0], [1.0]] * 3),
    ),
)


def hdf5_files() -> list[Hostile]:
    """HDF5 files of signs and of cats and dogs."""
    found = []
    for kind in HDF5:
        for what, other, says in wrong_arrays(kind):
            found.append(Hostile(f"{kind.name}: {what}", functools.partial(_hdf5, kind, other=other), says))
        for make, says in HDF5_TRICKS:
            what = str(make.__doc__).rstrip(".")
            found.append(Hostile(f"{kind.name}: {what}", functools.partial(make, kind), says))
        for share in (0.02, 0.3, 0.6, 0.95):
            cut = functools.partial(_cut, kind, share=share)
            found.append(
                Hostile(f"{kind.name}: cut at {share:.0%}", cut, "not an HDF5 file, or not the whole")
            )
    return found


def _path(kind: Pictures, folder: Path) -> tuple[Path, Made]:
    path = folder / f"{kind.name}.h5"
    return path, functools.partial(kind.load, path, path, budget=BUDGET)


def _hdf5(kind: Pictures, folder: Path, other: dict[str, Any]) -> Made:
    path, load = _path(kind, folder)
    with h5py.File(path, "w") as file:
        for key, values in ({kind.keys[0]: kind.X, kind.keys[1]: kind.y} | other).items():
            if values is not None:
                file[key] = values
    return load


def _cut(kind: Pictures, folder: Path, share: float) -> Made:
    path, load = _hdf5(kind, folder, {}).args[0], _path(kind, folder)[1]
    raw = path.read_bytes()
    path.write_bytes(raw[: int(share * len(raw))])
    return load


def _external(kind: Pictures, folder: Path) -> Made:
    """Values that lie in another file."""
    path, load = _path(kind, folder)
    (folder / "secret.bin").write_bytes((SECRET * 10_000).encode())
    with h5py.File(path, "w") as file:
        file[kind.keys[1]] = kind.y
        size = kind.X.nbytes
        file.create_dataset(
            kind.keys[0], kind.X.shape, np.uint8, external=[(str(folder / "secret.bin"), 0, size)]
        )
    return load


def _linked(kind: Pictures, folder: Path) -> Made:
    """A link to an array of another file."""
    path, load = _path(kind, folder)
    with h5py.File(folder / "other.h5", "w") as file:
        file["values"] = kind.X
    with h5py.File(path, "w") as file:
        file[kind.keys[1]] = kind.y
        file[kind.keys[0]] = h5py.ExternalLink(str(folder / "other.h5"), "values")
    return load


def _soft(kind: Pictures, folder: Path) -> Made:
    """A soft link."""
    path, load = _path(kind, folder)
    with h5py.File(path, "w") as file:
        file["elsewhere"], file[kind.keys[1]] = kind.X, kind.y
        file[kind.keys[0]] = h5py.SoftLink("/elsewhere")
    return load


def _virtual(kind: Pictures, folder: Path) -> Made:
    """A virtual array over another file."""
    path, load = _path(kind, folder)
    with h5py.File(folder / "other.h5", "w") as file:
        file["values"] = kind.X
    layout = h5py.VirtualLayout(kind.X.shape, np.uint8)
    layout[...] = h5py.VirtualSource(folder / "other.h5", "values", kind.X.shape)
    with h5py.File(path, "w") as file:
        file[kind.keys[1]] = kind.y
        file.create_virtual_dataset(kind.keys[0], layout)
    return load


def _objects(kind: Pictures, folder: Path) -> Made:
    """Words of any length as labels."""
    return _hdf5(kind, folder, {kind.keys[1]: np.array(["cat"] * 6, object)})


def _records(kind: Pictures, folder: Path) -> Made:
    """Records of several fields as labels."""
    return _hdf5(kind, folder, {kind.keys[1]: np.zeros(6, [("label", int), ("sure", float)])})


def _group(kind: Pictures, folder: Path) -> Made:
    """A group in place of the pictures."""
    path, load = _path(kind, folder)
    with h5py.File(path, "w") as file:
        file.create_group(kind.keys[0])
        file[kind.keys[1]] = kind.y
    return load


def _type(kind: Pictures, folder: Path) -> Made:
    """A named type in place of the pictures."""
    path, load = _path(kind, folder)
    with h5py.File(path, "w") as file:
        file[kind.keys[0]] = np.dtype(np.uint8)
        file[kind.keys[1]] = kind.y
    return load


def _huge(kind: Pictures, folder: Path) -> Made:
    """A terabyte of pictures in a file of some kilobytes."""
    path, load = _path(kind, folder)
    with h5py.File(path, "w") as file:
        file[kind.keys[1]] = kind.y
        file.create_dataset(kind.keys[0], (10**8, *kind.X.shape[1:]), np.uint8, chunks=kind.X.shape)
    return load


def _packed(kind: Pictures, folder: Path) -> Made:
    """Pictures that unpack past the budget."""
    path, load = _path(kind, folder)
    with h5py.File(path, "w") as file:
        file[kind.keys[1]] = kind.y
        X = np.zeros((60_000_000 // kind.X[0].size, *kind.X.shape[1:]), np.uint8)
        file.create_dataset(kind.keys[0], data=X, chunks=(200, *kind.X.shape[1:]), compression="gzip")
    return load


def _floats(kind: Pictures, folder: Path) -> Made:
    """Pictures that fit and whose brightness does not."""
    path = _hdf5(kind, folder, {kind.keys[0]: np.repeat(kind.X, 20, 0)}).args[0]
    return functools.partial(kind.load, path, path, budget=kind.X.nbytes * 40)


def _text(kind: Pictures, folder: Path) -> Made:
    """Text that is called .h5."""
    path, load = _path(kind, folder)
    path.write_text("label,pixel\n" * 1000)
    return load


def _empty_space(kind: Pictures, folder: Path) -> Made:
    """An array without values (H5S_NULL)."""
    return _hdf5(kind, folder, {kind.keys[0]: h5py.Empty("u1")})


HDF5_TRICKS = [
    (_external, "lie in another file"),
    (_linked, "is a link to elsewhere"),
    (_soft, "is a link to elsewhere"),
    (_virtual, "lie in another file"),
    (_objects, "something else than plain values"),
    (_records, "something else than plain values"),
    (_group, "has no"),
    (_type, "neither a group nor an array"),
    (_huge, "would unpack|would take"),
    (_packed, "would unpack|would take"),
    (_floats, "would take"),
    (_text, "not an HDF5 file"),
    (_empty_space, "holds nothing"),
]


def valid_hdf5(kind: Pictures, random: Random) -> bytes:
    """A sound file for train and test, plain or packed."""
    whole = io.BytesIO()
    with h5py.File(whole, "w") as file:
        for part in ("train", "test"):
            x, y = (key.replace("train", part) for key in kind.keys)
            options = random.choice(({}, {"chunks": True}, {"compression": "gzip", "shuffle": True}))
            file.create_dataset(x, data=kind.X, track_times=False, **options)
            file.create_dataset(y, data=kind.y, track_times=False)
    return whole.getvalue()
