"""kill -9 in the middle of a save: what stood there before is whole."""

import signal
import subprocess
import sys

import numpy as np
import pytest

import ann_toolkit as ann

SAVE_AND_HANG = """
import sys, time, zipfile
import ann_toolkit as ann
model = ann.models.mlp(4, [300], 1, task="binary", seed=2)
original = zipfile.ZipFile.close
def hang(archive):                      # the model is written but for the archive's table of contents
    if archive.mode == "w":
        archive.fp.flush()
        print("half written", flush=True)
        time.sleep(600)
    original(archive)
zipfile.ZipFile.close = hang
ann.models.save(model, sys.argv[1])
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
def test_the_old_file_survives_a_killed_save(tmp_path):
    path = tmp_path / "model.keras"
    old = ann.models.mlp(4, [3], 1, task="binary", seed=1)
    ann.models.save(old, path)
    before = path.read_bytes()
    command = [sys.executable, "-c", SAVE_AND_HANG, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "half written\n"
        half = [entry for entry in tmp_path.iterdir() if entry != path]
        assert half[0].stat().st_size > 0
        child.send_signal(signal.SIGKILL)
    assert path.read_bytes() == before
    X = np.ones((2, 4), "float32")
    assert np.array_equal(ann.models.load(path).predict(X, verbose=0), old.predict(X, verbose=0))
