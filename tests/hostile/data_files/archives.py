"""NPZ files that are damaged, that claim what they do not hold, or that hold no numbers."""

from __future__ import annotations

import datetime
import io
import pickle
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.hostile.corpus import SECRET, Hostile
from tests.hostile.data_files.cells import ARRAYS
from tests.hostile.data_files.making import X, entries, file, in_zip, npz_bytes, told, y

NOT_WHOLE = "not the whole of it"


def npy(header: str, content: bytes = bytes(96), version: tuple[int, int] = (1, 0)) -> bytes:
    """An array as NPZ files hold it, with any header."""
    text = header.encode("latin-1")
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    size = struct.pack("<H" if version == (1, 0) else "<I", len(text))
    return b"\x93NUMPY" + bytes(version) + size + text + content


def _npz_with(array: bytes, name: str = "X.npy") -> bytes:
    return in_zip(npz_bytes(X=X(), y=y()), {name: lambda _: array})


def wrong_values() -> list[Hostile]:
    """What both formats can hold, and no dataset may."""
    gaps = {"NaN": np.nan, "infinity": np.inf, "minus infinity": -np.inf}
    inputs: dict[str, tuple[Any, str]] = {
        f"{name} in X": (np.where(np.eye(6, 2, -3) > 0, gap, X()), "row 4, column 1 of X")
        for name, gap in gaps.items()
    }
    inputs |= {
        "NaN in pictures": (
            np.where(np.arange(96).reshape(6, 4, 4) == 37, np.nan, 1.0),
            "row 3, column 2, column 2",
        ),
        "X that is one number": (np.float64(3), "X has shape"),
        "X that is one row": (np.arange(6.0), "X has shape"),
        "X without rows": (np.empty((0, 2)), "X has shape"),
        "X without columns": (np.empty((6, 0)), "X has shape"),
        "X with a row less": (X()[1:], "X has 5 rows but y has shape"),
        "complex X": (X() * 1j, "complex"),
        "words in X": (X().astype("S"), "X holds words"),
        "records in X": (np.zeros((6, 2), [("a", float), ("b", int)]), "records|plain values"),
        "bytes in X": (np.zeros((6, 2), "V5"), "records|plain values"),
        "NaN of half precision": (np.full((6, 2), np.nan, np.float16), "row 1, column 1 of X"),
    }
    targets: dict[str, tuple[Any, str]] = {
        "NaN in y": (np.array([0, 1, np.nan, 1, 0, 1]), "row 3 of y"),
        "infinity in y": (np.array([0, 1, 0, 1, np.inf, 1]), "row 5 of y"),
        "NaN among two outputs": (np.where(np.eye(6, 2, -2) > 0, np.nan, 1.5), "row 3, column 1 of y"),
        "y that is one number": (np.int64(1), "y has shape"),
        "y without rows": (np.empty(0), "y has shape"),
        "y with a row more": (np.arange(7), "y has shape"),
        "y of three axes": (np.zeros((6, 2, 2)), "has shape .6, 2, 2"),
        "complex y": (y() * 1j, "complex"),
        "words in a table as y": (np.array([["a", "b"]] * 6, "S"), "y has words in an array"),
        "bytes that are no text as y": (np.array([b"\xff", b"a"] * 3), "not UTF-8"),
    }
    found = []
    for ending, whole in ARRAYS.items():
        kind = ending[1:]
        for name, (values, says) in inputs.items():
            make = file(ending, lambda values=values, whole=whole: whole(X=values, y=y()))
            found.append(Hostile(f"{kind}: {name}", make, says))
        for name, (values, says) in targets.items():
            make = file(ending, lambda values=values, whole=whole: whole(X=X(), y=values))
            found.append(Hostile(f"{kind}: {name}", make, says))
        for name, arrays in {
            "no y": {"X": X()},
            "no X": {"y": y()},
            "other names": {"x": X(), "Y": y()},
        }.items():
            make = file(ending, lambda arrays=arrays, whole=whole: whole(**arrays))
            found.append(Hostile(f"{kind}: {name}", make, "expected the arrays X and y"))
    return found


def npz_types() -> list[Hostile]:
    days = np.array([datetime.date(2024, 1, day) for day in range(1, 7)], "M8[D]")
    wrong = {
        "dates in y": (npz_bytes(X=X(), y=days), "y holds dates"),
        "dates in X": (npz_bytes(X=np.stack([days, days], 1), y=y()), "X holds dates"),
        "times in y": (npz_bytes(X=X(), y=days - days[0]), "y holds times"),
        "objects in X": (
            npz_bytes(X=np.array([[1, None]] * 6, object), y=y()),
            "Python objects.*save it as numbers",
        ),
        "objects in y": (npz_bytes(X=X(), y=np.array([{}] * 6)), "Python objects.*save it as numbers"),
        "objects beside": (npz_bytes(X=X(), y=y(), more=np.array([SECRET, 1], object)), "Python objects"),
        "objects in a record": (npz_bytes(X=np.zeros((6, 2), [("a", object)]), y=y()), "Python objects"),
        "labels that are no whole numbers": (npz_bytes(X=X(), y=y() + 0.5, about=told()), "no int64"),
        "labels below 0": (npz_bytes(X=X(), y=y() - 1, about=told()), "labels -1..0"),
        "labels without a name": (npz_bytes(X=X(), y=y() + 1, about=told()), "labels 1..2"),
        "a header that is a number": (npz_bytes(X=X(), y=y(), about=3), "lacks"),
        "a header that is an array": (npz_bytes(X=X(), y=y(), about=X()), "damaged"),
    }
    for key, value in {
        "task": "guess",
        "X_dtype": "O",
        "y_dtype": "S5",
        "feature_names": 5,
        "provenance": [],
    }.items():
        wrong[f"a header of {key}={value}"] = (
            npz_bytes(X=X(), y=y(), about=told(**{key: value})),
            "expected",
        )
    return [Hostile(f"npz: {name}", file(".npz", raw), says) for name, (raw, says) in wrong.items()]


def npz_damage() -> list[Hostile]:
    good = npz_bytes(X=X(), y=y(), about=told())
    packed = io.BytesIO()
    np.savez_compressed(packed, X=np.arange(4000.0).reshape(-1, 2), y=np.arange(2000) % 2)
    tight = packed.getvalue()
    makers: dict[str, Callable[[Path], Path]] = {
        f"cut off after {share} %": file(".npz", good[: len(good) * share // 100])
        for share in (1, 10, 50, 90, 99)
    }
    makers |= {
        f"{share} % of the way a flipped bit": file(".npz", _flipped(tight, len(tight) * share // 100))
        for share in (10, 25, 40, 60, 75)
    }
    headers = {
        "no dict": "[1, 2]",
        "a call": "__import__('os').system('x')",
        "an expression": "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 2) * 2}",
        "without shape": "{'descr': '<f8', 'fortran_order': False}",
        "a key more": "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 2), 'x': 1}",
        "shape -1": "{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 2)}",
        "shape (6, -2)": "{'descr': '<f8', 'fortran_order': False, 'shape': (6, -2)}",
        "two negative axes": "{'descr': '<f8', 'fortran_order': False, 'shape': (-6, -2)}",
        "a yes in the shape": "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 2, True)}",
        "letters that are none": "{'descr': '<U4', 'fortran_order': False, 'shape': (6, 1)}",
        "a shape of text": "{'descr': '<f8', 'fortran_order': False, 'shape': ('6', 2)}",
        "a shape of 10**12": "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 2)}",
        "a shape of 10**30": "{'descr': '<f8', 'fortran_order': False, 'shape': (10**30, 2)}".replace(
            "10**30", "1" + "0" * 30
        ),
        "a shape of 100 axes": "{'descr': '<f8', 'fortran_order': False, 'shape': (" + "1, " * 100 + ")}",
        "more than there is": "{'descr': '<f8', 'fortran_order': False, 'shape': (7, 2)}",
        "less than there is": "{'descr': '<f8', 'fortran_order': False, 'shape': (5, 2)}",
        "an unknown type": "{'descr': 'spam', 'fortran_order': False, 'shape': (6, 2)}",
        "a type of no size": "{'descr': '|S0', 'fortran_order': False, 'shape': (1000000000, 1000000000)}",
        "a type of a giant": "{'descr': '|V2000000000', 'fortran_order': False, 'shape': (6, 2)}",
        "order that is no yes or no": "{'descr': '<f8', 'fortran_order': 'x', 'shape': (6, 2)}",
        "brackets without end": "(" * 5000,
        "a zero byte": "{'descr': '<f8', \0 'fortran_order': False, 'shape': (6, 2)}",
    }
    makers |= {
        f"header: {name}": file(".npz", _npz_with(npy(text, b"\x7f" * 96))) for name, text in headers.items()
    }
    honest = "{'descr': '<f8', 'fortran_order': False, 'shape': (6, 2), }"
    makers |= {
        f"version {version} of the header": file(".npz", _npz_with(npy(honest, version=version)))
        for version in ((0, 0), (4, 0), (255, 255))
    }
    makers |= {
        "an array of no bytes": file(".npz", _npz_with(b"")),
        "an array of text": file(".npz", _npz_with(SECRET.encode())),
        "a pickle for an array": file(".npz", _npz_with(pickle.dumps([1, 2]))),
        "a header cut off": file(".npz", _npz_with(npy(honest)[:40])),
        "text": file(".npz", "1,2,3\n"),
        "an array alone (.npy)": file(".npz", npy(honest)),
        "a pickle": file(".npz", pickle.dumps({"X": 1})),
        "a part that is no array": file(".npz", in_zip(good, {"readme.txt": lambda _: b"hello"})),
        "a part above the folder": file(".npz", in_zip(good, {"../secret.txt": lambda _: b""})),
        "two X": file(".npz", _twice(good)),
        "a password": file(".npz", _locked(good)),
        "an unknown packing": file(".npz", _packed_by(good, 99)),
        "an empty archive": file(
            ".npz", lambda: in_zip(good, dict.fromkeys(["X.npy", "y.npy", "about.npy"]))
        ),
        "a wrong checksum": file(
            ".npz", good.replace(struct.pack("<I", zlib.crc32(npy(honest))), b"abcd")[:-9]
        ),
    }
    return entries(
        "npz", f"{NOT_WHOLE}|is no array|twice|password|expected the arrays|not opened|lacks", makers
    )


def _flipped(raw: bytes, place: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 0x10]) + raw[place + 1 :]


def _twice(raw: bytes) -> bytes:
    whole = io.BytesIO(raw)
    with zipfile.ZipFile(whole, "a") as archive:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            archive.writestr("X.npy", archive.read("X.npy"))
    return whole.getvalue()


def _locked(raw: bytes) -> bytes:
    """The bit is set that says: encrypted."""
    changed = bytearray(raw)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        changed[raw.index(mark) + offset] |= 1
    return bytes(changed)


def _packed_by(raw: bytes, method: int) -> bytes:
    changed = bytearray(raw)
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        changed[raw.index(mark) + offset] = method
    return bytes(changed)
