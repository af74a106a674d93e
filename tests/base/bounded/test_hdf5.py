import h5py
import numpy as np
import pytest

from ann_toolkit.base.bounded.hdf5 import arrays_in, opened_hdf5
from ann_toolkit.base.errors import FileError, UnsafeFileError
from tests.hostile.corpus import SECRET


@pytest.fixture
def path(tmp_path):
    (tmp_path / "secret.bin").write_text(SECRET)
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["X"] = np.frombuffer(SECRET.encode(), "u1")
    return tmp_path / "crafted.h5"


def crafted(path, fill):
    with h5py.File(path, "w") as file:
        fill(file)
    return path


def opened(path, **options):
    with opened_hdf5(path, **options) as file:
        return {name: values[()] for name, values in arrays_in(file).items()}


def test_a_plain_file(path):
    def fill(file):
        file["a/b/numbers"] = np.arange(6).reshape(2, 3)
        file["words"] = np.array([b"cat", b"dog"])
        file.create_dataset("packed", data=np.zeros(10**6), compression="gzip", shuffle=True)

    read = opened(crafted(path, fill))
    assert sorted(read) == ["a/b/numbers", "packed", "words"]
    assert read["a/b/numbers"].tolist() == [[0, 1, 2], [3, 4, 5]]


def external_values(file):
    file.create_dataset("X", (4,), "u1", external=[("secret.bin", 0, 4)])


def external_link(file):
    file["X"] = h5py.ExternalLink("other.h5", "/X")


def soft_link(file):
    file["X"] = h5py.SoftLink("/elsewhere")


def virtual(file):
    layout = h5py.VirtualLayout((len(SECRET),), "u1")
    layout[:] = h5py.VirtualSource("other.h5", "X", (len(SECRET),))
    file.create_virtual_dataset("X", layout)


def words_of_any_length(file):
    file.create_dataset("X", data=["a", "b"], dtype=h5py.string_dtype())


def references(file):
    file["y"] = np.ones(2)
    file.create_dataset("X", data=[file["y"].ref], dtype=h5py.ref_dtype)


def circle(file):
    group = file.create_group("a")
    group["a"] = group


def root_in_itself(file):
    file["root"] = file["/"]


def deep(file):
    group = file
    for _ in range(100):
        group = group.create_group("g")


def a_type(file):
    file["X"] = np.dtype("f8")


def never_written(file):
    file.create_dataset("X", (10**9,), "f8")


def nothing(file):
    file["X"] = h5py.Empty("f4")


def huge_block(file):
    file.create_dataset("X", data=np.zeros(1), maxshape=(None,), chunks=(2**21,), compression="gzip")


@pytest.mark.parametrize(
    ("fill", "says"),
    [
        (external_values, "the values of 'X' lie in another file"),
        (external_link, "'X' is a link to elsewhere"),
        (soft_link, "'X' is a link to elsewhere"),
        (virtual, "the values of 'X' lie in another file"),
        (words_of_any_length, "'X' holds something else than plain values"),
        (references, "'X' holds something else than plain values"),
        (circle, "'a/a' is nested or repeated without end"),
        (root_in_itself, "'root' is nested or repeated without end"),
        (deep, "nested or repeated without end"),
        (nothing, "'X' holds nothing"),
        (a_type, "'X' is neither a group nor an array"),
        (never_written, "'X' would unpack from 0 to 8000000000 bytes"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_no_honest_file_holds(path, fill, says):
    with pytest.raises(UnsafeFileError, match=says):
        opened(crafted(path, fill))


def test_more_than_the_budget(path):
    packed = crafted(path, lambda file: file.create_dataset("X", data=np.zeros(10**6), compression="gzip"))
    with pytest.raises(FileError, match="it would take 8 MB of memory, and 1 MB are allowed"):
        opened(packed, budget=10**6)


def test_a_block_larger_than_its_array_counts_whole(path):
    with pytest.raises(FileError, match=r"would take 16.8 MB of memory, and 10 MB are allowed"):
        opened(crafted(path, huge_block), budget=10**7)


def test_a_kind_that_was_not_asked_for(path):
    words = crafted(path, lambda file: file.create_dataset("X", data=np.array([b"cat"])))
    with pytest.raises(UnsafeFileError, match="something else than plain values"):
        opened(words, kinds="biuf")


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_a_file_cut_off(path, share):
    crafted(path, lambda file: file.create_dataset("X", data=np.arange(1000.0)))
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    with pytest.raises(FileError, match="is not an HDF5 file, or not the whole of it"):
        opened(path)


def test_a_damaged_block_is_told_when_it_is_read(path):
    values = np.random.default_rng(0).integers(0, 9, 10_000)
    crafted(path, lambda file: file.create_dataset("X", data=values, compression="gzip"))
    damaged = bytearray(path.read_bytes())
    damaged[-2000:-1900] = bytes(100)
    path.write_bytes(damaged)
    with pytest.raises(FileError, match="not the whole of it"):
        opened(path)
