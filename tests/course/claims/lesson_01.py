import numpy as np
import pytest


def claims(run):
    # 0.82 twice, then 0.90 and 0.86, and a loss of 0.39, nearly all of it from the second output
    assert run["hidden"] == pytest.approx([0.82, 0.82], abs=0.005)
    assert run["output"] == pytest.approx([0.90, 0.86], abs=0.005)
    assert run["loss"] == pytest.approx(0.39, abs=0.005)
    assert 0.5 * (run["output"][1] - run["y"][1]) ** 2 > 0.9 * run["loss"]
    # the second row of W1's gradient is 0; the hidden errors are about ten times smaller
    assert (run["gradient_W1"][1] == 0).all()
    assert run["error_output"].max() / run["error_hidden"] == pytest.approx([10, 10], abs=2)
    slopes = run["hidden"] * (1 - run["hidden"])
    assert slopes == pytest.approx(0.15, abs=0.005)
    # the largest weights have the gradients 0 and 0.0146, the largest gradient belongs to weights of 0.5
    gradients = np.concatenate([run["gradient_W1"].ravel(), run["gradient_W2"].ravel()])
    weights = np.concatenate([run["W1"].ravel(), run["W2"].ravel()])
    assert gradients[weights == 1] == pytest.approx([0, 0.0146], abs=1e-4)
    assert weights[gradients > 0.99 * gradients.max()] == pytest.approx([0.5, 0.5])
    assert gradients.max() == pytest.approx(0.0845, abs=1e-4)
    # output 1 arrives after about 500 steps, output 2 falls fastest near one half and never reaches 0
    answers = np.array(run["answers"])
    assert 400 < np.argmax(np.abs(answers[:, 0] - 0.7) < 0.01) < 600
    assert answers[run["fastest"], 1] == pytest.approx(0.5, abs=0.15)
    assert (answers[:, 1] > 0).all()
    falls = -np.diff(answers[100:, 1])
    assert (np.diff(falls) < 0).all()
