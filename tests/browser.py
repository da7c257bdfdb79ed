"""A real headless Chromium, spoken to over pipes (DevTools protocol), with the standard library."""

import base64
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
NO_CHROMIUM = "chromium is not installed (Debian: apt-get install chromium)"
_SECONDS = 240.0
_KEYS = {  # name → (code, key code, text)
    "Tab": ("Tab", 9, ""),
    "Enter": ("Enter", 13, "\r"),
    "ArrowDown": ("ArrowDown", 40, ""),
    "Backspace": ("Backspace", 8, ""),
}
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)


class Page:
    """One tab: every address it asked for, how many its policy refused, what its script threw."""

    def __init__(self, write: int, read: int) -> None:
        self._write, self._read = write, read
        self._number = 0
        self._buffer = b""
        self._session: str | None = None
        self.requests: list[str] = []
        self.n_refused = 0
        self.n_loaded = 0
        self.errors: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Ask the browser and wait for its answer; events that come meanwhile are noted."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select.select([self._read], [], [], _SECONDS)[0]:
                raise TimeoutError(f"chromium said nothing for {_SECONDS} s")
            piece = os.read(self._read, 1 << 20)
            if not piece:
                raise RuntimeError("chromium has ended")
            self._buffer += piece
        raw, self._buffer = self._buffer.split(b"\0", 1)
        event = dict(json.loads(raw))
        params = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        if event.get("method") == "Page.loadEventFired":
            self.n_loaded += 1
        if event.get("method") == "Network.loadingFailed" and params.get("blockedReason") == "csp":
            self.n_refused += 1
        if event.get("method") == "Runtime.exceptionThrown":
            self.errors.append(str(params["exceptionDetails"]))
        if event.get("method") == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.errors.append(params["entry"]["text"])
        return event

    def open(self, address: str) -> None:
        """Load a page and wait until it is complete."""
        self.call("Page.navigate", url=address)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'")

    def open_still(self, address: str) -> None:
        """Load a page whose scripts are switched off, to the event of its being loaded."""
        before = self.n_loaded
        self.call("Page.navigate", url=address)
        while self.n_loaded == before:
            self._next()

    def evaluate(self, script: str) -> Any:
        """The value of an expression in the page."""
        found = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in found:
            raise RuntimeError(str(found["exceptionDetails"]))
        return found["result"].get("value")

    def wait(self, condition: str) -> None:
        """Until an expression is true."""
        asked = (
            "new Promise(done => { const look = () => ("
            f"{condition}) ? done(true) : setTimeout(look, 20); look(); }})"
        )
        self.evaluate(asked)

    def press(self, key: str, times: int = 1) -> None:
        """Press and release a key of the keyboard."""
        code, number, text = _KEYS[key]
        for _ in range(times):
            shared = {"key": key, "code": code, "windowsVirtualKeyCode": number}
            self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **shared)
            self.call("Input.dispatchKeyEvent", type="keyUp", **shared)

    def type(self, text: str) -> None:
        """Text as an input method writes it."""
        self.call("Input.insertText", text=text)

    def size(self, width: int, height: int) -> None:
        """The window in CSS pixels."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def picture(self, whole: bool = False) -> bytes:
        """What it looks like, as PNG."""
        found = self.call("Page.captureScreenshot", captureBeyondViewport=whole)
        return base64.b64decode(found["data"])

    def pdf(self) -> bytes:
        """What it prints on the paper that the page asks for."""
        return base64.b64decode(
            self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        )


@contextmanager
def browser(script: bool = True) -> Iterator[Page]:
    """A fresh browser with an empty profile; ended, with all its children, at the end."""
    assert CHROMIUM, NO_CHROMIUM
    profile = tempfile.mkdtemp(prefix="opinions-chromium-")
    to_read, to_write = os.pipe()  # ours to write, its 3 to read
    from_read, from_write = os.pipe()
    command = [CHROMIUM, *_FLAGS, f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        # The shell gives the ends the numbers that DevTools wants; sh itself knows one digit only.
        ["bash", "-c", f'exec "$0" "$@" 3<&{to_read} 4>&{from_write}', *command],
        pass_fds=(to_read, from_write),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for end in (to_read, from_write):
        os.close(end)
    try:
        page = Page(to_write, from_read)
        if not script:
            page.call("Emulation.setScriptExecutionDisabled", value=True)
        yield page
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for end in (to_write, from_read):
            os.close(end)
        shutil.rmtree(profile, ignore_errors=True)


def address(file: Path) -> str:
    """A file as the browser names it."""
    return file.resolve().as_uri()
