"""An evidence file is verified in the browser, and one with a changed byte is not; Python and the browser agree."""
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from conftest import ROOT, wait
from people import Colleague, complaints


@pytest.fixture(scope="module")
def officer(demo, browsers):
    demo.add_colleague("olive", "Olive Marsh", "compliance_officer")
    ada = Colleague(browsers(), demo, "ada").enter()
    demo.join("penny_waits", "Penny Clarke")
    demo.post("penny_waits", "@NorthbridgeHelp my card 5105 1051 0510 5100 was refused")
    name = ada.look().open("Penny Clarke")
    ada.send("Sorry to hear that, Penny. We look into it.")
    ada.sees("Sent", "#flow .us .phase")
    olive = Colleague(browsers(), demo, "olive").enter()
    olive.conversation = name
    return olive


def take(officer, about, which):
    """The file that the page's form hands out."""
    officer.look("/compliance")
    form = {"csrf": officer.find("form[action='/compliance/evidence'] [name=csrf]").get_attribute("value"),
            "about": about, "which": which, "purpose": "asked for by the customer"}
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in officer.driver.get_cookies())
    request = urllib.request.Request(
        officer.demo.desk + "/compliance/evidence", urllib.parse.urlencode(form).encode(),
        {"cookie": cookies, "content-type": "application/x-www-form-urlencoded"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def check(officer, path, key=None):
    """What the page says of a file."""
    officer.look("/compliance")
    wait(lambda: officer.find("#check").is_displayed(), "the form")
    officer.find("#check-file").send_keys(str(path))
    if key:
        officer.find("#check-key").clear()
        officer.find("#check-key").send_keys(key)
    officer.press("#check button")
    wait(lambda: "erified:" in officer.text("#check-result"), "a verdict", 120)
    return officer.text("#check-result")


def second_opinion(officer, path):
    key = officer.demo.folder / "server" / "log.vkey"
    return subprocess.run(
        [sys.executable, "-B", ROOT / "Tests/EvidenceCheck/evidence_check.py", path, "--key", key], check=False).returncode


@pytest.mark.parametrize("about", ["conversation", "customer", "range"])
def test_the_browser_verifies_what_was_handed_out(officer, tmp_path, about):
    path = tmp_path / "evidence.tar"
    path.write_bytes(take(officer, about, "0-3" if about == "range" else officer.conversation))
    said = check(officer, path)
    assert said.startswith("Verified: " + about)
    assert ("no conversation is proved whole" in said) == (about == "range")
    assert (f"conversation {officer.conversation} from its entry 1" in said) == (about != "range")
    assert second_opinion(officer, path) == 0
    assert complaints(officer) == []


def test_the_browser_refuses_what_was_changed(officer, tmp_path):
    honest = take(officer, "conversation", officer.conversation)
    path = tmp_path / "evidence.tar"
    for name, changed in {
            "a byte of the manifest": flipped(honest, 600), "a byte in the middle": flipped(honest, len(honest) // 2),
            "a byte of the last proof": flipped(honest, len(honest) - 1600), "the mode of a file": flipped(honest, 103),
            "the tail": honest[:-512], "more at the end": honest + bytes(512), "nothing": bytes(1024)}.items():
        path.write_bytes(changed)
        assert check(officer, path).startswith("Not verified:"), name
        assert second_opinion(officer, path) == 1, name


def test_the_browser_refuses_another_key(officer, tmp_path):
    path = tmp_path / "evidence.tar"
    path.write_bytes(take(officer, "conversation", officer.conversation))
    other = "log.example.com/audit+b863702f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert "not the key you gave" in check(officer, path, other)


def flipped(data, place):
    changed = bytearray(data)
    changed[place] ^= 1
    return bytes(changed)
