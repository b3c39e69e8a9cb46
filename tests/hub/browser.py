"""A real Chromium, driven over its own pipe (the DevTools protocol), with nothing in between."""

import base64
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE_S = 20.0


class Browser:
    """One page."""

    def __init__(self, out: int, into: int) -> None:
        self._out, self._in = out, into
        self._rest = b""
        self._number = 0
        self._session = ""
        targets = self._call("Target.getTargets")["targetInfos"]
        page = next(each for each in targets if each["type"] == "page")
        told = self._call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self._session = told["sessionId"]
        self._call("Page.enable")

    def open(self, address: str) -> None:
        """Go there and wait until it is loaded."""
        self._call("Page.navigate", url=address)
        self._settle()

    def run(self, script: str) -> Any:
        """The value of an expression in the page; waits for promises."""
        told = self._call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in told:
            raise AssertionError(f"{script}: {told['exceptionDetails']}")
        return told["result"].get("value")

    def wait(self, condition: str) -> None:
        """Until the expression is true."""
        until = time.monotonic() + PATIENCE_S
        while not self._holds(condition):
            assert time.monotonic() < until, f"never: {condition}\n{self.text()[:2000]}"
            time.sleep(0.05)

    def fill(self, field: str, value: str) -> None:
        """Type into the field of this id, or choose there."""
        self.run(
            f"(() => {{ const it = document.getElementById({field!r}); it.value = {value!r};"
            "it.dispatchEvent(new Event('input', {bubbles: true}));"
            "it.dispatchEvent(new Event('change', {bubbles: true})); })()"
        )

    def press(self, selector: str) -> None:
        """Click, and wait for the page that follows."""
        self.wait(f"document.querySelector({selector!r})")
        self.run("window.__old = true")
        self.run(f"document.querySelector({selector!r}).click()")
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if self._holds("window.__old !== true && document.readyState === 'complete'"):
                return
            time.sleep(0.05)
        raise AssertionError(f"no page followed {selector}")

    def text(self) -> str:
        """What the page says."""
        return str(self.run("document.body.innerText"))

    def size(self, width: int, height: int) -> None:
        """The window's size, in pixels."""
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                   deviceScaleFactor=1, mobile=False)  # fmt: skip

    def picture(self, file: Path) -> None:
        """The page as a PNG."""
        told = self._call("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(told["data"]))

    def close(self) -> None:
        """End the browser."""
        self._session = ""
        self._call("Browser.close")

    def _holds(self, condition: str) -> bool:
        try:
            return bool(self.run(f"Boolean(document.body && ({condition}))"))
        except (AssertionError, RuntimeError):
            # Between two pages there is nothing to ask.
            return False

    def _settle(self) -> None:
        self.wait("document.readyState === 'complete'")

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._out, json.dumps(asked).encode() + b"\0")
        while True:
            told = self._read()
            if told.get("id") == self._number:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                return dict(told["result"])

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._in, 1 << 16)
            if not piece:
                raise RuntimeError("the browser has gone")
            self._rest += piece
        line, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(line))


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser with a profile of its own; it ends with the block."""
    their_in, our_out = os.pipe()
    our_in, their_out = os.pipe()

    # Chromium reads commands on descriptor 3 and answers on 4.
    wrapped = f'exec "$0" "$@" 3<&{their_in} 4>&{their_out}'
    process = subprocess.Popen(
        ["/bin/bash", "-c", wrapped, str(CHROMIUM), "--headless=new", "--no-sandbox",
         "--disable-gpu", "--remote-debugging-pipe", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-background-networking", f"--user-data-dir={folder}", "about:blank"],
        pass_fds=(their_in, their_out), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(their_in)
    os.close(their_out)
    try:
        page = Browser(our_out, our_in)
        yield page
        page.close()
    finally:
        os.close(our_out)
        os.close(our_in)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
