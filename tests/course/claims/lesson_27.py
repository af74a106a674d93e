import numpy as np


def claims(run):
    table, forests = run["table"], run["forests"]
    remedies = table.drop("none")
    # saying "honest" to everyone is right in 0.998; the network's accuracy is hardly larger
    assert 0 <= run["report"].accuracy - run["nobody"] < 0.003
    # each remedy finds at least as many frauds, and pays with precision, most of all after undersampling
    assert (remedies.recall >= table.recall["none"]).all()
    assert (remedies.precision < table.precision["none"]).all()
    assert table.precision.idxmin() == "undersample"
    # F1 is highest without a remedy or nearly so
    assert table.F1["none"] > table.F1.max() - 0.05
    # the cheapest threshold is below 0.5
    assert run["chosen"].value < 0.5
    # repeated and new frauds: by the plain network's own curve
    for remedy in ("oversample", "smote"):
        reachable = run["curve"].y[np.asarray(run["curve"].x) >= table.recall[remedy] - 0.04].max()
        assert table.precision[remedy] <= reachable + 0.05
    assert run["test"].y.sum() == 26
    # a third of the aspens or more are missed; remedies find more and take from the two frequent kinds
    aspen = forests[run["rare"]]
    assert aspen["none"] < 0.67
    for remedy in ("class weights", "oversample"):
        assert aspen[remedy] > aspen["none"]
        for label in run["order"][:2]:
            recall = forests[f"recall {run['forest'].target_names[label]}"]
            assert recall[remedy] < recall["none"]
        # accuracy falls, balanced accuracy rises, macro F1 falls
        assert forests["accuracy"][remedy] < forests["accuracy"]["none"]
        assert run["balanced"][remedy] > run["balanced"]["none"]
        assert forests["macro f1"][remedy] < forests["macro f1"]["none"]
