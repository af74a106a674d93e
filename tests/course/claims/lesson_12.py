import numpy as np


def claims(run):
    # a line is poor on both; degree 11 hits every point and is worse than degree 3 on fresh ones
    seen, fresh = run["on_seen"], run["on_fresh"]
    assert seen[11] < 1e-6 < seen[3] < seen[1] / 3
    assert fresh[3] < fresh[1] / 3
    assert fresh[3] < fresh[11] / 1.4

    history = run["histories"]["nothing"].history
    assert history["loss"][-1] < 0.001
    assert history["binary_accuracy"][-1] == 1
    # the validation loss turns within the first third and rises; the accuracy does not fall
    assert run["best"] < 20
    assert history["val_loss"][-1] > 1.1 * history["val_loss"][run["best"]]
    assert history["val_binary_accuracy"][-1] > history["val_binary_accuracy"][run["best"]] - 0.02

    table = run["table"]
    losses, accuracy = table["loss, fresh"], table["4000 fresh"]
    assert (losses.drop("nothing") < losses["nothing"]).all()
    # much too sure of its mistakes, and the surest of all
    assert table["sure when wrong"].idxmax() == "nothing"
    assert table["sure when wrong"]["nothing"] > 0.85
    # on what it has seen it is perfect, on anything new it is not
    assert table["training"]["nothing"] == 1
    assert accuracy["nothing"] < 0.9
    assert accuracy["early stopping"] <= accuracy["nothing"]
    others = losses[["dropout", "DropConnect", "max-norm", "early stopping"]]
    assert (losses[["L1", "elastic net"]].max() < others).all()
    # what each network looks at: noise against the two inputs that mean something
    listened = {}
    for name in ("nothing", "L2", "L1"):
        size = np.abs(run["models"][name].layers[0].get_weights()[0]).mean(axis=1)
        listened[name] = size[2:].mean() / size[:2].mean()
    assert listened["L1"] < listened["L2"] < listened["nothing"]
    assert listened["nothing"] > 0.3
    assert listened["L1"] < 0.15
    assert table["weights near 0"]["L1"] > 0.6
    # the 50 test points have another order
    assert list(table["50 test points"].rank()) != list(accuracy.rank())
    assert np.ptp(table["50 test points"]) < 4 * np.sqrt(run["share"] * (1 - run["share"]) / 50)

    # batch normalisation: the same training loss in about half of the epochs, and the higher loss on fresh points
    with_it, without = run["epochs_to"]
    assert 0.35 < with_it / without < 0.65
    assert run["on_fresh_points"][0] > 1.1 * run["on_fresh_points"][1]
