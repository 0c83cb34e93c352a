"""What customers write is text, everywhere: no markup, no script, no trick with the direction of letters, nothing that breaks a narrow page."""
import pytest
from selenium.common.exceptions import NoAlertPresentException

from conftest import size, wait
from people import Colleague, Customer, complaints

MARKUP = "<img src=x onerror=alert(1)>"
SCRIPT = "</textarea></script><script>alert(2)</script><svg onload=alert(3)>"
BACKWARDS = "\u202egnp.exe\u202c \u2066(fdp.)\u2069 \u05d0\u05d1\u05d2"
LONG = "W" * 180
# Names are at most 50 characters long.
PEOPLE = {
    "h_markup": MARKUP,
    "h_quote": "\"'><b onmouseover=alert(4)>bold</b>",
    "h_reverse": "\u202eKralc ynneP\u202c",
    "h_long": "W" * 50,
}
POSTS = [MARKUP, SCRIPT, BACKWARDS, LONG, "{{7*7}} ${7*7} %3Cscript%3E &lt;b&gt; \u27e6card.pan\u27e7 javascript:alert(5)"]


class Attack:
    def __init__(self, demo, browsers):
        self.demo = demo
        self.ada, self.grace = (Colleague(browsers(), demo, login).enter() for login in ["ada", "grace"])
        demo.add_colleague("eve", MARKUP, "agent")
        demo.add_colleague("vera", "Vera Holm", "compliance_officer,auditor")
        demo.add_colleague("rosa", "Rosa Tighe", "administrator")
        for handle, name in PEOPLE.items():
            demo.join(handle, name)
            for text in POSTS:
                demo.post(handle, f"@NorthbridgeHelp {text}")
            demo.message(handle, f"{SCRIPT} {MARKUP} {LONG}")
        # By mail as well, which brings its own words into subject and text.
        self.customer = Customer(browsers(), demo, "amina_y").look("/mail/new")
        self.customer.fill("subject", f"{MARKUP} {BACKWARDS[:10]}")
        self.customer.fill("text", f"{SCRIPT}\n{MARKUP}\n{LONG}")
        self.customer.press("#write .row button")
        wait(lambda: self.customer.driver.current_url.endswith("/mail"), "the letter to be taken")
        wait(lambda: demo.control("state")["waiting"] == 0, "everything to be delivered")
        self.names = {handle: self.ada.look().find_conversation(f"@{handle}") for handle in PEOPLE}
        self.names["mail"] = self.ada.look().find_conversation("email")
        # A reply that waits for approval, and one that was stopped with a reason.
        self.ada.look(f"/desk/{self.names['h_markup']}")
        self.ada.choose("sandbox_public")
        self.ada.send(f"You could earn 4.5% if you open our new saver today. {MARKUP}", said="It waits for approval.")
        self.ada.look(f"/desk/{self.names['h_quote']}")
        self.ada.choose("sandbox_public")
        self.ada.send(f"You could earn 4.9% if you open our new saver today. {MARKUP}", said="It waits for approval.")
        self.grace.look("/approvals")
        form = next(form for form in self.grace.all("article.held form.line") if "h_quote" in form.find_element("xpath", "./ancestor::article").text)
        form.find_element("name", "reason").send_keys(f"{MARKUP} {SCRIPT}")
        form.find_element("css selector", "button").click()
        self.grace.sees("Stopped.", ".said")


@pytest.fixture(scope="module")
def attack(demo, browsers):
    return Attack(demo, browsers)


def found_on(reader, address, width):
    """What is wrong with a page that shows all this."""
    size(reader.driver, width, 844)
    reader.driver.get(address)
    wrong = []
    try:
        alert = reader.driver.switch_to.alert
        wrong.append(f"a dialog: {alert.text}")
        alert.dismiss()
    except NoAlertPresentException:
        pass  # As it must be.
    wrong += reader.driver.execute_script("""
        const wrong = [];
        for (const one of document.querySelectorAll('img, iframe, object, embed, main b[onmouseover], main script, [style], a[href^="javascript:" i]'))
            wrong.push('markup: ' + one.outerHTML.slice(0, 120));
        for (const one of document.querySelectorAll('*'))
            if ([...one.attributes].some(attribute => attribute.name.startsWith('on'))) wrong.push('handler: ' + one.outerHTML.slice(0, 120));
        const over = document.documentElement.scrollWidth - innerWidth;
        if (over > 0) wrong.push('overflow: ' + over + ' pixels');
        for (const one of document.querySelectorAll('main *, main')) {
            const style = getComputedStyle(one), visible = one.checkVisibility();
            if (!visible || one.closest('.scroll') || !/auto|scroll/.test(style.overflowX)) continue;
            if (one.scrollWidth > one.clientWidth + 1) wrong.push('scrolls sideways: ' + one.outerHTML.slice(0, 80));
        }
        return wrong""")
    return [f"{width}: {one}" for one in wrong + complaints(reader)]


DESK_PAGES = ["/desk", "/desk/{h_markup}", "/desk/{h_quote}", "/desk/{h_reverse}", "/desk/{h_long}", "/desk/{mail}", "/wallboard"]


@pytest.mark.parametrize("path", DESK_PAGES)
def test_the_desk_shows_text(attack, path):
    address = attack.demo.desk + path.format(**attack.names)
    assert [one for width in (1440, 320) for one in found_on(attack.ada, address, width)] == []
    size(attack.ada.driver, 1440, 900)
    if path != "/wallboard":
        assert "<img src=x onerror=alert(1)>" in attack.ada.text("main") or "W" * 40 in attack.ada.text("main")


@pytest.mark.parametrize("path", ["/approvals", "/desk/{h_quote}"])
def test_so_do_the_approvals(attack, path):
    address = attack.demo.desk + path.format(**attack.names)
    assert [one for width in (1440, 320) for one in found_on(attack.grace, address, width)] == []
    assert MARKUP in attack.grace.text("main")


@pytest.mark.parametrize("login, path", [
    ("vera", "/compliance"), ("vera", "/compliance/decisions"), ("vera", "/compliance/packs"), ("vera", "/compliance/quarantine"),
    ("vera", "/compliance/entries/12"), ("rosa", "/people")])
def test_so_do_compliance_and_people(attack, browsers, login, path):
    reader = Colleague(attack.customer.driver, attack.demo, login).enter()
    assert [one for width in (1440, 320) for one in found_on(reader, attack.demo.desk + path, width)] == []
    size(reader.driver, 1440, 900)
    if path == "/people":
        assert MARKUP in reader.text("main")
    reader.sign_out()


@pytest.mark.parametrize("path", ["/", "/as/h_markup", "/as/h_long", "/as/h_reverse/messages", "/as/amina_y/mail"])
def test_so_does_the_network(attack, path):
    assert [one for width in (1440, 320) for one in found_on(attack.customer, attack.demo.network + path, width)] == []


def test_so_does_the_chat(attack):
    visitor = Customer(attack.customer.driver, attack.demo, "nobody")
    visitor.driver.get(attack.demo.desk + "/chat/northbridge")
    visitor.fill("text", f"{SCRIPT} {MARKUP} {LONG}")
    visitor.press("#compose .send")
    visitor.sees(MARKUP, "#list .visitor")
    assert [one for width in (1440, 320) for one in found_on(visitor, attack.demo.desk + "/chat/northbridge", width)
            if "style" not in one] == []


def test_a_direction_ends_with_its_own_words(attack):
    """A name that turns letters round must not turn what the firm says beside it."""
    ada = attack.ada.look(f"/desk/{attack.names['h_reverse']}")
    outside = ada.driver.execute_script("""
        const wrong = [], marks = /[\\u202a-\\u202e\\u2066-\\u2069]/;
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const node = walker.currentNode;
            if (marks.test(node.data) && !node.parentElement.closest('bdi, [dir=auto], template, script')) wrong.push(node.parentElement.outerHTML.slice(0, 120));
        }
        return wrong""")
    assert outside == []
