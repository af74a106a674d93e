"""Long trainings go on where they stopped: ``BackupAndRestore`` through ``fit``."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import keras
import numpy as np
import pytest
from keras import layers

from ann_toolkit.training import fit
from tests.training.small_models import X, Y

EPOCHS, KILLED_AFTER = 6, 3


class StopAfter(keras.callbacks.Callback):
    """Sends this process a signal when an epoch has ended."""

    def __init__(self, epochs: int, number: int) -> None:
        super().__init__()
        self.epochs, self.number = epochs, number

    def on_epoch_end(self, epoch, logs=None):
        if epoch + 1 == self.epochs:
            os.kill(os.getpid(), self.number)


def trained(engine, folder=None, callbacks=()):
    """A training from the same start: weights and state of the optimizer, and the numbers of its epochs."""
    keras.utils.set_random_seed(4)
    model = keras.Sequential([keras.Input((3,)), layers.Dense(8, "relu"), layers.Dense(1)])
    model.compile("adam", "mse")
    backup = [keras.callbacks.BackupAndRestore(folder)] if folder else []
    arguments = dict(epochs=EPOCHS, batch_size=9, callbacks=[*backup, *callbacks], verbose=0)
    # Keras draws the orders of its rows anew when it resumes; the engine goes on with those it would have had
    history = fit(model, X, Y, engine=engine, shuffle=engine != "keras", **arguments)
    return [variable.numpy() for variable in (*model.variables, *model.optimizer.variables)], history.epoch


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["graph", "keras"])
def test_a_killed_training_ends_with_the_weights_of_one_that_was_not(engine, tmp_path):
    killed = (
        f"from tests.training.test_resuming import *; trained_until_killed({engine!r}, {str(tmp_path)!r})"
    )
    child = subprocess.run([sys.executable, "-c", killed], check=False, timeout=300)
    assert child.returncode == -signal.SIGKILL
    resumed, epochs = trained(engine, str(tmp_path / "backup"))
    assert epochs == list(range(KILLED_AFTER, EPOCHS))
    whole, _ = trained(engine)
    for mine, value in zip(resumed, whole, strict=True):
        np.testing.assert_array_equal(mine, value)
    assert not (tmp_path / "backup").exists()


def trained_until_killed(engine, folder):
    trained(engine, f"{folder}/backup", [StopAfter(KILLED_AFTER, signal.SIGKILL)])


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["graph", "keras"])
def test_ctrl_c_keeps_the_backup_to_go_on_from(engine, tmp_path):
    folder = tmp_path / "backup"
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _, epochs = trained(engine, str(folder), [StopAfter(2, signal.SIGINT)])
    finally:
        signal.signal(signal.SIGINT, before)
    assert epochs == [0, 1]
    assert folder.exists()
    resumed, epochs = trained(engine, str(folder))
    assert epochs == [2, 3, 4, 5]
    assert not folder.exists()
    for mine, value in zip(resumed, trained(engine)[0], strict=True):
        np.testing.assert_array_equal(mine, value)
