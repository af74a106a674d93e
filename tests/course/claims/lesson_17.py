import numpy as np
import pytest


def claims(run):
    table = run["found"].table
    # the loop by hand is a row of the table
    row = table[(table["lr"] == 0.1) & (table["n_hidden"] == 1) & (table["n_neurons"] == 50)]
    assert float(row["score"].iloc[0]) == pytest.approx(np.mean(run["by_hand"]), abs=1e-3)
    # every network at 0.1 is better than every one at 0.001, and those are better than any at 0.0001: below 0
    by_rate = {lr: part["score"] for lr, part in table.groupby("lr")}
    assert by_rate[0.1].min() > by_rate[0.001].max() > by_rate[0.001].min() > 0 > by_rate[0.0001].max()
    # the winner is not the largest network of the grid
    assert (run["found"].best["n_hidden"], run["found"].best["n_neurons"]) != (3, 200)
    # the random draws' r² rises from one column to the other; the best comes close to the grid's best
    assert np.corrcoef(np.log(run["rates"]), run["scores_at_random"])[0, 1] > 0.5
    assert run["search"].best_score_ > run["found"].score - 0.08
    # the shapes differ by one or two hundredths, and so do the starts
    assert run["between"] < 0.03
    assert 0.005 < run["within"] < 0.05
