"""Tests the output and the exit codes of `gdbench verify` and `gdbench show --plot`."""

import pytest

from gdbench.cli import main
from gdbench.verify import Answer, Judgement, sheet


def outcome(capsys, *arguments):
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    printed = capsys.readouterr()
    return ended.value.code, printed.out, printed.err


def test_named_variants_are_told_finding_by_finding(capsys):
    code, out, _ = outcome(capsys, "verify", "lion", "clipped_sgd")
    assert code == 0
    assert "passed   lion: open loop difference 0.0e+00" in out
    assert "passed   clipped_sgd: symmetry [rotation]" in out
    assert out.splitlines()[-1].startswith("2 variants, ") and " 0 failed" in out


def test_a_failed_check_ends_with_one(capsys, monkeypatch):
    def broken(variant):
        yield Answer(variant.name, "state", Judgement.FAILED, note="planted")

    monkeypatch.setitem(sheet.GRADIENT_CHECKS, "state", broken)
    sheet.asked.cache_clear()
    code, out, _ = outcome(capsys, "verify", "sgd")
    sheet.asked.cache_clear()
    assert code == 1
    assert "failed   sgd: state (planted)" in out and "1 failed (in 1 variants)" in out


def test_a_check_that_raises_is_a_failure_with_its_reason(capsys, monkeypatch):
    def raising(variant):
        raise ZeroDivisionError("by nothing")
        yield

    monkeypatch.setitem(sheet.GRADIENT_CHECKS, "state", raising)
    sheet.asked.cache_clear()
    code, out, _ = outcome(capsys, "verify", "sgd")
    sheet.asked.cache_clear()
    assert code == 1 and "ZeroDivisionError: by nothing" in out


def test_an_unknown_variant_is_named_before_anything_is_computed(capsys):
    code, out, err = outcome(capsys, "verify", "sgd", "adm")
    assert (code, out) == (2, "")
    assert "no variant named 'adm'; did you mean 'adam'?" in err


def test_a_full_rule_is_compared_with_its_transcription_and_its_calls_are_counted(capsys):
    code, out, _ = outcome(capsys, "verify", "bfgs")
    assert code == 0 and "passed   bfgs: transcription [rosenbrock] difference" in out
    assert "passed   bfgs: calls [regression] difference 0.0e+00" in out
    assert "passed   bfgs: descent [cliff]" in out


def test_an_own_variant_without_a_transcription_fails_and_says_where_it_belongs(capsys, monkeypatch):
    monkeypatch.setattr("gdbench.verify.gradient_rules.transcription", lambda name: None)
    sheet.asked.cache_clear()
    code, out, _ = outcome(capsys, "verify", "sgd")
    sheet.asked.cache_clear()
    assert code == 1 and "gdbench/verify/transcriptions/variants/sgd.py" in out


def test_show_draws_a_contour_with_paths(capsys, tmp_path):
    target = tmp_path / "new" / "plot.svg"
    code, out, _ = outcome(capsys, "show", "rosenbrock", "--plot", str(target), "--path", "bfgs")
    assert code == 0 and out.splitlines()[-1] == f"contour: {target}"
    assert "mgh01_rosenbrock" in out and "f = " in out and "minimiser: (1, 1), f* = 0" in out
    assert target.read_text().startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("sphere", "--plot", "plot.gif"), "end the name in .svg, .png, .pdf"),
        (("adam", "--plot", "plot.svg"), "no problem named 'adam'"),
        (("sphere", "--plot", "plot.svg", "--dim", "1"), "sphere is not drawn in 1 dimensions"),
        (("sphere", "--plot", "plot.svg", "--path", "levenberg_marquardt"), "needs residuals"),
        (("sphere", "--plot", "plot.svg", "--path", "adm"), "no variant named 'adm'"),
        (("sphere", "--plot", "/proc/nowhere/plot.svg"), "cannot write /proc/nowhere/plot.svg"),
        (("lookahead(adm)",), "no variant named 'adm'; did you mean 'adam'?"),
        (("bbob_f01_sphere(instance=0)",), "instance"),
    ],
)
def test_what_cannot_be_shown_gets_a_sentence(capsys, tmp_path, monkeypatch, arguments, sentence):
    monkeypatch.chdir(tmp_path)
    code, _, err = outcome(capsys, "show", *arguments)
    assert code == 2 and sentence in err
