# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium by its DevTools protocol, with nothing but Python's standard library."""
import base64
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request

FLAGS = ("--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
         "--disable-component-update --disable-sync --disable-extensions --disable-dev-shm-usage "
         "--hide-scrollbars --remote-debugging-port=0").split()


def program():
    """Chromium's path, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Socket:
    """The client's side of a websocket to this machine (RFC 6455): text frames only."""

    def __init__(self, url, patience):
        host, port, path = re.fullmatch(r"ws://([^:/]+):(\d+)(/.*)", url).groups()
        self.sock = socket.create_connection((host, int(port)), patience)
        self.held = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall((f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                           f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        while b"\r\n\r\n" not in self.held:
            self.held += self.sock.recv(4096)
        head, self.held = self.held.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise RuntimeError("Chromium refused the websocket: " + head.decode("latin-1"))

    def take(self, n):
        while len(self.held) < n:
            more = self.sock.recv(1 << 16)
            if not more:
                raise RuntimeError("Chromium went away")
            self.held += more
        out, self.held = self.held[:n], self.held[n:]
        return out

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else \
            b"\xfe" + struct.pack(">H", len(data)) if len(data) < 65536 else b"\xff" + struct.pack(">Q", len(data))
        masked = bytes(b ^ mask[i % 4] for i, b in enumerate(data))
        self.sock.sendall(b"\x81" + size + mask + masked)

    def receive(self):
        text = b""
        while True:
            first, second = self.take(2)
            size = second & 0x7f
            if size > 125:
                size = struct.unpack(">H" if size == 126 else ">Q", self.take(2 if size == 126 else 8))[0]
            part = self.take(size)
            if first & 0x0f in (0, 1):
                text += part
                if first & 0x80:
                    return text.decode()


class Browser:
    """One browser, one page at a time."""

    def __init__(self, patience=30):
        self.folder = tempfile.mkdtemp(prefix="baraza-chromium-")
        self.patience = patience
        self.log = open(os.path.join(self.folder, "log"), "wb")
        # What it makes beside its profile (org.chromium.*) lies in the same folder.
        self.process = subprocess.Popen([program(), *FLAGS, "--user-data-dir=" + self.folder, "about:blank"],
                                        stdout=self.log, stderr=self.log, env={**os.environ, "TMPDIR": self.folder})
        self.number, self.events, self.bytes = 0, [], 0
        try:
            self.socket = Socket(self.page_url(), patience)
            for domain in ("Page", "Network", "Accessibility", "DOM"):
                self.ask(domain + ".enable")
        except BaseException:
            self.close()
            raise

    def page_url(self):
        where, end = os.path.join(self.folder, "DevToolsActivePort"), time.monotonic() + self.patience
        while time.monotonic() < end and self.process.poll() is None:
            if os.path.exists(where) and "\n" in (text := open(where).read()):
                port = text.split("\n")[0]
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=self.patience) as answer:
                    pages = [p for p in json.load(answer) if p["type"] == "page"]
                if pages:
                    return pages[0]["webSocketDebuggerUrl"]
            time.sleep(0.05)
        raise RuntimeError("Chromium did not start: " + open(self.log.name, errors="replace").read()[-500:])

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def hear(self):
        said = json.loads(self.socket.receive())
        if said.get("method") == "Network.loadingFinished":
            self.bytes += int(said["params"]["encodedDataLength"])
        if said.get("method") == "Page.loadEventFired":
            self.events.append("load")
        return said

    def ask(self, method, **params):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            said = self.hear()
            if said.get("id") == self.number:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']['message']}")
                return said["result"]

    def loaded(self):
        while "load" not in self.events:
            self.hear()

    def go(self, url):
        self.events, self.bytes = [], 0
        answer = self.ask("Page.navigate", url=url)
        if answer.get("errorText"):
            raise RuntimeError(f"{url}: {answer['errorText']}")
        self.loaded()

    def run(self, script):
        """The value of an expression of JavaScript in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", answer["exceptionDetails"]).get("description"))
        return answer["result"].get("value")

    def run_and_wait(self, script):
        """The same, for what leads to another page."""
        self.events = []
        self.run(script)
        self.loaded()

    def width(self, width, height=800):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def key(self, name, code, modifiers=0):
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code, modifiers=modifiers)

    def picture(self, path):
        height = self.run("document.documentElement.scrollHeight")
        size = self.run("innerWidth")
        answer = self.ask("Page.captureScreenshot", captureBeyondViewport=True,
                          clip={"x": 0, "y": 0, "width": size, "height": min(height, 4000), "scale": 1})
        with open(path, "wb") as file:
            file.write(base64.b64decode(answer["data"]))

    def cookies_forget(self):
        self.ask("Network.clearBrowserCookies")
