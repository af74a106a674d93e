import numpy as np
import pytest


def claims(run):
    curves = run["curves"]
    # in the first epoch the dashed curve lies below the full one, later it is the other way round
    assert curves["val_loss"][0] < curves["loss"][0]
    assert np.all(np.array(curves["val_loss"][9:]) > curves["loss"][9:])
    # the training pictures are nearly known by heart
    assert curves["accuracy"][-1] > 0.98
    assert run["our_loss"] == pytest.approx(run["keras_loss"], rel=1e-3)
    # both losses are one number in two spellings; the untrained network costs about ln 10
    assert run["sparse"] == pytest.approx(run["categorical"], rel=1e-5)
    assert run["sparse"]["untrained"] == pytest.approx(np.log(10), abs=0.2)
    assert run["sparse"]["untrained"] > 2
    # most of the cells hold no mistake, or few, and it is less sure where it is wrong, but not always
    assert np.median(run["errors"]) <= 1
    sure, wrong = run["sure"], run["wrong"]
    assert sure[wrong].mean() < sure[~wrong].mean() - 0.1
    assert sure[wrong].max() > np.median(sure[~wrong]) - 0.2
    # sigmoid for any number of labels: it finds more of them than a softmax
    assert run["found"]["sigmoid"] > run["found"]["softmax"] + 0.1
    # with 0..255 never past guessing; standardised sooner in training and better in validation
    accuracy = {name: history.history for name, history in run["scales"].items()}
    assert accuracy["pixels 0..255"]["accuracy"][-1] < 0.2
    for measure in ("accuracy", "val_accuracy"):
        assert accuracy["standardised"][measure][-1] > accuracy["pixels 0..1"][measure][-1]
    assert accuracy["standardised"]["accuracy"][2] > accuracy["pixels 0..1"]["accuracy"][2]
