"""Real browsers on the live demo: a small network, real mail servers and the broker, each run with free ports and a folder of its own."""
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.remote.errorhandler import ErrorHandler

ROOT = Path(__file__).resolve().parents[2]
PARLEY = Path(os.environ.get("PARLEY", ROOT / ".build/debug/parley")).resolve()
FAILURES = Path(__file__).parent / "failures"
# What browsers leave behind, even such as end in order, goes with this process.
BROWSER_FILES = tempfile.TemporaryDirectory(prefix="parley-browsers-", ignore_cleanup_errors=True)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait(condition, what, seconds=60):
    """Another process: it is asked until it is so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"waited {seconds} s for {what}")


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
        addresses = json.loads(line)
        self.desk = addresses["desk"].rstrip("/")
        self.network = addresses["network"].rstrip("/")
        self.folder = Path(addresses["folder"])
        self.links = {person["login"]: person["link"] for person in addresses["people"]}
        self.mailboxes = {customer["handle"]: customer["mailbox"] for customer in addresses["customers"]}
        # Who has chosen a password already.
        self.known = set()

    def add_colleague(self, login, name, roles):
        """An account besides those that the demo makes, as whoever runs the server would make it."""
        answer = subprocess.run(
            [PARLEY, "user", "add", login, "--name", name, "--roles", roles, "--home", self.folder / "server", "--format", "json"],
            check=True, capture_output=True, text=True)
        self.links[login] = json.loads(answer.stdout)["link"]

    def control(self, path, **body):
        """The network's side for programs that play the people."""
        request = urllib.request.Request(
            f"{self.network}/control/{path}", json.dumps(body).encode() if body else None, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def join(self, handle, name):
        self.control("users", handle=handle, name=name)

    def post(self, handle, text, **more):
        return self.control("posts", **{"as": handle, "text": text, **more})["id"]

    def message(self, handle, text):
        self.control("messages", **{"as": handle, "to": "NorthbridgeHelp", "text": text})

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
        wait(lambda: self.server() not in (None, before) and self.answers(), "the server to be started again")

    def answers(self):
        try:
            with urllib.request.urlopen(self.desk + "/health", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


@pytest.fixture(scope="module")
def demo():
    demo = Demo()
    yield demo
    demo.end()


class PageChanges(ErrorHandler):
    """When a page changes between finding an element and reading it, chromedriver mostly says that the element is stale; now and then it
    passes on the inspector's own words for the same thing, under no name."""

    def check_response(self, response):
        try:
            super().check_response(response)
        except WebDriverException as error:
            if "does not belong to the document" in (error.msg or "") or "No node with given id" in (error.msg or ""):
                raise StaleElementReferenceException(error.msg) from error
            raise


def new_browser(width=1440, height=900, dark=False, proxy=None):
    options = Options()
    for word in ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars", "--lang=en-GB",
                 f"--window-size={width},{height}"]:
        options.add_argument(word)
    if proxy:
        options.add_argument(f"--proxy-server=socks5://127.0.0.1:{proxy}")
        # Loopback addresses go past a proxy unless this is said.
        options.add_argument("--proxy-bypass-list=<-loopback>")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver", env={**os.environ, "TMPDIR": BROWSER_FILES.name}))
    driver.error_handler = PageChanges()
    driver.set_page_load_timeout(60)
    appearance(driver, dark)
    size(driver, width, height)
    return driver


def appearance(driver, dark):
    """Without motion: colours between two schemes are nobody's."""
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
        {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}, {"name": "prefers-reduced-motion", "value": "reduce"}]})


def size(driver, width, height):
    """Headless windows do not go below 500 pixels: the emulated screen does."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})


OPEN = []


@pytest.fixture(scope="module")
def browsers():
    """Makes browsers that are closed at the end; each is somebody of their own."""
    def make(**wishes):
        OPEN.append(new_browser(**wishes))
        return OPEN[-1]

    yield make
    while OPEN:
        OPEN.pop().quit()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """What everybody saw when a test failed, for whoever looks for the reason."""
    report = yield
    if report.when == "call" and report.failed:
        FAILURES.mkdir(exist_ok=True)
        for number, driver in enumerate(OPEN):
            place = FAILURES / re.sub(r"[^\w.-]", "_", f"{item.name}-{number}")
            driver.save_screenshot(f"{place}.png")
            place.with_suffix(".html").write_text(f"<!-- {driver.current_url} -->\n{driver.page_source}")
    return report
