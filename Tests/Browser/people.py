"""What people do on the pages, in their words."""
import re

from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from conftest import wait

PASSWORD = "a long enough test password"
# A page may be made anew while somebody looks at it.
GONE = (NoSuchElementException, StaleElementReferenceException)


class Reader:
    """Somebody in front of a browser."""

    def __init__(self, driver, demo):
        self.driver, self.demo = driver, demo

    def find(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def text(self, css):
        """What stands there now; nothing where no such element is. A page that changes meanwhile is read again."""
        for _ in range(5):
            try:
                return self.find(css).text
            except NoSuchElementException:
                return ""
            except StaleElementReferenceException:
                continue
        return ""

    def sees(self, words, css="body", seconds=60):
        wait(lambda: words in self.text(css), f"'{words}' in {css} at {self.driver.current_url}", seconds)

    def fill(self, name, text):
        field = self.driver.find_element(By.NAME, name)
        field.clear()
        field.send_keys(text)

    def press(self, css):
        def pressed():
            try:
                self.find(css).click()
            except GONE:
                return False
            return True
        wait(pressed, f"{css} at {self.driver.current_url}", 20)

    def mark_page(self):
        """A page that is loaded again loses this."""
        self.driver.execute_script("window.isStillThisPage = true")

    def is_same_page(self):
        return self.driver.execute_script("return window.isStillThisPage === true")

    def complaints(self):
        """What the browser itself complained of since it was asked last: a blocked script, an error of a page, a file that is not there.
        A page that is answered with a no, or not at all, is no fault of the pages."""
        return [entry["message"] for entry in self.driver.get_log("browser")
                if (entry["level"] == "SEVERE" or "Content Security Policy" in entry["message"])
                and (entry["source"] != "network" or re.search(r"assets/|\.(css|js|svg|ico)\b", entry["message"]))]


def complaints(*readers):
    return [words for reader in readers for words in reader.complaints()]


class Colleague(Reader):
    """Somebody of the firm at the desk."""

    def __init__(self, driver, demo, login):
        super().__init__(driver, demo)
        self.login = login

    def enter(self):
        """By the one-time link with a first password if there is none yet, and then by that."""
        if self.login in self.demo.known:
            self.driver.get(self.demo.desk + "/sign-in")
            self.fill("login", self.login)
        else:
            self.driver.get(self.demo.links[self.login])
            self.fill("password", PASSWORD)
            self.fill("repeated", PASSWORD)
            self.press("main form button")
            self.sees("Your password is set", "main")
            self.demo.known.add(self.login)
        self.fill("password", PASSWORD)
        self.press("main form button")
        wait(lambda: "/sign-in" not in self.driver.current_url, f"the desk of {self.login}")
        return self

    def look(self, path="/desk"):
        self.driver.get(self.demo.desk + path)
        return self

    def row(self, words, seconds=60):
        """The row of the queue that shows these words, as soon as there is one."""
        def found():
            try:
                return next((row for row in self.all("#rows .row") if words in row.text), None)
            except GONE:
                return None
        return wait(found, f"a row with '{words}'", seconds)

    def find_conversations(self, handles):
        """Their names by handle, as soon as each has a row."""
        def named():
            try:
                rows = {row.find_element(By.CSS_SELECTOR, ".handle").text[1:]: row.get_attribute("data-id") for row in self.all("#rows .row")}
            except GONE:
                return None
            return rows if rows.keys() >= set(handles) else None
        return wait(named, "a row of every customer")

    def find_conversation(self, words):
        """Its name, by the row that shows these words."""
        def named():
            try:
                return self.row(words).get_attribute("data-id")
            except GONE:
                return None
        return wait(named, f"the conversation '{words}'")

    def open(self, words):
        """Follows the row; gives the conversation's name."""
        def followed():
            try:
                row = self.row(words)
                name = row.get_attribute("data-id")
                row.click()
                return name
            except GONE:
                return None
        name = wait(followed, f"the conversation '{words}'")
        wait(lambda: self.shows(name), f"the conversation {name}")
        return name

    def shows(self, name):
        try:
            return self.find("#talk").get_attribute("data-id") == name
        except GONE:
            return False

    def hears(self, words):
        """The open conversation shows it by itself."""
        self.sees(words, "#flow")

    def write(self, text):
        field = self.find("#reply")
        field.clear()
        field.send_keys(text)

    def may_send(self):
        try:
            return self.find("#send").get_attribute("aria-disabled") == "false"
        except GONE:
            return False

    def send(self, text=None, said="Accepted."):
        if text is not None:
            self.write(text)
        wait(self.may_send, "the button to send")
        self.press("#send")
        self.sees(said, ".said")

    def underlined(self):
        try:
            return [mark.get_attribute("textContent") for mark in self.all("#marks mark")]
        except GONE:
            return []

    def choose(self, channel):
        """The radio button is a chip with a word and a sign; people press the chip."""
        self.find(f"#composer [name=channel][value='{channel}']").find_element(By.XPATH, "..").click()

    def move(self):
        self.press("#move > summary")
        self.press("#move form button")
        self.sees("The link and the number are on their way.", ".said")

    def resolve(self, code, sentiment):
        self.press("#resolve > summary")
        Select(self.find("#code")).select_by_value(code)
        Select(self.find("#sentiment")).select_by_value(sentiment)
        self.press("#resolve form button")
        self.sees("Resolved.", ".said")

    def sign_out(self):
        self.press("form.who button")
        self.sees("Sign in", "h1")


class Customer(Reader):
    """Somebody on the network, with a mailbox."""

    def __init__(self, driver, demo, handle):
        super().__init__(driver, demo)
        self.handle = handle

    def look(self, part=""):
        self.driver.get(f"{self.demo.network}/as/{self.handle}{part}")
        return self

    def write(self, text, part=""):
        """A post, or a direct message at `/messages`."""
        self.look(part)
        self.fill("text", text)
        self.press("#write .row button")

        def taken():
            try:
                return self.find("#write [name=text]").get_property("value") == ""
            except GONE:
                return False
        wait(taken, "the words to be taken")

    def link_and_number(self):
        """What came by direct message; the newest of each."""
        self.look("/messages")

        def both():
            texts = [item.text for item in self.all("#talk .item:not(.own)")]
            links = [link.get_attribute("href") for link in self.all("#talk .item:not(.own) a.out")]
            links = [link for link in links if "/pick-up/" in link]
            numbers = [number for text in texts if "/pick-up/" not in text for number in re.findall(r"\b\d{6}\b", text)]
            return (links[-1], numbers[-1]) if links and numbers else None

        def seen():
            try:
                return both()
            except GONE:
                return None
        return wait(seen, "link and number in the direct messages")

    def enter_number(self, number, title):
        self.fill("code", number)
        self.press("main form button")
        self.sees(title, "h1")

    def pick_up(self, mailbox):
        """From the direct messages to the page that asks for the mailbox's number."""
        link, number = self.link_and_number()
        self.driver.get(link)
        self.enter_number(number, "Which mailbox shall we write to?")
        self.name_mailbox(mailbox)

    def name_mailbox(self, mailbox):
        self.fill("address", mailbox)
        self.press("main form button")
        self.sees("Look into your mailbox", "h1")

    def letter(self, words):
        """Opens the newest letter that came with these words in it; gives its text."""
        self.look("/mail")

        def opened():
            try:
                for letter in self.all("#letters .item:not(.own) a.letter"):
                    if words in letter.text:
                        return letter.get_attribute("href")
            except GONE:
                return None
        self.driver.get(wait(opened, f"a letter with '{words}'"))
        return self.text("article.sheet")

    def code(self):
        """The number with which the mailbox is proved."""
        return re.search(r"\b\d{6}\b", self.letter("number")).group()

    def answer_letter(self, text):
        """The letter that is open."""
        self.fill("text", text)
        self.press("#write .row button")
        wait(lambda: self.driver.current_url.endswith("/mail"), "the letter to be taken")
