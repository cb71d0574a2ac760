# ruff: noqa: T201
"""Runs for ever and never becomes ready; does not listen to SIGTERM; leaves a child behind."""

import signal
import subprocess
import sys
import time

signal.signal(signal.SIGTERM, signal.SIG_IGN)
if "parent" in sys.argv:
    subprocess.Popen([sys.executable, __file__])
print("here I sit", flush=True)
while True:
    time.sleep(60)
