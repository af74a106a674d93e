import numpy as np
import pytest


def claims(run):
    losses = np.array(run["history"].history["loss"])
    # the loss stops near 0.69 and moves no more
    assert losses[-1] == pytest.approx(np.log(2), abs=0.02)
    assert np.ptp(losses[20:]) < 0.02
    # answering about 0.5 everywhere
    answers = run["model"].predict(run["data"].X, verbose=0)
    assert np.abs(answers - 0.5).max() < 0.25
    # the best line would do better than this neuron
    assert 1 - run["best"] > run["report"].accuracy
    # one class lies inside the other: no line parts them
    assert run["best"] > 0.25
    # more time changes nothing
    assert run["loss_later"] == pytest.approx(run["loss"], abs=0.02)
    # from two thirds of the points at best to nearly all of them
    assert run["report"].accuracy < 0.67
    assert run["with_squares"].accuracy > 0.95
