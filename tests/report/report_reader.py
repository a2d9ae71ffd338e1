"""Reads a page as its readers do: text and links without a browser, and script results from a real one."""

import json
import re
import subprocess
from html import unescape
from html.parser import HTMLParser

from tests.report.browser import BROWSER

# Seen by every story: whether the page scrolls sideways, and controls without a name.
ALWAYS = """
  told.overflow = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  told.unnamed = Array.from(document.querySelectorAll("button, select, input, a, summary"))
    .filter((part) => !(part.textContent.trim() || part.labels?.length)).length;
"""


class Reader(HTMLParser):
    """Links, ids and text of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.words, self.last = [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.last = tag
        self.links += [value for name, value in attrs if name in ("src", "href", "xlink:href")]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        if self.last not in ("script", "style"):
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def lived(page, folder, width, story):
    """Open a page, run a story that fills ``told``, and return what it told; the page must stay quiet and local."""
    assert BROWSER, "no chromium or google-chrome on this machine: install one, or unset CI to skip these tests"
    script = f"""<script>addEventListener("load", () => {{ const told = {{}}; {story} {ALWAYS}
      document.documentElement.dataset.told = JSON.stringify(told); }});</script>"""
    path = folder / "story.html"
    path.write_text(page.read_text().replace("</body>", script + "</body>"))
    command = [
        BROWSER, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr", "--v=0",
        f"--window-size={width},2000", "--virtual-time-budget=5000", "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)
    assert not [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    opening = done.stdout[: done.stdout.index(">", done.stdout.index("<html")) + 1]
    assert 'data-ready="true"' in opening and 'data-violations="0"' in opening
    return json.loads(unescape(re.search(r'data-told="([^"]+)"', opening)[1]))
