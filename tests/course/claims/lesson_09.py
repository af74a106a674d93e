import numpy as np
import pytest


def crossings(values):
    return int(np.count_nonzero(np.diff(values > 0.5)))


def claims(run):
    model, data = run["model"], run["data"]
    assert run["our_loss"] == pytest.approx(run["keras_loss"], rel=1e-5)
    # no plateau at ln 2: below it after the first 30 epochs
    assert run["keras_loss"] < 0.69
    # the training loss goes down through more than two powers of ten, the validation loss through more than one
    history = run["history"].history
    assert history["loss"][0] > 100 * history["loss"][-1]
    assert history["val_loss"][0] > 10 * history["val_loss"][-1]
    # the accuracy is at its ceiling within the first tenth
    assert min(history["binary_accuracy"][150:]) > 0.98
    # a closed curve: class 0 in the middle, class 1 all around it
    angles = np.linspace(0, 2 * np.pi, 60)
    around = 0.95 * np.abs(data.X).max() * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    assert model.predict(data.X[data.y == 0].mean(axis=0)[None], verbose=0)[0, 0] < 0.5
    assert (model.predict(around, verbose=0) > 0.5).all()
    # some hidden neurons hardly count: the weakest carries less than a fifth of what the strongest does
    (inwards, _, outwards, _) = model.get_weights()
    carried = np.linalg.norm(inwards, axis=0) * np.abs(outwards[:, 0])
    assert carried.min() < carried.max() / 5
    # two lines leave the figure open; from three on, the pieces can close
    assert run["best_share"][1] < run["best_share"][2] < 0.95 <= run["best_share"][3]
    assert run["smallest"] == 3
    far = 3 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    assert (run["best_network"][2].predict(far, verbose=0) < 0.5).any()
    assert (run["best_network"][3].predict(far, verbose=0) > 0.5).all()
