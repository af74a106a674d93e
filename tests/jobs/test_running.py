"""Runs that a JSON file describes: both engines, what is written, and every mistake in one line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from ann_toolkit.base.errors import AnnError, DataError, FileError, ModelError
from ann_toolkit.datasets import Dataset
from ann_toolkit.jobs.params import read_params
from ann_toolkit.jobs.rows import find_rows
from ann_toolkit.jobs.running import run

PARAMS = Path(__file__).resolve().parents[2] / "exercises" / "params"
IRIS = {
    "NPZ_DATASET": "iris",
    "LAYER_SIZES": [4, 8, 3],
    "LAYER_ACTS": ["-", "ReLU", "Softmax"],
    "LR": 0.05,
    "MAX_EPOCHS": 12,
    "BATCH_SIZE": 10,
    "RANDOM_SEED": 1,
}


def written(folder: Path, **changes) -> Path:
    """A parameter file: iris with ``changes`` (None takes a name out)."""
    values = {key: value for key, value in {**IRIS, **changes}.items() if value is not None}
    path = folder / "params.json"
    path.write_text(json.dumps({"parameters": values}))
    return path


def test_a_run_prints_the_table_and_writes_four_files(tmp_path, capsys):
    result = run(written(tmp_path), out=tmp_path / "run")
    printed = capsys.readouterr().out
    for heading in (
        "Loss(tr)",
        "Δloss(tr)",
        "Acc(tr)",
        "Loss(val)",
        "Acc(val)",
        "Rec(val)",
        "F1(val)",
        "Pat.",
    ):
        assert heading in printed
    assert "all 12 epochs were done" in printed
    assert result.validation["accuracy"] > 0.7
    assert sorted(path.name for path in result.folder.iterdir()) == [
        "history.csv",
        "history.png",
        "log.txt",
        "weights.npz",
    ]
    assert (result.folder / "log.txt").read_text().rstrip() in printed
    rows = list(csv.DictReader((result.folder / "history.csv").read_text().splitlines()))
    assert [float(row["val_loss"]) for row in rows] == result.history["val_loss"]
    with np.load(result.folder / "weights.npz") as weights:
        shapes = {name: weights[name].shape for name in weights}
    assert shapes == {
        "W1": (4, 8),
        "b1": (8,),
        "W2": (8, 3),
        "b2": (3,),
    }


def test_the_default_folder_is_named_after_file_and_engine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(written(tmp_path, MAX_EPOCHS=1)).folder == Path("runs/params-scratch")
    assert (tmp_path / "runs" / "params-scratch" / "log.txt").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("task", ["classes", "numbers"])
def test_both_engines_give_nearly_the_same_history(tmp_path, task):
    pytest.importorskip("tensorflow")
    changes = {"BATCH_SIZE": 105}  # one batch an epoch: the order of the rows doesn't matter
    if task == "numbers":
        changes = {
            "NPZ_DATASET": "diabetes",
            "LAYER_SIZES": [10, 8, 1],
            "LAYER_ACTS": ["-", "custom_function", "linear"],
            "OPTIMIZER": "adam",
            "L2": 0.01,
            "GRAD_CLIP": 0.5,
            "BATCH_SIZE": 400,
        }
    path = written(tmp_path, MAX_EPOCHS=6, **changes)
    scratch, with_keras = (run(path, engine, tmp_path / engine) for engine in ("scratch", "keras"))
    assert set(scratch.history) == set(with_keras.history)
    for key, values in scratch.history.items():
        np.testing.assert_allclose(values, with_keras.history[key], atol=1e-4, err_msg=key)
    for mine, theirs in zip(scratch.weights, with_keras.weights, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["scratch", "keras"])
def test_the_criteria_of_s3_stop_both_engines(tmp_path, engine):
    result = run(written(tmp_path, MAX_EPOCHS=300, ACC_PATIENCE=3, WARMUP_EPOCHS=4), engine, tmp_path / "run")
    assert "criterion 2" in result.stopped
    assert 7 <= len(result.history["loss"]) < 300


@pytest.mark.slow
def test_one_seed_one_result(tmp_path):
    path = written(tmp_path)
    first, second = (run(path, out=tmp_path / name) for name in "ab")
    assert first.history == second.history
    assert run(written(tmp_path, RANDOM_SEED=2), out=tmp_path / "c").history != first.history


@pytest.mark.parametrize("path", sorted(PARAMS.glob("*.json")), ids=lambda path: path.stem)
def test_every_parameter_file_of_the_course_is_well_formed(path):
    params = read_params(path)
    assert params.sizes[0] >= 3
    assert params.values["RANDOM_SEED"] == 42 or path.stem == "two_clouds"
    assert find_rows(params.values["NPZ_DATASET"], PARAMS).X.shape[1] == params.sizes[0]


def test_the_first_example_of_s3_ends_as_s3_says(tmp_path):
    result = run(PARAMS / "two_clouds.json", out=tmp_path / "run")
    assert result.stopped.startswith("stopped after epoch 6: criterion 2")  # S3, A1.8
    assert result.validation["accuracy"] == 1.0


def test_an_npz_file_is_found_beside_the_parameter_file(tmp_path):
    rng = np.random.default_rng(0)
    np.savez(tmp_path / "mine.npz", X=rng.normal(size=(40, 4)), y=np.arange(40) % 3)
    result = run(written(tmp_path, NPZ_DATASET="mine.npz", MAX_EPOCHS=1), out=tmp_path / "run")
    assert "mine.npz: 40 rows, 4 features" in result.log[0]


@pytest.mark.slow
def test_any_dataset_file_serves_and_its_classes_may_have_names(tmp_path):
    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(40, 4)), np.arange(40) % 3
    Dataset(X, y, "multiclass", target_names=("oak", "ash", "fir")).save(tmp_path / "trees.csv")
    np.savez(tmp_path / "names.npz", X=X, y=np.array(["a", "b", "c"])[y])
    np.savez(tmp_path / "numbers.npz", X=X, y=y)
    runs = [
        run(written(tmp_path, NPZ_DATASET=name, MAX_EPOCHS=2), out=tmp_path / "run").history
        for name in ("trees.csv", "names.npz", "numbers.npz")
    ]
    assert runs[0] == runs[1] == runs[2]


def test_more_classes_than_a_guess_would_take_for_classes(tmp_path):
    X, y = np.random.default_rng(0).normal(size=(120, 4)), np.arange(120) % 30
    np.savez(tmp_path / "many.npz", X=X, y=y)
    changes = {"NPZ_DATASET": "many.npz", "LAYER_SIZES": [4, 8, 30], "MAX_EPOCHS": 1}
    assert "accuracy" in run(written(tmp_path, **changes), out=tmp_path / "run").validation


@pytest.mark.slow
def test_a_linear_output_takes_y_as_numbers_even_where_they_are_few_and_whole(tmp_path):
    X = np.random.default_rng(0).normal(size=(60, 1))
    y = np.select([X[:, 0] < -0.5, X[:, 0] < 0.5], [1, 2], 40)  # as classes they would lie evenly: 0, 1, 2
    np.savez(tmp_path / "few.npz", X=X, y=y)
    np.savez(tmp_path / "floats.npz", X=X, y=y + 1e-9 * np.arange(60))
    first, second = (
        run(
            written(tmp_path, NPZ_DATASET=name, LAYER_SIZES=[1, 8, 1], LAYER_ACTS=["-", "relu", "linear"]),
            out=tmp_path / "run",
        )
        for name in ("few.npz", "floats.npz")
    )
    assert first.history["loss"] == pytest.approx(second.history["loss"], rel=1e-4)


def test_70_percent_train_and_the_others_validate(tmp_path):
    X, y = np.arange(100.0)[:, None] * np.ones(4), np.arange(100) % 2
    np.savez(tmp_path / "rows.npz", X=X, y=y)
    result = run(
        written(tmp_path, NPZ_DATASET="rows.npz", LAYER_SIZES=[4, 8, 2], MAX_EPOCHS=1), out=tmp_path / "run"
    )
    assert result.log[1:3] == [
        "train       70 rows (class 0: 35, class 1: 35)",
        "validation  30 rows (class 0: 15, class 1: 15)",
    ]


def test_the_rows_of_a_split_and_their_order_stay_what_they_were(tmp_path):
    # the numbers in docs/scratch_results.md, beside S3's own, are those of these rows
    history = run(written(tmp_path, MAX_EPOCHS=2), out=tmp_path / "run").history
    assert history["loss"] == pytest.approx([1.133952, 0.836374], abs=1e-5)
    assert history["val_loss"] == pytest.approx([0.932564, 0.772134], abs=1e-5)


MISTAKES = {
    "an unknown key": (
        {"BATCHSIZE": 5},
        ModelError,
        "unknown parameter 'BATCHSIZE'; did you mean 'BATCH_SIZE'",
    ),
    "a missing key": ({"LR": None}, ModelError, "LR is missing"),
    "a wrong type": (
        {"MAX_EPOCHS": "many"},
        ModelError,
        "MAX_EPOCHS is 'many'; expected a whole number, 1 or more",
    ),
    "a value out of range": ({"LR": 0}, ModelError, "LR is 0; expected a number, above 0"),
    "an unknown optimizer": (
        {"OPTIMIZER": "adamw"},
        ModelError,
        "OPTIMIZER is 'adamw'; expected one of sgd, momentum, adam",
    ),
    "an unknown activation": (
        {"LAYER_ACTS": ["-", "Rellu", "Softmax"]},
        ModelError,
        "no activation 'Rellu'; did you mean 'relu'",
    ),
    "too few activations": ({"LAYER_ACTS": ["-", "Softmax"]}, ModelError, "LAYER_ACTS has 2 entries"),
    "softmax inside": (
        {"LAYER_ACTS": ["-", "softmax", "softmax"]},
        ModelError,
        "softmax belongs to the last",
    ),
    "both patiences": ({"ACC_PATIENCE": 3, "R2_PATIENCE": 3}, ModelError, "give one of them"),
    "a wrong first size": ({"LAYER_SIZES": [5, 8, 3]}, DataError, "begins with 5 but .* has 4 features"),
    "a wrong last size": ({"LAYER_SIZES": [4, 8, 2]}, DataError, r"ends with 2 but .* needs 3 output\(s\)"),
    "no such data": ({"NPZ_DATASET": "nowhere.npz"}, FileError, "there is no file nowhere.npz"),
    "an NPZ without X": (
        {"NPZ_DATASET": "no_x.npz"},
        DataError,
        "holds data, y; expected the arrays X and y",
    ),
    "no NPZ at all": ({"NPZ_DATASET": "text.npz"}, FileError, "text.npz"),
    "a truncated NPZ": ({"NPZ_DATASET": "half.npz"}, FileError, "is not an NPZ file, or not the whole of it"),
    "objects in the NPZ": ({"NPZ_DATASET": "objects.npz"}, FileError, "holds Python objects"),
    "labels that are not classes": ({"NPZ_DATASET": "labels.npz"}, DataError, "class numbers 0, 1, 2"),
    "words among the inputs": ({"NPZ_DATASET": "words.npz"}, DataError, "X holds words"),
    "two rows": ({"NPZ_DATASET": "two.npz"}, DataError, "expected at least 4 rows of numbers"),
    "a seed too large": (
        {"RANDOM_SEED": 2**32},
        ModelError,
        "RANDOM_SEED is 4294967296; expected a whole number, .* 4294967295 at most",
    ),
    "a learning rate that is no number": ({"LR": float("nan")}, FileError, "NaN is not a number"),
    "a class of one row": ({"NPZ_DATASET": "single.npz"}, DataError, "a class has a single row"),
    "NaN": ({"NPZ_DATASET": "nan.npz"}, AnnError, "nan where a finite number is expected"),
    "a learning rate that diverges": (
        {
            "NPZ_DATASET": "diabetes",
            "LAYER_SIZES": [10, 8, 1],
            "LAYER_ACTS": ["-", "relu", "linear"],
            "LR": 1e6,
        },
        ModelError,
        "training diverged in epoch",
    ),
}


def bad_files(folder: Path) -> None:
    X, y = np.random.default_rng(0).normal(size=(30, 4)), np.arange(30) % 3
    np.savez(folder / "no_x.npz", data=X, y=y)
    (folder / "text.npz").write_text("no arrays here")
    np.savez(folder / "half.npz", X=X, y=y)
    (folder / "half.npz").write_bytes((folder / "half.npz").read_bytes()[:300])
    np.savez(folder / "objects.npz", X=np.array([{}, []], dtype=object), y=y)
    np.savez(folder / "labels.npz", X=X, y=y - 1.5)
    np.savez(folder / "single.npz", X=X, y=np.append(np.arange(29) % 2, 2))
    np.savez(folder / "words.npz", X=X.astype(str), y=y)
    np.savez(folder / "two.npz", X=X[:2], y=y[:2])
    X[3, 2] = np.nan
    np.savez(folder / "nan.npz", X=X, y=y)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_one_clear_line_and_leaves_nothing_behind(tmp_path, mistake):
    changes, kind, message = MISTAKES[mistake]
    bad_files(tmp_path)
    with pytest.raises(kind, match=message) as raised:
        run(written(tmp_path, **changes), out=tmp_path / "run")
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{'LR': 1}", "is not JSON: .* in line 1"),
        ("[1, 2]", "holds a list"),
        ('{"parameters": 3}', "the parameters are 3; expected names with values"),
        ("", "is empty"),
    ],
)
def test_malformed_files_are_named(tmp_path, content, message):
    path = tmp_path / "params.json"
    path.write_text(content)
    with pytest.raises(AnnError, match=message) as raised:
        run(path)
    assert "\n" not in str(raised.value)


def test_a_missing_file_and_an_unknown_engine(tmp_path):
    with pytest.raises(FileError, match="does not exist"):
        run(tmp_path / "nowhere.json")
    with pytest.raises(ModelError, match="there are scratch and keras"):
        run(written(tmp_path), engine="torch")


@pytest.mark.slow
def test_keras_that_diverges_says_so(tmp_path):
    changes = MISTAKES["a learning rate that diverges"][0]
    with pytest.raises(ModelError, match=r"training diverged.*in epoch 1") as raised:
        run(written(tmp_path, **changes), "keras", tmp_path / "run")
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "run").exists()


def test_a_folder_that_cannot_be_written_is_named_before_training(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(FileError, match="taken is a file; choose another folder for the results"):
        run(written(tmp_path), out=tmp_path / "taken" / "run")
    assert "Epoch" not in capsys.readouterr().out
