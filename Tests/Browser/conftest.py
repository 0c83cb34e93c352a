"""Real browsers on the live demo: a small network, real mail servers and the broker, each run with free ports and a folder of its own."""
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).resolve().parents[2]
PARLEY = Path(os.environ.get("PARLEY", ROOT / ".build/debug/parley"))
PICTURES = Path(__file__).parent / "pictures"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Demo:
    """`parley demo` as a process."""

    def __init__(self):
        self.errors = tempfile.NamedTemporaryFile(prefix="parley-browser-", suffix=".log")
        self.process = subprocess.Popen(
            [PARLEY, "demo", "--format", "json", "--no-browser", "--port", str(free_port()), "--network-port", str(free_port())],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        line = self.process.stdout.readline()
        if not line:
            self.process.wait(20)
            raise RuntimeError("the demo did not start: " + Path(self.errors.name).read_text()[-2000:])
        self.addresses = json.loads(line)
        self.desk = self.addresses["desk"].rstrip("/")
        self.network = self.addresses["network"].rstrip("/")
        self.folder = Path(self.addresses["folder"])

    def link(self, login):
        return next(person["link"] for person in self.addresses["people"] if person["login"] == login)

    def server(self):
        """The process id of the broker, a child of the demo."""
        for child in self.children(self.process.pid):
            words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            if b"serve" in words:
                return child
        return None

    @staticmethod
    def children(pid):
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]

    def kill_server(self):
        """Like a power failure of the process, and nothing else: the demo starts it again."""
        before = self.server()
        os.kill(before, signal.SIGKILL)
        wait(lambda: self.server() not in (None, before), "the server to be started again")

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def wait(condition, what, seconds=30):
    """Another process: it is asked until it is so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for {what}")


@pytest.fixture(scope="module")
def demo():
    demo = Demo()
    yield demo
    demo.end()


def new_browser(width=1440, height=900, dark=False, script=True):
    options = Options()
    for word in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars", "--lang=en-GB",
                 f"--window-size={width},{height}"]:
        options.add_argument(word)
    if not script:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(60)
    appearance(driver, dark)
    # Headless windows do not go below 500 pixels: the emulated screen does.
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
    return driver


def appearance(driver, dark):
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})


@pytest.fixture
def browsers():
    """Makes browsers that are closed at the end; each is somebody of their own."""
    made = []

    def make(**wishes):
        made.append(new_browser(**wishes))
        return made[-1]

    yield make
    for driver in made:
        driver.quit()
