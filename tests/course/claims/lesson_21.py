def claims(run):
    # right to many digits; both printed ways back are wrong; S4's own filter hides it
    assert run["own_error"] < 1e-7
    assert min(run["printed_errors"]) > 0.01
    assert run["same_turned"]
    # one winner of each window, also among equals
    assert run["sent_back"] == 4
    # the validation is ahead of the training after the first epoch
    history = run["history"].history
    assert history["val_accuracy"][0] > history["accuracy"][0]
    # mixing the pixels: the CNN loses its lead, the dense network nearly nothing
    assert run["mixed_scores"]["CNN"] < run["accuracy"] - 0.02
    assert abs(run["dense_accuracy"] - run["mixed_scores"]["dense"]) < 0.04
    assert run["lost"]["CNN"] > run["lost"]["dense"]
    assert run["mixed_scores"]["CNN"] - run["mixed_scores"]["dense"] < run["accuracy"] - run["dense_accuracy"]
