import io
import zipfile

import numpy as np
import pytest
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as arrays

from ann_toolkit.base.bounded.npz import read_npz
from ann_toolkit.base.errors import FileError, UnsafeFileError


def npy(header: str, values: bytes = b"", version: bytes = b"\x01\x00") -> bytes:
    return b"\x93NUMPY" + version + len(header).to_bytes(2, "little") + header.encode() + values


def npz(path, **parts: bytes):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in parts.items():
            archive.writestr(f"{name}.npy", contents)
    return path


@given(
    st.dictionaries(
        st.sampled_from("abc"), arrays.arrays(arrays.scalar_dtypes(), arrays.array_shapes(min_dims=0))
    )
)
def test_what_numpy_writes_is_read_back(tmp_path_factory, written):
    path = tmp_path_factory.mktemp("npz") / "some.npz"
    np.savez_compressed(path, **written)
    read = read_npz(path)
    assert read.keys() == written.keys()
    for name, values in written.items():
        assert read[name].dtype == values.dtype
        np.testing.assert_array_equal(read[name], values)


def test_more_than_the_budget_is_not_read(tmp_path):
    np.savez_compressed(tmp_path / "zeros.npz", X=np.zeros(10**6))
    with pytest.raises(FileError, match="it would take 8 MB of memory, and 1 MB are allowed"):
        read_npz(tmp_path / "zeros.npz", budget=10**6)


def test_python_objects_are_refused(tmp_path):
    np.savez(tmp_path / "objects.npz", X=np.array([{}, None], dtype=object))
    with pytest.raises(UnsafeFileError, match="its array 'X' holds Python objects"):
        read_npz(tmp_path / "objects.npz")


@pytest.mark.parametrize(
    "shape", ["(1000000000000,)", "(10**6,)", "(-1,)", "(2,)", "(4,)", "(True,)", "(1.5,)", "[3]", "(" * 500]
)
def test_a_shape_that_does_not_fit_its_values(tmp_path, shape):
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}}}\n"
    with pytest.raises(FileError, match="is not an NPZ file, or not the whole of it"):
        read_npz(npz(tmp_path / "lies.npz", X=npy(header, bytes(24))))


@pytest.mark.parametrize("shape", ["(1000000000000,)", "(10,)"])
def test_values_of_no_bytes_at_all(tmp_path, shape):
    header = f"{{'descr': '|S0', 'fortran_order': False, 'shape': {shape}}}\n"
    with pytest.raises(FileError, match="not the whole of it"):
        read_npz(npz(tmp_path / "nothing.npz", X=npy(header)))


def test_each_flipped_bit_is_seen(tmp_path):
    memory = io.BytesIO()
    np.savez(memory, X=np.arange(100.0))
    whole = memory.getvalue()
    path = tmp_path / "flipped.npz"
    for place in range(200, 200 + 8 * 100, 37):  # in the middle of the values
        damaged = bytearray(whole)
        damaged[place] ^= 4
        path.write_bytes(damaged)
        with pytest.raises(FileError, match="not the whole of it"):
            read_npz(path)


def test_an_encrypted_one_says_so(tmp_path):
    path = npz(tmp_path / "locked.npz", X=npy("{}"))
    contents = bytearray(path.read_bytes())
    for start in (contents.find(b"PK\x01\x02") + 8, contents.find(b"PK\x03\x04") + 6):
        contents[start] |= 1
    path.write_bytes(contents)
    with pytest.raises(FileError, match="is encrypted"):
        read_npz(path)


def test_a_name_that_comes_twice(tmp_path):
    path = tmp_path / "twice.npz"
    np.savez(path, X=np.ones(2))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("X.npy", b"")
    with pytest.raises(FileError, match="holds the array 'X' twice"):
        read_npz(path)


def test_an_archive_of_something_else(tmp_path):
    with zipfile.ZipFile(tmp_path / "letters.npz", "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(FileError, match=r"its part 'letter.txt' is no array"):
        read_npz(tmp_path / "letters.npz")
