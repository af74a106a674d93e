def claims(run):
    neuron, states = run["neuron"], run["A_AND_B"]
    assert [neuron(states, wires).tolist() for wires in run["wires"].values()] == [
        [0, 0, 1, 1],
        [0, 0, 0, 1],
        [0, 1, 1, 1],
        [0, 0, 1, 0],
    ]
    # only one case holds back; no neuron makes XOR, three do
    assert run["negative"] == [4]
    assert run["tried"] == 11 * 11 * 21
    assert run["found"] == []
    assert run["xor_network"](states).tolist() == [0, 1, 1, 0]
    # fourteen questions of sixteen; the two that are left are XOR and its opposite
    assert len(run["by_one"]) == 14
    assert sorted(run["missing"]) == [(0, 1, 1, 0), (1, 0, 0, 1)]
