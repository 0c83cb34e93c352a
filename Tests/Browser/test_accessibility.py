"""Every page in both schemes against WCAG 2.0 to 2.2, A and AA, as axe checks them; and the desk by keyboard alone."""
from importlib.util import find_spec
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from conftest import appearance, size, wait
from people import PASSWORD, Colleague, complaints
from scene import PAGES, Scene, Views

AXE = (Path(find_spec("axe_playwright_python").origin).parent / "axe.min.js").read_text()
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def scene(demo, browsers):
    return Scene(demo, browsers)


@pytest.fixture(scope="module")
def views(scene, browsers):
    return Views(scene, browsers)


def violations(driver):
    """The pages' own policy lets no script in: this comes in beside it, as a debugger does."""
    driver.execute_script(AXE)
    found = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {runOnly: {type: 'tag', values: arguments[0]}, resultTypes: ['violations']}).then(done, error => done({problem: String(error)}))",
        LEVELS)
    assert "problem" not in found, found
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_keeps_anybody_out(views, name):
    reader = views.show(name)
    found = []
    for width, dark in [(1440, False), (1440, True), (390, False)]:
        size(reader.driver, width, 844)
        appearance(reader.driver, dark)
        found += [f"{width}{' dark' if dark else ''}: {one}" for one in violations(reader.driver)]
    size(reader.driver, 1440, 900)
    appearance(reader.driver, False)
    assert found == []
    assert complaints(reader) == []


@pytest.mark.parametrize("dark", [False, True])
def test_nor_does_what_opens(scene, views, dark):
    ada = views.reader("ada")
    appearance(ada.driver, dark)
    scene.compose_what_is_stopped(ada)
    found = {"stopped": violations(ada.driver)}
    for menu in ["#move", "#resolve", ".acts-bar .menu"]:
        ada.look(f"/desk/{scene.names['waiting']}")
        ada.press(f"{menu} > summary")
        found[menu] = violations(ada.driver)
    ada.look()
    keys(ada, "?")
    found["keys"] = violations(ada.driver)
    appearance(ada.driver, False)
    assert {name: what for name, what in found.items() if what} == {}


# MARK: by keyboard alone

def keys(reader, *sequence):
    """Pressed on whatever has the focus."""
    chain = ActionChains(reader.driver)
    for key in sequence:
        chain.send_keys(key)
    chain.perform()


def focused(reader, script):
    return reader.driver.execute_script(f"const at = document.activeElement; return {script}")


def focus_is_visible(reader):
    """An outline or a shadow that is not there without the focus."""
    return focused(reader, "(style => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none')"
                           "(getComputedStyle(at.matches('.where input') ? at.parentElement : at))")


def test_a_day_at_the_desk_by_keyboard_alone(demo, browsers, scene):
    ada = Colleague(browsers(), demo, "ada")
    demo.join("key_b", "Keira Boyd")
    demo.post("key_b", "@NorthbridgeHelp can I have a statement on paper?")
    ada.driver.get(demo.desk + "/sign-in")
    keys(ada, "ada", Keys.TAB, PASSWORD, Keys.ENTER)
    wait(lambda: "/sign-in" not in ada.driver.current_url, "the desk")
    ada.row("Keira Boyd")

    # The list of keys opens, and the focus comes back to where it was.
    keys(ada, "j")
    before = focused(ada, "at.id")
    assert before.startswith("row-") and focus_is_visible(ada)
    keys(ada, "?")
    wait(lambda: ada.driver.execute_script("return document.getElementById('keys').open"), "the list of keys")
    keys(ada, Keys.ESCAPE)
    assert focused(ada, "at.id") == before

    # j until it is hers; Enter opens.
    for _ in ada.all("#rows .row"):
        if "Keira Boyd" in focused(ada, "at.textContent"):
            break
        keys(ada, "j")
    assert "Keira Boyd" in focused(ada, "at.textContent")
    name = focused(ada, "at.dataset.id")
    keys(ada, Keys.ENTER)
    wait(lambda: ada.shows(name), "the conversation")

    keys(ada, "r")
    assert focused(ada, "at.id") == "reply" and focus_is_visible(ada)
    keys(ada, "Yes, Keira, we send you one.")
    wait(ada.may_send, "the button to send")
    ActionChains(ada.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    ada.sees("Accepted.", ".said")

    # Every letter is a letter while somebody writes; Escape gives the keys back.
    keys(ada, "r", "mea?", Keys.ESCAPE)
    assert ada.find("#reply").get_property("value") == "mea?"
    ada.look(f"/desk/{name}")

    ada.sees("Sent", "#flow .us .phase")
    keys(ada, "m")
    assert focused(ada, "at.name") == "destination" and focus_is_visible(ada)
    keys(ada, Keys.ESCAPE)
    assert focused(ada, "at.closest('#move') !== null && at.tagName") == "SUMMARY"
    keys(ada, "m", Keys.TAB, Keys.ENTER)
    ada.sees("The link and the number are on their way.", ".said")

    keys(ada, "e")
    assert focused(ada, "at.id") == "code"
    keys(ada, "e", Keys.TAB, "h", Keys.TAB, Keys.ENTER)
    ada.sees("Resolved.", ".said")
    keys(ada, "u")
    wait(lambda: ada.driver.current_url.split("?")[0].endswith("/desk"), "the queue")
    keys(ada, "g", "w")
    wait(lambda: ada.driver.current_url.endswith("/wallboard"), "the wallboard")
    assert complaints(ada) == []


@pytest.mark.parametrize("name", ["queue", "conversation", "waiting", "approvals", "people", "sign-in", "pick-up", "chat", "network-posts"])
def test_tab_goes_round_every_page_and_is_seen(views, name):
    reader = views.show(name)
    reader.driver.execute_script("document.activeElement.blur()")
    visited, unseen = [], []
    for _ in range(400):
        keys(reader, Keys.TAB)
        # After the last comes the browser's own window, and then the first.
        if focused(reader, "at === document.body"):
            continue
        if focused(reader, "at.dataset.visited === 'yes'"):
            break
        focused(reader, "at.dataset.visited = 'yes'")
        visited.append(focused(reader, "at.outerHTML.slice(0, 90)"))
        if not focus_is_visible(reader):
            unseen.append(visited[-1])
    else:
        raise AssertionError(f"no way out of {name} by Tab")
    reachable = reader.driver.execute_script(
        "return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(one =>"
        " one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.type !== 'radio' && !one.dataset.visited).map(one => one.outerHTML.slice(0, 90))")
    assert unseen == [] and reachable == []
