"""A run says once which of the user's units read files while they run."""

import pytest

import gdbench

FACTORY = "import optax\nfrom pathlib import Path\n\ndef mine(learning_rate=0.1):\n    return optax.sgd({rate})\n"
SUITE = {
    "suite": {"name": "tiny"},
    "protocol": {"budget": 5, "targets": [0.5], "samples": 2},
    "tuning": {"method": "default", "trials": 1, "seeds": 1},
    "evaluation": {"seeds": 1},
    "run": [{"variants": ["reading_rules.py:mine"], "problems": ["booth", "matyas"]}],
}


def test_a_unit_that_reads_a_file_while_it_runs_is_named_unless_the_run_is_fresh(tmp_path, monkeypatch, recwarn):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "factor").write_text("0.5")
    (tmp_path / "reading_rules.py").write_text(FACTORY.format(rate="float(Path('factor').read_text()) * learning_rate"))
    with pytest.warns(UserWarning, match=r"reading_rules.py:mine reads .*read_text.* --fresh") as said:
        gdbench.run(SUITE, out=tmp_path / "results")
    assert len(said) == 1
    recwarn.clear()
    gdbench.run(SUITE, out=tmp_path / "results", fresh=True)
    assert not recwarn.list
