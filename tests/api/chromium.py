"""A browser for the tests of scripts: headless Chromium, told what to do over a pipe (Chrome DevTools Protocol).

A pipe and JSON are all it takes; no driver and no package for web sockets has to be there.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import time

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
# The browser reads what it is told at 3, and answers at 4; either may be the other's number here.
HAND_OVER = """
import fcntl, os, sys
inward, outward = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(inward, 3)
os.dup2(outward, 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


class Chromium:
    """One page of one browser. `problems` holds what it logged as an error, broken policies among them."""

    def __init__(self, binary, profile, language="ja", seconds=60):
        self.seconds, self.problems = seconds, []
        inward, self._out = os.pipe()
        self._in, outward = os.pipe()

        browser = [binary, *FLAGS, f"--user-data-dir={profile}", f"--accept-lang={language}", "about:blank"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", HAND_OVER, str(inward), str(outward), *browser],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(inward, outward),
        )
        os.close(inward)
        os.close(outward)
        self._buffer, self._number, self._session = b"", 0, None
        pages = self._tell("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in pages if target["type"] == "page")
        self._session = self._tell("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self._tell(f"{domain}.enable")

    def open(self, address, width=1100, height=1000, *, dark=False, scale=1):
        """Load a page and wait until it is loaded."""
        self._tell(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        # Pages scroll at once then, and no test waits for them.
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self._tell("Emulation.setEmulatedMedia", media="", features=[scheme, still])
        self._tell("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script):
        """The value of an expression on the page."""
        answer = self._tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def wait(self, script):
        """The value of an expression once it is true."""
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            # A promise of the page's own clock, so that nothing here sleeps.
            with contextlib.suppress(AssertionError):
                value = self.run(f"new Promise(done => setTimeout(() => done({script}), 25))")
                if value:
                    return value
        raise AssertionError(f"never true: {script}")

    def type(self, text):
        """Put text in where the focus is, as an input method does."""
        self._tell("Input.insertText", text=text)

    def letter(self, letter):
        """Press the key of a letter."""
        self._tell("Input.dispatchKeyEvent", type="keyDown", key=letter, text=letter)
        self._tell("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def press(self, key, code, *, ctrl=False, shift=False):
        """Press a key by its name and its number, with modifiers."""
        event = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": 2 * ctrl + 8 * shift}
        if key == "Enter" and not ctrl:
            event["text"] = "\r"
        self._tell("Input.dispatchKeyEvent", type="keyDown" if "text" in event else "rawKeyDown", **event)
        event.pop("text", None)
        self._tell("Input.dispatchKeyEvent", type="keyUp", **event)

    def media(self, name):
        """Show the page as on a medium, such as print, in the light scheme, as browsers print."""
        light = {"name": "prefers-color-scheme", "value": "light"}
        self._tell("Emulation.setEmulatedMedia", media=name, features=[light])

    def picture(self, *, whole=True):
        """The page as PNG, in base64."""
        return self._tell("Page.captureScreenshot", captureBeyondViewport=whole)["data"]

    def close(self):
        """End the browser."""
        with contextlib.suppress(AssertionError, OSError):
            self._session = None
            self._tell("Browser.close")
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def _tell(self, method, **parameters):
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer["error"]
                return answer["result"]
            self._note(answer)

    def _note(self, event):
        if event.get("method") == "Log.entryAdded" and event["params"]["entry"]["level"] == "error":
            self.problems.append(event["params"]["entry"]["text"])
        if event.get("method") == "Runtime.exceptionThrown":
            self.problems.append(event["params"]["exceptionDetails"]["text"])

    def _read(self):
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], self.seconds)
            assert ready, "the browser does not answer"
            chunk = os.read(self._in, 1 << 16)
            assert chunk, "the browser has ended"
            self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(line)
