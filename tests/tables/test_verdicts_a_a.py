"""One variant under two labels ties with itself."""

import gdbench

SUITE = """
[suite]
name = "twins"
[protocol]
dtype = "float64"
budget = 200
targets = [1e-1, 1e-3]
samples = 8
[tuning]
trials = 6
seeds = 2
[evaluation]
seeds = 6
[[run]]
variants = ["sgd", { name = "adam", label = "first" }, { name = "adam", label = "second" }]
problems = ["booth", "mgh01_rosenbrock", { name = "sphere", dims = [4] }]
"""


def test_the_same_variant_under_two_labels_ties_in_every_number(tmp_path):
    path = tmp_path / "twins.toml"
    path.write_text(SUITE)
    results = gdbench.run(str(path), out=tmp_path)
    verdict = results.verdict.set_index("variant")
    assert verdict.loc["first", ["rank", "rank_low", "rank_high"]].tolist() == (
        verdict.loc["second", ["rank", "rank_low", "rank_high"]].tolist()
    )
    assert verdict.loc["first", "area"] == verdict.loc["second", "area"]
    assert verdict.loc["sgd", "area"] != verdict.loc["first", "area"]
