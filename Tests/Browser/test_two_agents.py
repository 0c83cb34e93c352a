"""Two people at one conversation, fingers that are too quick, and a line that breaks."""
import threading

import pytest
from selenium.webdriver.common.action_chains import ActionChains

from conftest import wait
from line import Line
from people import Colleague, complaints


def replies(demo, post):
    """What the bank answered to a post, in the network's own words."""
    posts = [item["post"] for item in demo.control("state")["posts"]]
    return [one["text"] for one in posts if one["conversation_id"] == post and one["id"] != post]


@pytest.fixture(scope="module")
def ada(demo, browsers):
    return Colleague(browsers(), demo, "ada").enter()


def test_of_two_who_press_at_once_one_is_sent_and_the_other_is_told(demo, browsers, ada):
    grace = Colleague(browsers(), demo, "grace").enter()
    demo.join("at_once", "Olive Marsh")
    post = demo.post("at_once", "@NorthbridgeHelp where is the nearest branch to the station?")
    name = ada.look().open("Olive Marsh")
    grace.look(f"/desk/{name}")
    words = {ada: "It is in the High Street, Olive.", grace: "Just across the square, Olive."}
    for colleague, text in words.items():
        colleague.write(text)
    for colleague in words:
        wait(colleague.may_send, "the button to send")
    together = threading.Barrier(2)

    def press(colleague):
        together.wait()
        colleague.press("#send")

    threads = [threading.Thread(target=press, args=(colleague,)) for colleague in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for colleague in words:
        wait(lambda: colleague.text(".said") or colleague.text("#talk .problem"), f"what {colleague.login} is told")
    sent = [colleague for colleague in words if "Accepted." in colleague.text(".said")]
    assert len(sent) == 1
    told = next(colleague for colleague in words if colleague is not sent[0])
    assert "Your words are still here." in told.text("#talk .problem")
    assert told.find("#reply").get_property("value") == words[told]
    told.hears(words[sent[0]])
    assert wait(lambda: replies(demo, post), "the reply on the network") == [f"@at_once {words[sent[0]]}"] or \
        [text.endswith(words[sent[0]]) for text in replies(demo, post)] == [True]
    # Having read the other's, they may still say theirs.
    told.send()
    wait(lambda: len(replies(demo, post)) == 2, "the second reply on the network")
    assert complaints(grace) == []


def test_a_double_click_sends_once(demo, ada):
    demo.join("quick", "Quentin Ames")
    post = demo.post("quick", "@NorthbridgeHelp is the app down?")
    name = ada.look().open("Quentin Ames")
    ada.write("It works again since noon.")
    wait(ada.may_send, "the button to send")
    ActionChains(ada.driver).double_click(ada.find("#send")).perform()
    ada.sees("Accepted.", ".said")
    wait(lambda: replies(demo, post), "the reply on the network")
    # Back in the history stands the form with its words, and the same press again.
    ada.driver.back()
    wait(lambda: ada.shows(name) and ada.all("#reply"), "the page before")
    if ada.find("#reply").get_property("value"):
        wait(ada.may_send, "the button to send")
        ada.press("#send")
        ada.sees("Nothing was sent twice.", ".said")
    ada.look(f"/desk/{name}")
    ada.sees("Sent", "#flow .us .phase")
    assert len(replies(demo, post)) == 1 and len(ada.all("#flow .msg.us")) == 1


def test_a_line_that_breaks_takes_nothing_away(demo, browsers):
    line = Line()
    try:
        grace = Colleague(browsers(proxy=line.port), demo, "grace").enter()
        demo.join("far_away", "Faye Rowan")
        demo.post("far_away", "@NorthbridgeHelp hello, is anybody there?")
        name = grace.look().open("Faye Rowan")
        grace.mark_page()
        grace.write("Hello Faye, we are")
        line.cut()
        wait(lambda: grace.find("#seal").get_attribute("data-lost") is not None, "the page to say that it hears nothing")
        demo.post("far_away", "@NorthbridgeHelp the second time I ask.")
        wait(lambda: "The second" in grace.text("#flow") or demo.control("state")["waiting"] == 0, "the post to be delivered")
        assert "the second time I ask" not in grace.text("#flow")
        line.restore()
        grace.hears("the second time I ask")
        wait(lambda: grace.find("#seal").get_attribute("data-lost") is None, "the page to say that it hears again")
        assert grace.is_same_page() and grace.shows(name)
        assert grace.find("#reply").get_property("value") == "Hello Faye, we are"
        grace.send("Hello Faye, we are here.")
        assert complaints(grace) == []
    finally:
        line.end()
