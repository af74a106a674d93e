import pytest

from ann_toolkit.base.errors import FileError
from ann_toolkit.base.json_files import read_json


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"{", "is not JSON: .* in line 1, column 2; expected a list"),
        (b"\xff", "it is not UTF-8 text"),
        (b"NaN", "NaN is not a number"),
        (b"[1, -Infinity]", "-Infinity is not a number"),
        (b"1e400", "1e400 is larger than numbers can be"),
        (b"9" * 5000, "a number has 5000 digits"),
        (b"[" * 100_000, "is nested too deeply"),
    ],
)
def test_what_is_no_json_is_one_line(tmp_path, text, says):
    path = tmp_path / "a.json"
    path.write_bytes(text)
    with pytest.raises(FileError, match=says) as caught:
        read_json(path, "a list")
    assert "\n" not in str(caught.value)


def test_json_is_read_with_or_without_a_mark_of_its_order(tmp_path):
    path = tmp_path / "a.json"
    for encoding in ("utf-8", "utf-8-sig"):
        path.write_text('{"é": [1, 2.5]}', encoding=encoding)
        assert read_json(path, "an object") == {"é": [1, 2.5]}
