"""The parts of a ``.keras`` file, read with bounds and without building anything."""

from __future__ import annotations

import json
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import Any

from ann_toolkit.base.errors import FileError, UnsafeFileError

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
PARTS = (CONFIG, METADATA, WEIGHTS)
MAX_CONFIG = 32 * 2**20  # bytes; that of a network with 1000 layers takes about 1 MB
MAX_WEIGHTS = 8 * 2**30  # bytes when unpacked
MAX_EXPANSION = 200  # how many times its packed size a part may have: Keras does not pack at all
SMALL = 2**20  # bytes; below this a part may be packed as tightly as it likes


def read_config(path: Path) -> dict[str, Any]:
    """The architecture that a ``.keras`` file describes.

    Raises:
        FileError: not a model file, or a damaged one.
        UnsafeFileError: a part that would fill memory or disk when unpacked.
    """
    config = _read_json(path, CONFIG)
    if not isinstance(config, dict) or "class_name" not in config:
        raise FileError(f"{path} is not a Keras model: its config.json describes none")
    return config


def read_metadata(path: Path) -> dict[str, Any]:
    """By which version of Keras the file was saved, and when; errors as :func:`read_config`."""
    metadata = _read_json(path, METADATA)
    return metadata if isinstance(metadata, dict) else {}


def check_whole(path: Path) -> None:
    """Raise a :class:`FileError` unless every byte of the three parts is as it was written.

    Raises:
        FileError: not a model file, or a damaged one.
        UnsafeFileError: a part that would fill memory or disk when unpacked.
    """
    with _opened(path) as archive:
        for name in PARTS:
            try:
                with archive.open(name) as part:
                    while part.read(2**20):  # at the end of each part its checksum is compared
                        pass
            except zipfile.BadZipFile as error:
                raise FileError(f"{path} is damaged ({name}); copy or save it again") from error
            except (EOFError, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error) as error:
                raise _not_whole(path, error) from error


def extra_parts(path: Path) -> list[str]:
    """Names of what lies in the archive beside the three parts of a model, and of parts that come twice."""
    with _opened(path) as archive:
        names = archive.namelist()
    return sorted(name for name in set(names) if name not in PARTS or names.count(name) > 1)


def extract_weights(path: Path, folder: Path) -> Path:
    """Copy the weights of the archive into ``folder``, under their fixed name."""
    target = folder / WEIGHTS
    with _opened(path) as archive, archive.open(WEIGHTS) as packed, target.open("wb") as unpacked:
        shutil.copyfileobj(packed, unpacked, 2**20)
    return target


def write_archive(path: Path, config: dict[str, Any], metadata: dict[str, Any], weights: Path) -> None:
    """Write a ``.keras`` file from its three parts."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(METADATA, json.dumps(metadata))
        archive.writestr(CONFIG, json.dumps(config))
        archive.write(weights, WEIGHTS)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise _not_whole(path, error) from error
    missing = [part for part in PARTS if part not in archive.namelist()]
    if missing:
        archive.close()
        raise FileError(f"{path} is not a Keras model: it has no {missing[0]}")
    for info in archive.infolist():
        most = MAX_WEIGHTS if info.filename == WEIGHTS else MAX_CONFIG
        if info.file_size > most or info.file_size > max(SMALL, MAX_EXPANSION * info.compress_size):
            archive.close()
            raise UnsafeFileError(
                f"{path} was not opened: its part {info.filename!r} would unpack from "
                f"{info.compress_size} to {info.file_size} bytes and fill the memory"
            )
    return archive


def _read_json(path: Path, part: str) -> Any:
    with _opened(path) as archive:
        try:
            with archive.open(part) as packed:
                text = packed.read(MAX_CONFIG + 1)  # whatever size the archive claims
            if len(text) > MAX_CONFIG:
                raise UnsafeFileError(f"{path} was not opened: its {part} is larger than {MAX_CONFIG} bytes")
            return json.loads(text)
        except UnsafeFileError:
            raise
        except RecursionError as error:
            raise FileError(f"{path} is not a Keras model: its {part} is nested without end") from error
        except (ValueError, EOFError, OSError, RuntimeError, zipfile.BadZipFile) as error:
            raise _not_whole(path, error) from error
        except NotImplementedError as error:  # a compression that Python does not know
            raise _not_whole(path, error) from error


def _not_whole(path: Path, error: Exception) -> FileError:
    return FileError(f"{path} is not a whole Keras model ({error}); copy or save it again")
