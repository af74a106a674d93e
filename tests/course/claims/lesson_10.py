import numpy as np


def claims(run):
    walks, left = run["walks"], run["left"]
    # straight to the floor, then creep: nearly all of the way down across the valley, less than a third along it
    assert abs(walks["0.02"][-1, 1] - 0.2) < 0.05
    assert walks["0.02"][-1, 0] < -1 + 2 / 3
    # at 0.3 and 0.38 every step lands on the other wall, each time a little lower or higher
    loss = run["loss"]
    for rate, sign, steps in (("0.3", -1, 20), ("0.38", 1, 8)):
        path = walks[rate][:steps]
        assert (np.diff(np.sign(path[:, 1] - 0.2)) != 0).all()
        assert (sign * np.diff([loss(*place) for place in path]) > 0).all()
    # the limit between the two
    assert 0.3 < 2 / run["bend"].max() < 0.38
    assert run["bend"][1] > 10 * run["bend"][0]
    # momentum swings, and comes more than four times as far along the valley
    swing = np.diff(np.sign(walks["0.02, momentum 0.9"][:, 1] - 0.2))
    assert np.count_nonzero(swing) >= 2
    assert walks["0.02, momentum 0.9"][-1, 0] + 1 > 4 * (walks["0.02"][-1, 0] + 1)
    assert min(left, key=left.get) == "0.3"
    # 0.38 ends more than twenty times as high as it began
    assert left["0.38"] > 20 * loss(-1, 1.2)

    low, adequate, high, too_high = (
        run["runs"][name].losses for name in ("low", "adequate", "high", "too high")
    )
    assert (np.diff(low) < 0).all()
    assert low[-2] - low[-1] > 0.003  # still on its way
    assert adequate[0] - adequate[8] > 10 * (adequate[8] - adequate[-1])
    # high: lowest after the first epoch, then above adequate, up and down
    assert high[1] == min(losses[1] for losses in (low, adequate, high, too_high))
    assert (high[10:] > adequate[10:]).all()
    assert np.count_nonzero(np.diff(high[10:]) > 0) >= 5
    # too high never comes back to where it began
    assert too_high[1:].min() > too_high[0]

    # decreasing: the first epochs are those of rate 3, the last are calm, and as low as those of 0.1
    decreasing = run["decreasing"]
    assert decreasing[0] < adequate[1]
    assert np.abs(np.diff(decreasing[-10:])).max() < 0.005
    assert decreasing[-1] < 1.02 * adequate[-1]
    assert decreasing[-1] < 0.7 * high[-1]

    compared = run["compared"]
    # ten times the rate without momentum lies on momentum
    assert np.abs(compared["SGD 0.1"] - compared["momentum 0.01"]).max() < 0.05
    assert compared["Adam 0.01"][-1] < compared["momentum 0.01"][-1] < compared["SGD 0.01"][-1]
    assert compared["Adam as Keras has it"][-1] > 1.2 * compared["momentum 0.01"][-1]

    # flat, falling, rising again; half or double changes the loss by less than half
    found, suggested = run["found"], run["suggested"]
    smoothed = found.smoothed
    assert np.ptp(smoothed[:200]) < 0.1
    assert smoothed.min() < 0.3 * smoothed[0]
    assert smoothed[-1] > 2 * smoothed.min()
    for times in ("0.5 x", "2 x"):
        assert 0.5 < suggested[times].losses[-1] / suggested["1 x"].losses[-1] < 1.5
