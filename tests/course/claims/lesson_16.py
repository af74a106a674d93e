import numpy as np


def claims(run):
    # age and place stay within 4 deviations, the numbers of rooms and bedrooms go beyond 20
    largest = dict(zip(run["data"].feature_names, run["largest"], strict=True))
    assert max(largest[name] for name in ("HouseAge", "Latitude", "Longitude")) < 4
    assert min(largest[name] for name in ("AveRooms", "AveBedrms")) > 20
    assert np.abs(run["by_sklearn"] - run["raw"]).max() > 1  # scaling changes the columns
    # in the first epochs the wide path is ahead, after 20 the lead is gone
    assert np.all(run["lead"][:3] > 0)
    assert abs(run["lead"][-1]) < run["lead"][0] / 10
    # the large network stands lowest from the first epoch on
    curves = run["curves"]
    assert np.all(curves["sequential"] < np.minimum(curves["deep"], curves["wide_and_deep"]))
    # the deep network is about where the line stands
    assert abs(run["gain"]) < 0.1
    # values end at 5
    assert run["data"].y.max() <= 5.001
    assert np.count_nonzero(run["test"].y == run["test"].y.max()) > 10
