import numpy as np
import pytest


def claims(run):
    losses, accuracies = run["losses"], run["accuracies"]
    # the loss falls steeply, then ever more slowly
    assert losses[0] - losses[4] > 3 * (losses[4] - losses[-1])
    # the dashed curve follows the full one
    validation = np.array(run["keras_history"].history["val_loss"])
    assert np.abs(validation[2:] - losses[2:]).max() < 0.05
    # the accuracy is at its ceiling long before the loss stops falling
    assert run["ceiling"] <= 5
    assert losses[-1] < 0.99 * losses[-5]
    # after the ceiling the loss fell to less than a fifth; right answers rose by half a point in a hundred at most
    assert losses[-1] < losses[run["ceiling"] - 1] / 5
    assert accuracies[-1] - accuracies[run["ceiling"] - 1] <= 0.005
    # two ways, one result
    assert run["largest"] < 1e-6
    # the sooner one
    assert run["our_seconds"] < run["keras_seconds"]
    # w1 x1 + w2 x2 + b = 0 is where the neuron hesitates
    assert run["hesitates"] == pytest.approx(0.5, abs=1e-3)
