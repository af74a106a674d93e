"""Datasets in files: CSV, NPZ and Excel, each with the names, the task and the origin of the data."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ann_toolkit.datasets.dataset import CLASSES, TASKS, Dataset
from ann_toolkit.datasets.tables import read_text_table
from ann_toolkit.errors import DataError, FileError
from ann_toolkit.files import check_ending, existing, replacing

EXCEL_ROWS = 1_048_575  # Excel's own limit, less the header
FEW_LABELS = 20  # a column of at most so many whole numbers is taken for classes


def save(data: Dataset, path: str | os.PathLike[str]) -> None:
    """Write ``data`` in the format of the file's ending; see :meth:`Dataset.save`."""
    target = Path(path)
    check_ending(target, "a dataset file", tuple(_WRITERS))
    _WRITERS[target.suffix.lower()](data, target)


def read(path: str | os.PathLike[str], target: str | Sequence[str] = "", task: str = "") -> Dataset:
    """Read a dataset from a file; see :meth:`Dataset.read`."""
    if task and task not in TASKS:
        raise DataError(f"task={task!r} is unknown; choose one of {', '.join(TASKS)}")
    found = existing(path, "a dataset file", tuple(_READERS))
    return _READERS[found.suffix.lower()](found, target, task)


def origin(path: Path) -> dict[str, Any]:
    """The provenance of data read from a foreign file: its name and its checksum."""
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}


def from_columns(
    X: np.ndarray,
    y: np.ndarray,
    feature_names: Sequence[str],
    target_names: Sequence[str],
    task: str,
    path: Path,
) -> Dataset:
    """A Dataset from the columns of a foreign file; classes get their numbers in alphabetical order.

    Args:
        X: inputs, shape (n, features).
        y: the target columns, shape (n, targets), as numbers or as names of classes.
        feature_names: names of the columns of X.
        target_names: names of the columns of y.
        task: the task, or "" to guess it from y.
        path: the file, for the name and the provenance.
    """
    y = y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y
    task = task or _guess_task(y)
    names: Sequence[str] = target_names
    if task in CLASSES and y.ndim == 1:
        classes, y = np.unique(y, return_inverse=True)
        names = [f"{value:g}" if isinstance(value, float) else str(value) for value in classes.tolist()]
    return Dataset(X, y, task, tuple(feature_names), tuple(names), path.stem, origin(path))


def _guess_task(y: np.ndarray) -> str:
    values = np.unique(y)
    if y.ndim > 1:
        return "multilabel" if y.dtype.kind != "O" and set(values.tolist()) <= {0, 1} else "regression"
    if y.dtype.kind == "O" or (len(values) <= FEW_LABELS and (values == values.round()).all()):
        return "binary" if len(values) == 2 else "multiclass"
    return "regression"


def _about(data: Dataset) -> dict[str, Any]:
    return {
        "name": data.name,
        "task": data.task,
        "feature_names": data.feature_names,
        "target_names": data.target_names,
        "X_dtype": str(data.X.dtype),
        "provenance": data.provenance,
    }


def _save_csv(data: Dataset, path: Path) -> None:
    frame = data.to_frame()
    with replacing(path) as part:
        frame.to_csv(part, index=False, lineterminator="\n")
    with replacing(_beside(path)) as part:
        part.write_text(json.dumps(_about(data), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def _read_csv(path: Path, target: str | Sequence[str], task: str) -> Dataset:
    table = read_text_table(path, "a dataset file (CSV)")
    header = table.header or tuple(f"x{number}" for number in range(1, len(table.rows[0]) + 1))
    about = _read_about(path, target, task)
    targets = _target_columns(header, about, target, path)
    inputs = [position for position in range(len(header)) if position not in targets]
    X = table.numbers(inputs)
    has_classes = about["task"] in CLASSES if about else task in CLASSES
    try:
        y: np.ndarray = table.numbers(targets) if not has_classes else _cells(table.rows, targets)
    except DataError:
        if about or task in ("regression", "multilabel") or len(targets) > 1:
            raise
        y = _cells(table.rows, targets)
    return _assemble(X, y, [header[i] for i in inputs], [header[i] for i in targets], about, task, path)


def _cells(rows: list[list[str]], columns: list[int]) -> np.ndarray:
    return np.array([[row[column].strip() for column in columns] for row in rows], dtype=object)


def _read_about(path: Path, target: str | Sequence[str], task: str) -> dict[str, Any]:
    """What :func:`_save_csv` wrote beside the file; nothing when the caller says what the columns are."""
    if target or task or not _beside(path).exists():
        return {}
    try:
        about = json.loads(_beside(path).read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise FileError(
            f"{_beside(path)} is damaged ({error}); delete it and say target= and task="
        ) from error
    return about if isinstance(about, dict) and "task" in about else {}


def _target_columns(
    header: Sequence[str], about: dict[str, Any], target: str | Sequence[str], path: Path
) -> list[int]:
    wanted: list[str] = [target] if isinstance(target, str) and target else list(target)
    if about:
        wanted = ["class"] if about["task"] in CLASSES else list(about["target_names"])
        if [name for name in header if name not in wanted] != about["feature_names"]:
            raise DataError(
                f"{path} and {_beside(path).name} name different columns; delete the .json to read anyway"
            )
    missing = [name for name in wanted if name not in header]
    if missing:
        raise DataError(f"{path} has no column {missing[0]!r}; its columns are {', '.join(header)}")
    if len(header) - len(wanted or " ") < 1:
        raise DataError(f"{path} has {len(header)} column(s); expected at least one for X and one for y")
    return [list(header).index(name) for name in wanted] or [len(header) - 1]


def _assemble(
    X: np.ndarray,
    y: np.ndarray,
    features: Sequence[str],
    targets: Sequence[str],
    about: dict[str, Any],
    task: str,
    path: Path,
) -> Dataset:
    if not about:
        return from_columns(X, y, features, targets, task, path)
    if about["task"] in CLASSES:
        names = [str(name) for name in about["target_names"]]
        unknown = sorted(set(y[:, 0]) - set(names))
        if unknown:
            raise DataError(f"{path}: unknown class {unknown[0]!r}; the classes are {', '.join(names)}")
        y = np.array([names.index(name) for name in y[:, 0]])
    elif len(targets) == 1 and about["task"] == "regression":
        y = y[:, 0]
    return _restored(X, y, about)


def _restored(X: np.ndarray, y: np.ndarray, about: dict[str, Any]) -> Dataset:
    return Dataset(
        X.astype(about["X_dtype"]),
        y,
        about["task"],
        tuple(about["feature_names"]),
        tuple(about["target_names"]),
        about["name"],
        about["provenance"],
    )


def _save_npz(data: Dataset, path: Path) -> None:
    with replacing(path) as part:
        np.savez_compressed(
            part, X=data.X, y=data.y, about=np.array(json.dumps(_about(data), ensure_ascii=False))
        )


def _read_npz(path: Path, target: str | Sequence[str], task: str) -> Dataset:
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise FileError(f"{path} is not a whole NPZ file ({error}); make or copy it again") from error
    if "X" not in arrays or "y" not in arrays:
        raise DataError(f"{path} holds {', '.join(arrays) or 'nothing'}; expected the arrays X and y")
    if "about" in arrays and not task:
        return _restored(arrays["X"], arrays["y"], json.loads(str(arrays["about"])))
    X, y = arrays["X"], arrays["y"]
    columns = range(1, (y.shape[1] if y.ndim == 2 else 1) + 1)
    features = [f"x{number}" for number in range(1, X.shape[1] + 1)] if X.ndim == 2 else []
    return from_columns(
        X, y, features, ["y"] if len(columns) == 1 else [f"y{n}" for n in columns], task, path
    )


def _save_excel(data: Dataset, path: Path) -> None:
    frame = data.to_frame()
    if len(frame) > EXCEL_ROWS:
        raise DataError(
            f"{len(frame)} rows do not fit into an Excel sheet ({EXCEL_ROWS}); save as .npz or .csv"
        )
    about = pd.DataFrame(
        [(key, json.dumps(value, ensure_ascii=False)) for key, value in _about(data).items()]
    )
    with replacing(path) as part, pd.ExcelWriter(part, engine="openpyxl") as workbook:
        frame.to_excel(workbook, sheet_name="data", index=False)
        about.to_excel(workbook, sheet_name="about", index=False, header=False)


def _read_excel(path: Path, target: str | Sequence[str], task: str) -> Dataset:
    try:
        sheets = pd.read_excel(path, sheet_name=None, engine="openpyxl", keep_default_na=False)
        about_sheet = pd.read_excel(path, sheet_name="about", header=None) if "about" in sheets else None
    except (ValueError, OSError, KeyError, zipfile.BadZipFile) as error:
        raise FileError(f"{path} is not a whole Excel file ({error}); save it again as .xlsx") from error
    frame = sheets.get("data", next(iter(sheets.values())))
    header = [str(name) for name in frame.columns]
    about: dict[str, Any] = {}
    if about_sheet is not None and not target and not task:
        about = {key: json.loads(value) for key, value in about_sheet.to_numpy()}
    targets = _target_columns(header, about, target, path)
    inputs = [position for position in range(len(header)) if position not in targets]
    X = _excel_numbers(frame.iloc[:, inputs], path)
    y = frame.iloc[:, targets]
    if (
        about.get("task", task) in CLASSES
        or y.dtypes.eq(object).any()
        or y.dtypes.astype(str).eq("str").any()
    ):
        cells = np.array([[str(cell) for cell in row] for row in y.to_numpy()], dtype=object)
    else:
        cells = _excel_numbers(y, path)
    return _assemble(X, cells, [header[i] for i in inputs], [header[i] for i in targets], about, task, path)


def _excel_numbers(frame: pd.DataFrame, path: Path) -> np.ndarray:
    numbers = frame.apply(pd.to_numeric, errors="coerce")
    bad = np.argwhere(~np.isfinite(numbers.to_numpy(float)))
    if len(bad):
        row, column = bad[0]
        cell = frame.iloc[row, column]
        what = repr(cell) if str(cell).strip() else "nothing"
        raise DataError(f"{path}, row {row + 2} ({frame.columns[column]}): {what} where a number is expected")
    return numbers.to_numpy(float)


_WRITERS: dict[str, Callable[[Dataset, Path], None]] = {
    ".csv": _save_csv,
    ".npz": _save_npz,
    ".xlsx": _save_excel,
}
_READERS: dict[str, Callable[[Path, str | Sequence[str], str], Dataset]] = {
    ".csv": _read_csv,
    ".npz": _read_npz,
    ".xlsx": _read_excel,
}
