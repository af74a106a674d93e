"""The engine behind :func:`ann_toolkit.training.fit`: whole epochs as one compiled function.

``keras.Model.fit`` comes back to Python after every batch, and prepares its data anew in every epoch;
for a small network that costs a thousand times more than the arithmetic. Here the loops over batches
and epochs are inside the compiled function, around the model's *own* ``train_step`` and ``test_step``,
so that whatever the model was compiled with counts exactly as in Keras.

- :mod:`.rows`: the data as tensors, split and weighted as Keras does it;
- :mod:`.choice`: which way to train: XLA, a plain graph loop, or ``keras.Model.fit``, and why;
- :mod:`.state`: the variables that training reads and writes; :mod:`.own_code`: errors that are the model's;
- :mod:`.program`: the compiled function of some epochs;
- :mod:`.cache`: compiled functions, kept for the next model of the same architecture;
- :mod:`.loop`: epochs and callbacks around it;
- :mod:`.divergence`, :mod:`.interrupt`, :mod:`.progress`: a loss that is no number, Ctrl-C, the live line.

Nothing outside ``training`` imports from here.
"""
