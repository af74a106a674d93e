"""Every wrong command line is one line on the standard error, exit code 2, and nothing written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from ann_toolkit.cli.main import app
from tests.hostile.command_lines import COMMAND_LINES
from tests.hostile.corpus import SECRET

COMMAND = get_command(app)  # once: typer takes longer to build it than most lines take


def everything_in(folder: Path) -> dict[str, bytes]:
    """What stands in a folder and below it; a link by where it leads."""
    return {
        str(path.relative_to(folder)): str(path.readlink()).encode()
        if path.is_symlink()
        else path.read_bytes()
        if path.is_file()
        else b"a folder"
        for path in folder.rglob("*")
    }


@pytest.fixture
def here(tmp_path, monkeypatch, no_real_data, no_network):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def ann(here, capsys):
    """Run a line as the command does: gives the exit code, and what it wrote to its two outputs."""

    def run(*line):
        with pytest.raises(SystemExit) as end:
            COMMAND.main(list(line), prog_name="ann")
        shown = capsys.readouterr()
        return end.value.code, shown.out, shown.err

    return run


@pytest.mark.parametrize("entry", COMMAND_LINES, ids=str)
def test_a_wrong_command_line_is_one_line(entry, here, ann):
    line = entry.make(here)
    before = everything_in(here)
    exit_code, shown, told = ann(*line)
    assert exit_code == 2, told
    assert shown == ""
    assert told.endswith("\n")
    told = told[:-1]
    assert told.isprintable()
    assert told.startswith("ann: ")
    assert re.search(entry.says, told), told
    assert len(told) < 1400
    assert SECRET not in told
    assert not re.search(r"Traceback|Error\b|NoneType|errno|0x[0-9a-f]{6}|<[a-z_]+\.", told), told
    assert everything_in(here) == before


def test_there_are_enough_of_them_and_each_is_its_own():
    names = [entry.name for entry in COMMAND_LINES]
    assert len(names) == len(set(names))
    assert len(names) >= 450


RIGHT = {  # ordinary lines, what is there before them, and what they write
    "list": ([], {}, set()),
    "data list": ([], {}, set()),
    "data show robot": ([], {}, set()),
    "data make moons -o m.csv -n 20": ([], {}, {"m.csv", "m.csv.json"}),
    "data make moons -o m.csv --set noise=0.3": ([], {}, {"m.csv", "m.csv.json"}),
    "data make moons -o m.npz --set seed=3 --set n_samples=30": ([], {}, {"m.npz"}),
    "data make moons -o m.npz --noise 0.1 --set noise=0.1": ([], {}, {"m.npz"}),
    "data make moons -o m.npz --noise 1e-1 --seed 0 -n +7": ([], {}, {"m.npz"}),
    "data make blobs -o m.csv -n 20 --set n-classes=3 --set weights=0.5,0.3,0.2": (
        [],
        {},
        {"m.csv", "m.csv.json"},
    ),
    "data make moons -n 10 --french -o é.csv": ([], {}, {"é.csv", "é.csv.json"}),
    "data make gears -n 5 --set n_assemblies=50 -o g.parquet": ([], {}, {"g.parquet"}),
    "data make signs -n 12 --set n_test=6 -o pictures": (
        [],
        {},
        {"pictures", "pictures/train_signs.h5", "pictures/test_signs.h5"},
    ),
    "data npz iris": ([], {}, {"iris.npz"}),
    "data npz iris.npz -o mine.npz": ([], {}, {"mine.npz"}),
    "data plot iris.npz": (["data npz iris"], {}, {"iris.png"}),
    "data plot iris.npz -o p.svg": (["data npz iris"], {}, {"p.svg"}),
    "data plot t.csv --target b --target c": ([], {"t.csv": "a,b,c\n1,2,3\n2,3,1\n3,1,2\n"}, {"t.png"}),
    "data secret key": ([], {}, {"key"}),
    "data cohort moons -n 20 --roster r.csv --secret-file key -o class": (
        ["data secret key"],
        {"r.csv": "id\n../a\n=1+1\n" + "é" * 300 + "\n"},
        None,
    ),
    "data verify class": (
        ["data secret key", "data cohort moons -n 20 --roster r.csv --secret-file key -o class --format npz"],
        {"r.csv": "name;id\nZoé;é 1\nAnn;b2\n"},
        set(),
    ),
    "handout 9": ([], {}, {"handouts", "handouts/09_hidden_layer.py"}),
    "handout hidden_layer --notebook -o new": (
        [],
        {},
        {"new", "new/09_hidden_layer.py", "new/09_hidden_layer.ipynb"},
    ),
    "run 03_x.py --out r": ([], {"03_x.py": "# %% [markdown]\n# # 3. X\n# %%\nprint('é')\n"}, None),
    "train p.json -o out": (
        [],
        {
            "p.json": '{"NPZ_DATASET": "iris", "LAYER_SIZES": [4.0, 5, 3], "LAYER_ACTS": ["-", "ReLU", "softmax"], '
            '"LR": 0.1, "MAX_EPOCHS": 2.0, "BATCH_SIZE": 1e2}'
        },
        {"out", "out/log.txt", "out/history.csv", "out/history.png", "out/weights.npz"},
    ),
    "doctor --clean": ([], {}, set()),
}


@pytest.mark.parametrize("line", RIGHT)
def test_an_ordinary_line_goes_on_working(line, here, ann):
    first, files, written = RIGHT[line]
    for name, content in files.items():
        (here / name).write_text(content, encoding="utf-8")
    for before in first:
        assert ann(*before.split())[0] == 0
    before = set(everything_in(here))
    exit_code, shown, told = ann(*line.split())
    assert (exit_code, told) == (0, "")
    assert shown
    new = set(everything_in(here)) - before
    assert new == written if written is not None else new


@pytest.mark.parametrize("line", ["--help", "data --help", "data make --help", "model inspect --help"])
def test_help_is_no_mistake(line, ann):
    exit_code, shown, told = ann(*line.split())
    assert (exit_code, told) == (0, "")
    assert "Usage: ann" in shown
