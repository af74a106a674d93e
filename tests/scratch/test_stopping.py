"""The three criteria of stopping, each with the sentence that it gives."""

from __future__ import annotations

from ann_toolkit.scratch.stopping import Stopping


def test_criterion_1_a_loss_that_stands_still():
    stopping = Stopping(loss_tol=0.01)
    assert stopping.reason(1, 1.0, None, None) is None
    assert stopping.reason(2, 0.9, None, None) is None
    assert "criterion 1" in stopping.reason(3, 0.895, None, None)


def test_criterion_2_counts_epochs_without_a_better_score():
    stopping = Stopping(patience=3)
    scores = [0.5, 0.9, 0.8, 0.9, 0.85]
    reasons = [stopping.reason(epoch, 1 / epoch, score, None) for epoch, score in enumerate(scores, 1)]
    assert reasons[:4] == [None] * 4
    assert reasons[4] == "criterion 2: no better score than 0.9 for 3 epochs"


def test_criterion_3_counts_epochs_above_the_best_validation_loss():
    stopping = Stopping(loss_patience=2)
    reasons = [stopping.reason(e, 1 / e, None, v) for e, v in enumerate([0.5, 0.6, 0.4, 0.41, 0.45], 1)]
    assert reasons[:4] == [None] * 4
    assert "criterion 3" in reasons[4]


def test_the_warm_up_does_not_count():
    stopping = Stopping(loss_tol=1.0, patience=1, loss_patience=1, warmup=4)
    assert [stopping.reason(epoch, 1.0, 0.5, 1.0) for epoch in range(1, 5)] == [None] * 4
    assert "criterion 1" in stopping.reason(5, 1.0, 0.5, 1.0)
