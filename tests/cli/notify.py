#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine tells systemd: ready once its sockets are open, alive again and again, stopping at the end."""
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

baraza = sys.argv[1]
faults = []
with tempfile.TemporaryDirectory() as folder:
    work, path = folder + "/w", folder + "/notify"
    subprocess.run([baraza, "init", work], check=True, stdout=subprocess.DEVNULL)
    with open(work + "/baraza.ini", "a", encoding="utf-8") as f:
        f.write("\n")
    with open(work + "/baraza.ini", encoding="utf-8") as f:
        text = f.read().replace("#graph_url = https://graph.facebook.com", "graph_url = http://127.0.0.1:9").replace("#port = 8090", "port = 0")
    with open(work + "/baraza.ini", "w", encoding="utf-8") as f:
        f.write(text.replace("#port = 8091", "port = 0"))
    credentials = folder + "/credentials"
    os.mkdir(credentials, 0o700)
    for name in ("token", "app_secret"):  # handed over by systemd, not in the workspace
        with open(f"{credentials}/{name}", "w", encoding="utf-8") as f:
            f.write("words\n")
        os.chmod(f"{credentials}/{name}", 0o440)
    box = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    box.bind(path)
    box.settimeout(30)
    env = dict(os.environ, NOTIFY_SOCKET=path, WATCHDOG_USEC="1000000", CREDENTIALS_DIRECTORY=credentials)
    engine = subprocess.Popen([baraza, "run", "--dir", work], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        first = box.recv(4096).decode()
        if first != "READY=1":
            faults.append(f"the first word is {first!r}")
        alive, begin = 0, time.monotonic()
        while alive < 3 and time.monotonic() - begin < 30:
            alive += box.recv(4096).decode().startswith("WATCHDOG=1\nSTATUS=")
        engine.send_signal(signal.SIGTERM)
        words = []
        while not words or words[-1] != "STOPPING=1":
            words.append(box.recv(4096).decode())
    except TimeoutError:
        faults.append("nothing was told for half a minute")
        engine.kill()
    if engine.wait(60) != 0:
        faults.append(f"it ended with {engine.returncode}: {engine.stderr.read().decode()[-400:]}")
    engine.stderr.close()
    box.close()
print("\n".join(faults))
sys.exit(bool(faults))
