"""What people do on the pages, in their words."""
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from conftest import wait

PASSWORD = "a long enough test password"


class Agent:
    """Somebody of the firm at the desk."""

    def __init__(self, driver, demo, login):
        self.driver, self.demo, self.login = driver, demo, login

    def first_sign_in(self):
        """By the one-time link, with a first password."""
        self.driver.get(self.demo.link(self.login))
        self.fill("password", PASSWORD)
        self.fill("repeated", PASSWORD)
        self.press_button("password")
        wait(lambda: "sign-in" not in self.driver.current_url, "the desk after the first sign-in")
        return self

    def sign_in(self):
        self.driver.get(self.demo.desk + "/sign-in")
        self.fill("login", self.login)
        self.fill("password", PASSWORD)
        self.press_button("password")
        wait(lambda: "sign-in" not in self.driver.current_url, "the desk after signing in")
        return self

    def fill(self, name, text):
        field = self.driver.find_element(By.NAME, name)
        field.clear()
        field.send_keys(text)

    def press_button(self, beside):
        form = self.driver.find_element(By.NAME, beside).find_element(By.XPATH, "./ancestor::form")
        form.find_element(By.CSS_SELECTOR, "button").click()

    def inbox(self):
        self.driver.get(self.demo.desk + "/desk")
        return self

    def rows(self):
        return self.driver.find_elements(By.CSS_SELECTOR, "#rows .row")

    def open(self, words):
        """The conversation whose row shows these words; the page shows it without being loaded again."""
        def row():
            try:
                return next((row for row in self.rows() if words in row.text), None)
            except StaleElementReferenceException:
                return None
        found = wait(row, f"a row with the words '{words}'")
        identity = found.get_attribute("data-id")
        self.driver.get(f"{self.demo.desk}/desk/{identity}")
        return identity

    def text(self, css="#flow"):
        try:
            return self.driver.find_element(By.CSS_SELECTOR, css).text
        except (NoSuchElementException, StaleElementReferenceException):
            return ""

    def sees(self, words, css="#flow", seconds=30):
        wait(lambda: words in self.text(css), f"'{words}' in {css}", seconds)

    def write(self, text):
        field = self.driver.find_element(By.ID, "reply")
        field.clear()
        field.send_keys(text)

    def answer(self):
        return self.text("#answer")

    def send(self):
        self.driver.find_element(By.ID, "send").click()

    def may_send(self):
        return self.driver.find_element(By.ID, "send").get_attribute("aria-disabled") != "true"

    def choose(self, channel):
        self.driver.execute_script(
            "const radio = document.querySelector(`[name=channel][value='${arguments[0]}']`); radio.click();", channel)

    def move(self, destination=None):
        self.driver.find_element(By.CSS_SELECTOR, "#move > summary").click()
        if destination:
            self.driver.find_element(By.CSS_SELECTOR, f"#move [name=destination][value={destination}]").click()
        self.driver.find_element(By.CSS_SELECTOR, "#move form button").click()

    def resolve(self):
        self.driver.find_element(By.CSS_SELECTOR, "#resolve > summary").click()
        for name in ["code", "sentiment"]:
            select = Select(self.driver.find_element(By.ID, name))
            select.select_by_index(len(select.options) - 1)
        self.driver.find_element(By.CSS_SELECTOR, "#resolve form button").click()

    def complaints(self):
        """What the browser itself complained of: a blocked script, a broken page."""
        return [entry for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE" and "favicon" not in entry["message"]]


class Customer:
    """Somebody on the network, with a mailbox."""

    def __init__(self, driver, demo, handle):
        self.driver, self.demo, self.handle = driver, demo, handle

    def page(self, part=""):
        self.driver.get(f"{self.demo.network}/as/{self.handle}{part}")
        return self

    def write(self, text, part=""):
        self.page(part)
        field = self.driver.find_element(By.CSS_SELECTOR, "#write [name=text]")
        field.clear()
        field.send_keys(text)
        self.driver.find_element(By.CSS_SELECTOR, "#write .row button").click()

    def sees(self, words, part, seconds=40):
        def there():
            self.page(part)
            return words in self.driver.find_element(By.TAG_NAME, "body").text
        wait(there, f"'{words}' on {part or 'the posts'}", seconds)
        return self.driver.find_element(By.TAG_NAME, "body").text
