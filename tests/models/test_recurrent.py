"""Recurrent networks: every kind of cell, sequences of any length."""

import numpy as np
import pytest

import ann_toolkit as ann


@pytest.mark.slow
@pytest.mark.parametrize("cell", ["simple", "lstm", "gru"])
def test_a_recurrent_network_reads_sequences_of_any_length(cell):
    model = ann.models.rnn(2, 3, hidden=[5, 4], cell=cell, task="multiclass", seed=0)
    for steps in (3, 9):
        assert model.predict(np.ones((4, steps, 2)), verbose=0).shape == (4, 3)
    assert type(model.layers[0]).__name__.lower().startswith(cell)
    assert [layer.return_sequences for layer in model.layers[:2]] == [True, False]
