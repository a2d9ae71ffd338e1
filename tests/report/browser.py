"""Steers a real browser in tests: headless Chromium over its debugging pipe, without further packages."""

import base64
import itertools
import json
import os
import select
import shutil
import subprocess
import time

import pytest

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
# Without a browser these tests are skipped, except in CI, where they fail: a check that nobody runs is no check.
needs_browser = pytest.mark.skipif(BROWSER is None and not os.environ.get("CI"), reason="no chromium or google-chrome")
_QUIET = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-quic", "--remote-debugging-pipe",
]  # fmt: skip

# Where the middle of an element is, once it has not moved for three frames.
_MIDDLE_AT_REST = """async (element) => {
  element.scrollIntoView({block: "center", behavior: "instant"});
  let box = element.getBoundingClientRect();
  for (let still = 0; still < 3; ) {
    await new Promise(requestAnimationFrame);
    const next = element.getBoundingClientRect();
    still = next.top === box.top && next.left === box.left ? still + 1 : 0;
    box = next;
  }
  return [box.left + box.width / 2, box.top + box.height / 2];
}"""


class Browser:
    """One page at a time: open, click, type, ask. Console messages and requests are kept."""

    def __init__(self, profile, width=1400, height=1000):
        assert BROWSER, "no chromium or google-chrome on this machine: install one, or unset CI to skip these tests"
        to_browser, ours = os.pipe()
        theirs, from_browser = os.pipe()
        size = f"--window-size={width},{height}"
        command = f'exec "{BROWSER}" "$@" 3<&{to_browser} 4>&{from_browser}'
        self._process = subprocess.Popen(
            ["bash", "-c", command, "browser", *_QUIET, size, f"--user-data-dir={profile}", "about:blank"],
            pass_fds=(to_browser, from_browser),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self._write, self._read, self._rest = ours, theirs, b""
        self._ids = itertools.count(1)
        self.console, self.requests = [], []
        page = next(t for t in self._call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        attached = self._call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def close(self):
        """End the browser and wait for it."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._write)
        os.close(self._read)

    def open(self, address, wait="document.documentElement?.dataset.ready === 'true'"):
        """Load an address and wait until an expression is true; return the seconds that took."""
        self.console.clear()
        self.requests.clear()
        began = time.perf_counter()
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=address)
        self.until(wait)
        return time.perf_counter() - began

    def until(self, expression, seconds=30):
        """Wait for an expression to be true."""
        end = time.monotonic() + seconds
        while not self.ask(expression):
            assert time.monotonic() < end, f"waited {seconds} s for: {expression}"
            time.sleep(0.02)

    def ask(self, expression):
        """Return the value of an expression, or of the promise that it makes."""
        found = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]["exception"].get("description", found)
        return found["result"].get("value")

    def click(self, selector, attempts=20):
        """Click the middle of an element with the mouse, and see to it that the element got the click.

        The element is scrolled to, whereupon figures near it are drawn and may move it away from under the mouse.
        """
        query = f"document.querySelector({json.dumps(selector)})"
        self.ask(f"globalThis.clicked = false; {query}.addEventListener('click', () => {{ clicked = true; }}, true)")
        for _ in range(attempts):
            self.click_at(*self.ask(f"({_MIDDLE_AT_REST})({query})"))
            if self.ask("clicked"):
                return
        raise AssertionError(f"{selector} gets no click: something lies over it, or it never rests")

    def click_at(self, x, y):
        """Click a point of the window with the mouse."""
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key, code=0, text=""):
        """Press and release a key."""
        facts = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **facts)
        self.send("Input.dispatchKeyEvent", type="keyUp", **facts)

    def choose(self, selector, value):
        """Choose an option of a select, as a reader does: its value, then the event."""
        self.ask(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.value = {json.dumps(value)}; "
            "e.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )

    def texts(self, selector):
        """Return the text of every element that matches."""
        query = f"Array.from(document.querySelectorAll({json.dumps(selector)}), (e) => e.textContent.trim())"
        return self.ask(query)

    def size(self, width, height=900):
        """Give the window another size."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, **features):
        """Pretend a medium or a preference, such as media="print" or scheme="dark"."""
        wanted = [{"name": "prefers-color-scheme", "value": features.get("scheme", "light")}]
        self.send("Emulation.setEmulatedMedia", media=features.get("media", ""), features=wanted)

    def without_script(self, off=True):
        """Switch JavaScript off, or on again."""
        self.send("Emulation.setScriptExecutionDisabled", value=off)

    def picture(self, path, whole=False):
        """Save a screenshot."""
        more = {"captureBeyondViewport": True} if whole else {}
        if whole:
            box = self.send("Page.getLayoutMetrics")["cssContentSize"]
            more["clip"] = {"x": 0, "y": 0, "width": box["width"], "height": min(box["height"], 16000), "scale": 1}
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot", format="png", **more)["data"]))

    def printed(self):
        """Return the page as the bytes of a PDF."""
        return base64.b64decode(self.send("Page.printToPDF", printBackground=True)["data"])

    def send(self, method, **parameters):
        """Send a command to the page and return its answer."""
        return self._call(method, session=self._session, **parameters)

    def _call(self, method, session=None, **parameters):
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]
            self._note(answer)

    def _note(self, event):
        method, told = event.get("method"), event.get("params", {})
        if method == "Runtime.consoleAPICalled":
            self.console.append(" ".join(str(each.get("value", each.get("description"))) for each in told["args"]))
        elif method == "Runtime.exceptionThrown":
            self.console.append(told["exceptionDetails"].get("exception", {}).get("description", "exception"))
        elif method == "Log.entryAdded":
            self.console.append(told["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])

    def _receive(self, seconds=60):
        while b"\0" not in self._rest:
            assert select.select([self._read], [], [], seconds)[0], "the browser does not answer"
            piece = os.read(self._read, 1 << 20)
            assert piece, "the browser has ended"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)
