"""A handoff's link proves nothing to whoever fetches it: in every order of visitors, only the customer ever sees a word."""
import itertools
import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from selenium.webdriver.common.by import By

from conftest import wait
from people import Colleague, Customer, complaints

ORDERS = list(itertools.permutations(["robot", "scanner", "stranger", "customer"]))
# Customers whose mailboxes the network's page shows; the others name a mailbox that is only written to.
WITH_MAILBOX = {3: "penny_c", 11: "sam_w", 22: "amina_y"}


class Fetcher:
    """A program that fetches pages, as robots, scanners and strangers have."""

    def __init__(self, demo, keeps_cookies=False):
        self.origin = demo.desk
        self.opener = urllib.request.build_opener(*([urllib.request.HTTPCookieProcessor(CookieJar())] if keeps_cookies else []))

    def fetch(self, url, method="GET", /, **form):
        body = urllib.parse.urlencode(form).encode() if form else None
        headers = {"user-agent": "Mozilla/5.0 (compatible; previews)"} | ({"origin": self.origin} if form else {})
        request = urllib.request.Request(url, body, headers, method="POST" if form else method)
        try:
            with self.opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()


def robot(demo, link, number, neutral):
    assert Fetcher(demo).fetch(link) == (200, neutral)


def scanner(demo, link, number, neutral):
    """Follows every address of the page, and those that it can think of."""
    fetcher = Fetcher(demo, keeps_cookies=True)
    found = re.findall(r'(?:href|src|action)="([^"]+)"', fetcher.fetch(link)[1])
    for address in [link, link + "/mailbox", link + "/proof"] + [urllib.parse.urljoin(link, path) for path in found]:
        for method in ["HEAD", "GET", "GET"]:
            fetcher.fetch(address, method)
    assert fetcher.fetch(link) == (200, neutral)


def stranger(demo, link, number, neutral):
    """Has the link, a guess and a mailbox of his own."""
    fetcher = Fetcher(demo, keeps_cookies=True)
    guess = f"{(int(number) + 1) % 1_000_000:06}"
    assert fetcher.fetch(link) == (200, neutral)
    assert fetcher.fetch(link, code=guess)[0] == 403
    assert fetcher.fetch(link + "/mailbox", address="other@cust.test")[0] == 403
    assert fetcher.fetch(link + "/proof", code=guess)[0] == 403


def offers(demo):
    """Links and numbers by handle, as the network has delivered them."""
    state = demo.control("state")
    names = {user["id"]: user["username"] for user in state["users"]}
    links, numbers = {}, {}
    for message in state["messages"]:
        for person in re.split(r"\D+", message["dm_conversation_id"]):
            handle = names.get(person, "")
            for link in message.get("entities", {}).get("urls", []):
                if "/pick-up/" in link["expanded_url"]:
                    links[handle] = link["expanded_url"]
            if number := re.search(r"\b\d{6}\b", message["text"]):
                numbers[handle] = number.group()
    return {handle: (links[handle], numbers[handle]) for handle in links if handle in numbers}


def test_only_the_customer_gets_in_whoever_comes_first(demo, browsers):
    handles = [WITH_MAILBOX.get(place, f"order_{place:02}") for place in range(len(ORDERS))]
    for handle in handles:
        if handle not in demo.mailboxes:
            demo.join(handle, f"Customer of {handle}")
        demo.post(handle, "@NorthbridgeHelp can somebody look at a payment of mine please?")
    ada, person = Colleague(browsers(), demo, "ada").enter(), browsers()
    names = ada.look().find_conversations(handles)
    for handle in handles:
        ada.look(f"/desk/{names[handle]}").move()
    made = wait(lambda: (found := offers(demo)).keys() >= set(handles) and found, "links and numbers")

    for place, (handle, order) in enumerate(zip(handles, ORDERS)):
        link, number = made[handle]
        status, neutral = Fetcher(demo).fetch(link)
        assert status == 200 and handle not in neutral and "payment" not in neutral
        customer = Customer(person, demo, handle)
        for visitor in order:
            if visitor == "customer":
                customer.driver.get(link)
                customer.enter_number(number, "Which mailbox shall we write to?")
                customer.name_mailbox(demo.mailboxes.get(handle, "customer@cust.test"))
                if place in WITH_MAILBOX:
                    driver, page = customer.driver, customer.driver.current_window_handle
                    driver.switch_to.new_window("tab")
                    code = customer.code()
                    driver.close()
                    driver.switch_to.window(page)
                    customer.enter_number(code, "That worked")
            else:
                {"robot": robot, "scanner": scanner, "stranger": stranger}[visitor](demo, link, number, neutral)

    for place, handle in enumerate(handles):
        ada.look(f"/desk/{names[handle]}")
        ada.sees("The customer named a mailbox", "#flow")
        assert ada.text("#flow").count("The customer named a mailbox") == 1, f"one mailbox was named in order {ORDERS[place]}"
        assert made[handle][1] not in ada.driver.page_source, "nobody of the firm sees the number"
    for handle in WITH_MAILBOX.values():
        ada.look(f"/desk/{names[handle]}")
        ada.hears("The mailbox is proved.")
        ada.look(f"/desk/{names[handle]}")
        ada.send(f"These words are for {handle} alone.")
    for handle in WITH_MAILBOX.values():
        customer = Customer(person, demo, handle)
        customer.letter(f"for {handle} alone")
        assert all(f"for {other} alone" not in customer.look("/mail").text("body") for other in WITH_MAILBOX.values() if other != handle)
    assert complaints(ada) == []
