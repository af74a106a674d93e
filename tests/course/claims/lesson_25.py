import numpy as np


def claims(run):
    # in front and on the left the moments crowd together at the limits
    assert run["near"].mean() > 0.5
    # B is right in nearly all cases; the plain chain lost more than a tenth of that
    assert run["accuracy_B"] > 0.98
    assert run["plain_chain"] < 0.9 * run["accuracy_B"]
    # A is wrong by several centimetres near a limit, although its r² is good
    assert 0.03 < np.median(run["plain_error"][run["near"]]) < 0.2
    assert min(run["plain_r2"][:2]) > 0.85
    # each distance is the shortest reading of some neighbours, to the row
    least = {
        name: np.abs(run["shortest"](run["data_A"].X, *arc) - distance).max()
        for (name, arc), distance in zip(run["arcs"].items(), run["data_A"].y.T, strict=True)
    }
    assert max(least.values()) < 0.011
    # place 17 of the pooling is the nearness of SD_left
    assert run["gap"] < 1e-5
    # the median error near a limit fell to less than a fifth
    assert 5 * np.median(run["error"][run["near"]]) < np.median(run["plain_error"][run["near"]])
    # the back is the worst now
    gaps = np.abs(run["in_metres"] - run["data_A"].y)[run["test"]].mean(axis=0)
    assert gaps.argmax() == 3
    # both ways end within two points of each other
    assert abs(run["chain_report"].accuracy - run["complete_report"].accuracy) < 0.02
    # by time the maximum shows its worth
    assert run["by_time"][1] < run["by_time"][3]
