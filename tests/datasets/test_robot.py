import numpy as np
import pytest

from ann_toolkit.base.errors import DataError, FileError
from ann_toolkit.datasets import (
    DIRECTIONS,
    generate_robot_case,
    load_dataset_networkA,
    load_dataset_networkB,
    load_robot,
)
from ann_toolkit.datasets.real import robot_simulator

NAMES = {count: f"sensor_readings_{count}.data" for count in (24, 4, 2)}


def write(folder, n_rows=40, **changes):
    """Robot files as UCI lays them out, with some lines changed: ``changes[f"us{24}"] = {line: text}``."""
    for count, name in NAMES.items():
        data = generate_robot_case(n_rows, count, seed=5)
        lines = [
            ",".join([*(f"{x:.3f}" for x in row), DIRECTIONS[label]])
            for row, label in zip(data.X, data.y, strict=True)
        ]
        for line, text in changes.get(f"us{count}", {}).items():
            lines[line - 1] = text
        (folder / name).write_text("\n".join(lines) + "\n")
    return folder


def test_a_folder_of_files_is_read_as_it_is(tmp_path):
    write(tmp_path)
    for count in (24, 4, 2):
        data = load_robot(tmp_path, sensors=count)
        made = generate_robot_case(40, count, seed=5)
        assert (data.X == made.X).all()
        assert (data.y == made.y).all()
        assert (data.task, data.target_names) == ("multiclass", DIRECTIONS)
        assert data.provenance["file"] == NAMES[count]
    a, b = load_dataset_networkA(tmp_path), load_dataset_networkB(tmp_path)
    assert a.X.shape == (40, 24)
    assert (a.y == b.X).all()
    assert a.target_names == b.feature_names == ("SD_front", "SD_left", "SD_right", "SD_back")


def test_a_header_and_french_numbers_are_accepted(tmp_path):
    path = write(tmp_path) / NAMES[4]
    plain = load_robot(path, 4)
    text = path.read_text()
    french = text.replace(",", ";").replace(".", ",").replace("\n", "\r\n")
    path.write_bytes(("\ufeffSD_front;SD_left;SD_right;SD_back;Class\r\n" + french).encode())
    assert (load_robot(path, 4).X == plain.X).all()
    assert (load_robot(path, 4).y == plain.y).all()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("0.9,0.5,1.2,Move-Forward", "line 7: 4 columns where the first line has 5"),
        ("0.9,0.5,near,1.2,Move-Forward", "line 7, column 3: 'near' where a number is expected"),
        ("0.9,0.5,,1.2,Move-Forward", "line 7, column 3: nothing where a number is expected"),
        ("0.9,0.5,inf,1.2,Move-Forward", "column 3: 'inf' where a number"),
        (
            "0.9,0.5,1.1,1.2,Backwards",
            r"line 7, column 5 \(direction\): 'Backwards'; expected one of Move-Forward",
        ),
    ],
)
def test_a_bad_line_is_named(tmp_path, line, message):
    write(tmp_path, us4={7: line})
    with pytest.raises(DataError, match=message) as caught:
        load_robot(tmp_path, sensors=4)
    assert NAMES[4] in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        (
            "SD_left,SD_front,SD_right,SD_back,Class",
            "SD_left is column 1; expected the order SD_front, SD_left",
        ),
        ("nan,nan,nan,nan,Move-Forward", r"line 1: 'nan' in column 1 where a distance is expected"),
    ],
)
def test_a_header_in_another_order_or_of_no_names_is_refused(tmp_path, header, message):
    path = write(tmp_path) / NAMES[4]
    path.write_text(f"{header}\n{path.read_text()}")
    with pytest.raises(DataError, match=message):
        load_robot(path, 4)


def test_a_missing_column_everywhere_is_explained(tmp_path):
    write(tmp_path)
    with pytest.raises(DataError, match="has 5 columns; the robot's 24-sensor file has 25"):
        load_robot(tmp_path / NAMES[4], sensors=24)


def test_the_two_files_must_hold_the_same_readings(tmp_path):
    write(tmp_path)
    path = tmp_path / NAMES[4]
    lines = path.read_text().splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n")
    with pytest.raises(DataError, match=r"has 40 rows but .* has 39; both must hold the same readings"):
        load_dataset_networkA(tmp_path)
    values, name = lines[9].rsplit(",", 1)
    other = next(direction for direction in DIRECTIONS if direction != name)
    lines[9] = f"{values},{other}"
    path.write_text("\n".join(lines) + "\n")
    with pytest.raises(DataError, match=r"not aligned: row 10 is"):
        load_dataset_networkA(tmp_path)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html><body>404 Not Found</body></html>", "is a web page, not a robot file"),
        (b"PK\x03\x04" + bytes(50), "is not a text file"),
        ("0.9,0.5,1.2,1.1,Tout-Droit-é\n".encode("latin-1"), "line 1: not UTF-8 text"),
        ("0.9,0.5,1.2,1.1,Move-Forward\n".encode("utf-16"), "saved as UTF-16"),
        (b"front,left,right,back,class\n", "a header but no data"),
    ],
)
def test_a_file_that_is_something_else_is_refused(tmp_path, raw, message):
    path = tmp_path / NAMES[4]
    path.write_bytes(raw)
    with pytest.raises((FileError, DataError), match=message):
        load_robot(path, sensors=4)


def test_a_missing_file_is_explained(tmp_path):
    with pytest.raises(
        FileError, match=r"sensor_readings_24.data does not exist \(looked in .*robot file with 24"
    ):
        load_robot(tmp_path)
    write(tmp_path)
    (tmp_path / NAMES[4]).unlink()
    with pytest.raises(FileError, match=r"sensor_readings_4.data does not exist"):
        load_dataset_networkA(tmp_path / NAMES[24])


def test_without_real_files_the_sample_is_used_and_named(no_real_data, capsys):
    data = load_robot()
    assert "using the simulated sample" in capsys.readouterr().out
    assert data.X.shape == (2000, 24)
    assert (load_dataset_networkA().y == load_dataset_networkB().X).all()


@pytest.mark.parametrize("arguments", [{"sensors": 3}, {"n_samples": 0}, {"seed": -1}])
def test_wrong_arguments(arguments):
    with pytest.raises(DataError, match=f"{next(iter(arguments))}="):
        generate_robot_case(**arguments)
    with pytest.raises(DataError, match="sensors=5 is unknown"):
        load_robot(sensors=5)


def test_the_rule_reproduces_every_row_of_the_real_file(real_files):
    (path,) = real_files(NAMES[4])
    data = load_robot(path, sensors=4)
    assert len(data) == 5456
    ruled = [robot_simulator.direction(front, left) for front, left in data.X[:, :2]]
    assert ruled == [DIRECTIONS[label] for label in data.y]


def test_the_real_files_agree_with_each_other(real_files):
    real_files(*NAMES.values())
    a, b, two = load_dataset_networkA(), load_dataset_networkB(), load_robot(sensors=2)
    assert a.X.shape == (5456, 24)
    assert (a.y == b.X).all()
    assert (b.X[:, :2] == two.X).all()
    assert np.bincount(b.y).tolist() == [2205, 2097, 328, 826]
    arcs = robot_simulator.shortest_distances(a.X)
    assert (arcs[:, :3] == a.y[:, :3]).all()
