"""The corpus of model files that must be refused, each in one line; all are made here, none runs anything."""

from __future__ import annotations

import json
import pickle
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from tests.hostile.corpus import Hostile
from tests.hostile.crafting import craft, empty_weights, layer, sequential
from tests.hostile.model_configs import BUILDABLE_NOT, CONFIG_TEXTS, NO_MODELS, TOO_LARGE
from tests.hostile.model_pieces import LOOKED_UP, NAMES, PIECES, PLACES
from tests.hostile.model_weights import NO_PLAIN_ARRAYS, NOT_THESE_WEIGHTS, good, weights_file

SOUND = weights_file(good)
PLAIN = sequential(layer("Dense", {"units": 2, "name": "dense"}))
NOT_OPENED = "was not opened"
NOT_BUILT = "cannot be opened|describes no network|was not opened"
WEIGHTS_NAME = "model.weights.h5"
NO_ARCHIVE = "is not a whole Keras model, or not the whole of it"


def plain_model(folder: Path) -> Path:
    """The sound model that is damaged below."""
    return craft(folder / "model.keras", PLAIN, SOUND)


def _crafted(config: Any, weights: bytes | None = None, **more: Any) -> Callable[[Path], Path]:
    return lambda folder: craft(folder / "model.keras", config, weights, **more)


def _bytes(content: bytes, name: str = "model.keras") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def _changed(
    change: Callable[[bytearray], Any], make: Callable[[Path], Path] = plain_model
) -> Callable[[Path], Path]:
    """A sound file after ``change``, which gives the new bytes or changes them in place."""

    def damage(folder: Path) -> Path:
        path = make(folder)
        whole = bytearray(path.read_bytes())
        path.write_bytes(change(whole) or whole)
        return path

    return damage


def _cut(percent: int) -> Callable[[bytearray], bytes]:
    return lambda whole: bytes(whole[: len(whole) * percent // 100])


def _patched(old: bytes, new: bytes, which: int = -1) -> Callable[[bytearray], None]:
    """Put ``new`` over the first (0) or the last (-1) place where ``old`` stands."""

    def patch(whole: bytearray) -> None:
        place = whole.find(old) if which == 0 else whole.rfind(old)
        assert place >= 0, f"the sound file has no {old!r}"
        whole[place : place + len(new)] = new

    return patch


def _listed(place: int, value: int) -> Callable[[bytearray], None]:
    """Change a byte of what the archive's list says about its last part."""

    def patch(whole: bytearray) -> None:
        whole[whole.rfind(b"PK\1\2") + place] = value

    return patch


def _without(part: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        with zipfile.ZipFile(plain_model(folder)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if name != part}
        with zipfile.ZipFile(folder / "model.keras", "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return folder / "model.keras"

    return make


def _folder(folder: Path) -> Path:
    (folder / "model.keras").mkdir()
    return folder / "model.keras"


def _named(name: str) -> Callable[[Path], Path]:
    return lambda folder: plain_model(folder).rename(folder / name)


def _tar(folder: Path) -> Path:
    with tarfile.open(folder / "model.keras", "w:gz") as archive:
        archive.addfile(tarfile.TarInfo("../../config.json"))
    return folder / "model.keras"


def _npz(folder: Path) -> Path:
    np.savez(folder / "model.npz", X=np.ones(3))
    return (folder / "model.npz").rename(folder / "model.keras")


def _bomb(part: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        parts = {"config": PLAIN, "weights": SOUND, "extras": {}}
        if part == "config.json":
            parts["config"] = " " * 33_000_000 + "{}"
        elif part == "model.weights.h5":
            parts["weights"] = b" " * 40_000_000
        else:
            parts["extras"] = {part: b" " * 40_000_000}
        return craft(folder / "model.keras", **parts, compression=zipfile.ZIP_DEFLATED)

    return make


def _legacy(config: Any) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        with h5py.File(folder / "model.h5", "w") as file:
            if config is not None:
                file.attrs["model_config"] = config
            file.create_group("model_weights")
        return folder / "model.h5"

    return make


ARCHIVES = [
    *(Hostile(f"cut off at {p} %", _changed(_cut(p)), NO_ARCHIVE) for p in range(5, 100, 5)),
    *(
        Hostile(f"without its {part}", _without(part), f"it has no {part}")
        for part in ("config.json", "metadata.json", "model.weights.h5")
    ),
    *(
        Hostile(f"a bomb in its {part}", _bomb(part), r"would unpack from \d+ to \d+ bytes")
        for part in ("config.json", "model.weights.h5", "zeros.bin")
    ),
    *(
        Hostile(
            f"with a part {name!r}",
            _crafted(PLAIN, SOUND, extras={name: b"x"}),
            "beside the three",
        )
        for name in (
            "../../evil.txt",
            "/tmp/evil.txt",
            "assets/vocabulary.txt",
            "evil.py",
            "a\nb\x1b[31m",
            "config.json/",
        )
    ),
    Hostile("a changed letter in its config", _changed(_patched(b'"units": 2', b'"units": 3')), NO_ARCHIVE),
    Hostile(
        "a changed checksum",
        _changed(_listed(16, 0)),
        NO_ARCHIVE,
    ),
    Hostile("encrypted", _changed(_listed(8, 1)), "is encrypted"),
    Hostile(
        "packed in an unknown way",
        _changed(_listed(10, 99)),
        NO_ARCHIVE,
    ),
    Hostile("another name in its head", _changed(_patched(b"config.json", b"consig.json", 0)), NO_ARCHIVE),
    Hostile(
        "another name in its list",
        _changed(_patched(b"config.json", b"consig.json")),
        "it has no config.json",
    ),
    Hostile(
        "without its list of parts", _changed(lambda whole: bytes(whole[: whole.find(b"PK\1\2")])), NO_ARCHIVE
    ),
    Hostile(
        "zeros in the middle",
        _changed(lambda whole: whole.__setitem__(slice(900, 1400), bytes(500))),
        NO_ARCHIVE,
    ),
    Hostile("empty", _bytes(b""), "is empty"),
    Hostile("a word", _bytes(b"hello"), NO_ARCHIVE),
    Hostile("a web page", _bytes(b"<!DOCTYPE html><html>404</html>"), "is a web page"),
    Hostile("the start of an archive", _bytes(b"PK\3\4broken"), NO_ARCHIVE),
    Hostile("an empty archive", _bytes(b"PK\5\6" + bytes(18)), "it has no config.json"),
    Hostile("a picture", _bytes(b"\x89PNG\r\n\x1a\n" + bytes(100)), NO_ARCHIVE),
    Hostile("a pickle", _bytes(pickle.dumps({"config.json": 1})), NO_ARCHIVE),
    Hostile("an HDF5 file", _bytes(empty_weights()), NO_ARCHIVE),
    Hostile("a million zeros", _bytes(bytes(10**6)), NO_ARCHIVE),
    Hostile("a tar archive", _tar, NO_ARCHIVE),
    Hostile("an NPZ file", _npz, "it has no config.json"),
    Hostile("a folder", _folder, "is a folder"),
    Hostile("packed once more", _named("model.keras.zip"), "the ending is not that of a Keras model"),
    Hostile("without an ending", _named("model"), "the ending is not that of a Keras model"),
    Hostile("renamed to .h5", _named("model.h5"), "can run code"),
    Hostile("renamed to weights", _named("model.weights.h5"), "holds weights alone"),
]
LEGACY = [
    Hostile(f"a .h5 file whose model_config is {told}", _legacy(config), "can run code")
    for told, config in {
        "[]": "[]",
        "a number": 3,
        "missing": None,
        "no JSON": "{",
        "nested without end": "[" * 50_000,
        "a list of numbers": np.arange(3),
        "a layer": json.dumps(layer("Dense", {"units": 2})),
        "code": json.dumps(sequential(layer("Lambda", {"function": "x"}))),
    }.items()
]
WEIGHTS = [
    *(
        Hostile(f"its weights: {name}", _crafted(PLAIN, weights_file(fill)), says)
        for name, (fill, says) in NO_PLAIN_ARRAYS.items()
    ),
    *(
        Hostile(
            f"its weights: {name}",
            _crafted(PLAIN, weights_file(fill)),
            "cannot be opened|describes 10 parameters",
        )
        for name, fill in NOT_THESE_WEIGHTS.items()
    ),
    *(
        Hostile(
            f"its weights: {name}",
            _crafted(PLAIN, content),
            "model.weights.h5 in it is not a whole weights file",
        )
        for name, content in {
            "nothing": b"",
            "a word": b"not HDF5",
            "an archive": b"PK\5\6" + bytes(18),
            **{f"cut off at {p} %": SOUND[: len(SOUND) * p // 100] for p in range(10, 100, 20)},
        }.items()
    ),
]
CONFIGS = [
    *(Hostile(f"its config: {name}", _crafted(text), says) for name, (text, says) in CONFIG_TEXTS.items()),
    *(Hostile(f"no model: {name}", _crafted(config), says) for name, (config, says) in NO_MODELS.items()),
    *(
        Hostile(f"too large: {name}", _crafted(config, SOUND), says)
        for name, (config, says) in TOO_LARGE.items()
    ),
    *(
        Hostile(
            f"not to be built: {name}",
            _crafted(config, SOUND),
            "cannot be opened|describes no network|was not opened",
        )
        for name, config in BUILDABLE_NOT.items()
    ),
    *(
        Hostile(f"{piece} as {place}", _crafted(PLACES[place](PIECES[piece])), NOT_OPENED)
        for piece in PIECES
        for place in PLACES
    ),
    *(
        Hostile(f"the name {name} as {place}", _crafted(PLACES[place](name)), NOT_OPENED)
        for name in NAMES
        for place in LOOKED_UP
    ),
]
MODEL_FILES = [*ARCHIVES, *LEGACY, *WEIGHTS, *CONFIGS]
WEIGHTS_FILES = [
    *(
        Hostile(name, _bytes(weights_file(fill), "model.weights.h5"), says)
        for name, (fill, says) in NO_PLAIN_ARRAYS.items()
    ),
    *(
        Hostile(name, _bytes(weights_file(fill), "model.weights.h5"), "holds the weights of another network")
        for name, fill in NOT_THESE_WEIGHTS.items()
    ),
    *(
        Hostile(
            f"cut off at {p} %",
            _changed(_cut(p), _bytes(SOUND, WEIGHTS_NAME)),
            "not a whole weights file",
        )
        for p in range(5, 100, 5)
    ),
    Hostile("empty", _bytes(b"", "model.weights.h5"), "is empty"),
    Hostile("a word", _bytes(b"hello", "model.weights.h5"), "not a whole weights file"),
    Hostile("a web page", _bytes(b"<html>", "model.weights.h5"), "is a web page"),
    Hostile("a model", _named("model.weights.h5"), "not a whole weights file"),
    Hostile("another ending", _bytes(SOUND, "model.h5"), "the ending is not that of a weights file"),
]
