import numpy as np


def claims(run):
    # from the last reading alone nobody can tell; with all 30 the answers lie near the stars
    assert run["r2"]["last reading only"] < 0.75 < 0.9 < run["r2"]["SimpleRNN"]
    errors = np.abs(run["guesses"]["SimpleRNN"][:3] - run["fresh"].y[:3])
    assert errors.max() < 0.3
    # by hand as by Keras and by the engine
    assert run["gap"] < 1e-5
    assert run["differs"] < 1e-4
    # less than a fifth of the error that set out reaches the first reading
    assert run["sizes"][29] < 0.2 * np.linalg.norm(np.ones(16))
    # the LSTM gets far below the line, and the plain layer has by far the larger error
    assert run["adding"]["LSTM"] < 1 / 6 / 5
    assert run["adding"]["SimpleRNN"] > 3 * run["adding"]["LSTM"]
    lstm, plain = (run["histories"][name].history["loss"] for name in ("LSTM", "SimpleRNN"))
    assert lstm[-1] < plain[-1]
    # a memory buys little or nothing with all readings, and much of what was lost otherwise
    clean, broken = run["clean"], run["broken"]
    assert max(clean.values()) - clean["this moment"] < 0.05
    for name in ("LSTM", "Conv1D"):
        assert broken[name] - broken["this moment"] > (clean["this moment"] - broken["this moment"]) / 3
    # a clock beside each line
    assert run.log.count("trained in") == 8
