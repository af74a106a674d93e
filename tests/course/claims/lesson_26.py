import numpy as np


def claims(run):
    y, correlation = run["data"].y, run["correlation"]
    # four designs in five make less than 1 % of bad parts, more than half less than 1 % of bad assemblies
    assert np.allclose(np.mean(y[:, :2] < 1, axis=0), 0.8, atol=0.03)
    assert np.mean(y[:, 2] < 1) > 0.5
    # no tolerance has a correlation above 0.1 with a share of parts; the six capabilities have about 0.3
    assert run["of_tolerances"] < 0.1
    for name in ("spur", "crown"):
        own = correlation[name][[f"K_{deviation}_{name}" for deviation in ("pitch", "runout", "form")]]
        assert own.between(-0.4, -0.2).all()
    # three rows of shap's picture are wide, and there low values push up
    assert np.abs(run["explained"].values - run["by_shap"]).max() < 1e-4
    importance = run["importance"]["spur"].sort_values(ascending=False)
    assert importance.iloc[2] > 3 * importance.iloc[3]
    for name in run["spur_inputs"]:
        column = run["data"].feature_names.index(name)
        assert np.corrcoef(run["rows"][:, column], run["by_shap"][:, column, 0])[0, 1] < -0.5
    # six inputs do better than fifteen
    assert (run["r2_screened"] > run["r2_all"]).all()
    # no hidden layer: more than a point more; the largest has over ten times the parameters of the one that will do
    assert run["errors"][0] > run["errors"][run["enough"]] + 1
    assert run["parameters"][-1] > 10 * run["parameters"][run["enough"]]
    # the squared error costs several times as much accuracy where a design is good
    assert run["error_good_squared"] > 3 * run["error_good"]
    # the cheapest limit lies below 1 %; more good designs are refused, fewer bad ones released
    assert run["limit"].value < 1
    assert run["chosen"].beta[1] > run["plain"].beta[1]
    assert run["chosen"].alpha[1] < run["plain"].alpha[1]
    # the curves miss on the slope
    assert run["mean_miss"]["slope"] > 2 * run["mean_miss"]["ends"]
