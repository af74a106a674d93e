"""Weights that are no plain arrays, or not those that they seem; each is tried in a model and alone."""

from __future__ import annotations

import io
import os
from collections.abc import Callable

import h5py
import numpy as np


def weights_file(fill: Callable[[h5py.File], None]) -> bytes:
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        fill(file)
    return memory.getvalue()


def good(file: h5py.File) -> None:
    file["layers/dense/vars/0"] = np.ones((4, 2), "float32")
    file["layers/dense/vars/1"] = np.ones(2, "float32")
    file.create_group("vars")


def _external_link(file: h5py.File) -> None:
    file["layers"] = h5py.ExternalLink("/etc/passwd", "/")


def _soft_link(file: h5py.File) -> None:
    file["layers"] = h5py.SoftLink("/vars")
    file.create_group("vars")


def _dangling_link(file: h5py.File) -> None:
    good(file)
    file["layers/dense/vars/2"] = h5py.SoftLink("/nowhere")


def _loop(file: h5py.File) -> None:
    group = file.create_group("layers")
    group["again"] = group


def _twice(file: h5py.File) -> None:
    good(file)
    file["layers/other"] = file["layers/dense"]


def _deep(file: h5py.File) -> None:
    file.create_group("/".join(["layers"] * 100))


def _external_data(file: h5py.File) -> None:
    here = [(os.devnull, 0, 32)]
    file.create_dataset("layers/dense/vars/0", (4, 2), "float32", external=here)


def _secret_data(file: h5py.File) -> None:
    file.create_dataset("layers/dense/vars/0", (4, 2), "uint8", external=[("secret.txt", 0, 8)])


def _virtual_data(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((4, 2), "float32")
    layout[:] = h5py.VirtualSource(os.devnull, "x", (4, 2))
    file.create_virtual_dataset("layers/dense/vars/0", layout)


def _huge(file: h5py.File) -> None:
    file.create_dataset("layers/dense/vars/0", (10**6, 10**6), "float32")


def _packed(file: h5py.File) -> None:
    file.create_dataset("layers/dense/vars/0", data=np.zeros((1000, 1000)), compression="gzip", chunks=True)


def _huge_blocks(file: h5py.File) -> None:
    file.create_dataset(
        "layers/dense/vars/0", (4, 2), "float32", chunks=(2**14, 2**14), maxshape=(None, None)
    )


def _strange_filter(file: h5py.File) -> None:
    file.create_dataset("layers/dense/vars/0", data=np.ones((4, 2)), compression="lzf")


def _many(file: h5py.File) -> None:
    for number in range(50):
        file.create_dataset(f"layers/dense/vars/{number}", (250, 1000), "float32")


def _words(file: h5py.File) -> None:
    file["layers/dense/vars/0"] = np.array([b"rm -rf", b"/"], dtype=object)


def _references(file: h5py.File) -> None:
    good(file)
    file.create_dataset("layers/dense/vars/2", (1,), h5py.ref_dtype)


def _named_type(file: h5py.File) -> None:
    good(file)
    file["layers/dense/vars/2"] = np.dtype("float32")


def _nothing(file: h5py.File) -> None:
    file["layers/dense/vars/0"] = h5py.Empty("float32")


def _complex(file: h5py.File) -> None:
    file["layers/dense/vars/0"] = np.ones((4, 2), "complex64")
    file["layers/dense/vars/1"] = np.ones(2, "float32")


NO_PLAIN_ARRAYS = {
    "a link into another file": (_external_link, "a link to elsewhere"),
    "a link within the file": (_soft_link, "a link to elsewhere"),
    "a link to nowhere": (_dangling_link, "a link to elsewhere"),
    "a group inside itself": (_loop, "nested or repeated without end"),
    "a group under two names": (_twice, "nested or repeated without end"),
    "a hundred groups inside each other": (_deep, "nested or repeated without end"),
    "numbers in another file": (_external_data, "lie in another file"),
    "a secret as numbers": (_secret_data, "lie in another file"),
    "numbers of a virtual file": (_virtual_data, "lie in another file"),
    "terabytes that are not there": (_huge, "would unpack from 0 to 4000000000000 bytes"),
    "megabytes of nothing, packed": (_packed, "would (unpack|take more)"),
    "few numbers in a block of a gigabyte": (_huge_blocks, "would (unpack|take)"),
    "many arrays of a megabyte": (_many, "would take more than"),
    "words": (_words, "something else than plain values"),
    "complex numbers": (_complex, "something else than plain values"),
    "references": (_references, "something else than plain values"),
    "a type": (_named_type, "neither a group nor an array"),
    "an array of nothing": (_nothing, "holds nothing"),
    "a filter of its own": (_strange_filter, "packed in a way that Keras does not use"),
}


def _another_shape(file: h5py.File) -> None:
    file["layers/dense/vars/0"] = np.ones((2, 4), "float32")
    file["layers/dense/vars/1"] = np.ones(2, "float32")


def _groups_for_arrays(file: h5py.File) -> None:
    file.create_group("layers/dense/vars/0")
    file["layers/dense/vars/1"] = np.ones(10, "float32")


def _array_for_group(file: h5py.File) -> None:
    file["layers"] = np.ones(10, "float32")


def _one_missing(file: h5py.File) -> None:
    file["layers/dense/vars/0"] = np.ones((4, 2), "float32")
    file["elsewhere"] = np.ones(2, "float32")


def _other_names(file: h5py.File) -> None:
    file["layers/lstm/vars/0"] = np.ones((4, 2), "float32")
    file["layers/lstm/vars/1"] = np.ones(2, "float32")


# Sound files of arrays, but not of this network.
NOT_THESE_WEIGHTS = {
    "arrays of another shape": _another_shape,
    "groups where arrays should be": _groups_for_arrays,
    "an array where a group should be": _array_for_group,
    "one array too few": _one_missing,
    "arrays of other layers": _other_names,
}
