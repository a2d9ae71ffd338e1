"""Runs the page's arithmetic in Node, without a browser and without a page."""

import json
import os
import shutil
import subprocess

import pytest

from gdbench.report.data.page_data import PageData
from gdbench.report.live import embed, scripts

NODE = shutil.which("node")
_RUN = """
(async () => {
  const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const opened = async (text) => Model.of(Data.read(await Data.inflated(text)));
  const pages = await Promise.all(given.pages.map(opened));
  const plain = (key, value) =>
    ArrayBuffer.isView(value) ? Array.from(value) : value instanceof Set ? [...value] :
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
  const answers = given.asked.map(({ page, code, more }) => {
    const data = pages[page];
    const chosen = more.workloads ?? data.workloads.map((_, w) => w);
    const entities = more.defaults ? [0, 1] : [0];
    const competitors = entities.flatMap((entity) => data.variants.map((_, variant) => ({ variant, entity })));
    const selection = { workloads: chosen, competitors, costs: Costs.on(data, more.axis ?? data.axes[0].name) };
    return new Function("data", "s", "Ranks", "Tests", "Profiles", "Trials", "Bootstrap", "Measures", "return " + code)(
      data, selection, Ranks, Tests, Profiles, Trials, Bootstrap, Measures);
  });
  process.stdout.write(JSON.stringify(answers, plain));
})();
"""


def needs_node():
    """Skip a test where Node is missing; where CI is set, fail."""
    if NODE is None:
        sentence = "Node is missing, and the page's arithmetic is checked in it: install nodejs 18 or later"
        pytest.fail(sentence) if os.environ.get("CI") else pytest.skip(sentence)


def answers(runs, asked):
    """Return what the scripts of the pages of ``runs`` compute.

    ``asked``: (number of the run, expression in data, s and the modules, what of the selection is not the default).
    """
    needs_node()
    pages = [embed.payload(PageData(run)).packed() for run in runs]
    listed = [{"page": page, "code": code, "more": more} for page, code, more in asked]
    script = f'"use strict";\n{scripts.arithmetic()}\n{_RUN}'
    given = json.dumps({"pages": pages, "asked": listed})
    done = subprocess.run([NODE, "-e", script], input=given, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout, parse_constant=float)


def number(value):
    """Return a number as the scripts gave it: infinities and NaN come as texts."""
    return float({"Infinity": "inf", "-Infinity": "-inf", "null": "nan", None: "nan"}.get(value, value))


def numbers(values):
    """Return nested lists of numbers."""
    return [numbers(each) for each in values] if isinstance(values, list) else number(values)
