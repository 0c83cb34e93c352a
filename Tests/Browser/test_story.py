"""A complaint from the first word to the last, through the pages alone, with the server killed in the middle."""
import re

from conftest import wait
from people import Colleague, Customer, complaints

# Published for testing.
CARD = "4111 1111 1111 1111"


def test_a_complaint_goes_from_public_to_private_and_back(demo, browsers):
    # Two windows of the customer: one stays on the network, one is for the private page and the mailbox.
    penny, penny_private = (Customer(browsers(), demo, "penny_c") for _ in range(2))
    ada = Colleague(browsers(), demo, "ada").enter().look()
    ada.mark_page()

    # The open inbox shows it by itself, and the number is nowhere.
    penny.write(f"@NorthbridgeHelp my card {CARD} was refused at the till again. I want to complain!")
    penny.mark_page()
    ada.row("Penny Clarke")
    assert ada.is_same_page()
    conversation = ada.open("Penny Clarke")
    ada.sees("removed", "#flow .hid")
    for page in (ada.driver.page_source, ada.text("body")):
        assert "4111" not in re.sub(r"[\s-]", "", page)

    # Not even the last four digits go out in public.
    ada.write("Hi Penny, is this about the card ending 1111?")
    wait(lambda: any("1111" in words for words in ada.underlined()), "the digits to be underlined")
    ada.sees("Cannot be sent in public.", "#answer")
    assert not ada.may_send()
    assert "Move to private" in ada.text("#answer .ways")
    address = ada.driver.current_url
    ada.press("#send")
    assert ada.driver.current_url == address and ada.find("#reply").get_property("value").endswith("1111?")

    harmless = "We are sorry, Penny, and we will find out what happened."
    ada.send(harmless)
    penny.sees(harmless, "#feed")
    assert penny.is_same_page()

    # One step from there to a private place.
    ada.move()
    penny_private.pick_up(demo.mailboxes["penny_c"])

    page = penny_private.driver.current_window_handle
    penny_private.driver.switch_to.new_window("tab")
    code = penny_private.code()

    # What was promised outlives the process that promised it.
    ada.mark_page()
    ada.write("Words that nobody has sent yet")
    demo.kill_server()
    penny_private.driver.switch_to.window(page)
    penny_private.enter_number(code, "That worked")

    # The desk went on by itself, and took nobody's words away.
    ada.hears("The mailbox is proved.")
    assert ada.is_same_page() and ada.find("#reply").get_property("value") == "Words that nobody has sent yet"

    # By mail, in the same conversation.
    penny_private.letter("number")
    penny_private.answer_letter("Here I am. It happened at the baker's on Monday.")
    ada.hears("It happened at the baker's on Monday.")
    assert ada.shows(conversation) and ada.is_same_page()
    ada.look(f"/desk/{conversation}")
    assert ada.find("#composer [name=channel]:checked").get_attribute("value") == "secure_email"
    answer = "Dear Penny, the card ending 1111 was refused because it had expired. A new one is in the post."
    ada.send(answer)
    assert answer in " ".join(penny_private.letter("in the post").split())

    # Thanks where everybody sees them, and the end.
    penny.write("@NorthbridgeHelp thank you, that was quick!")
    ada.hears("thank you, that was quick!")
    # What was never asked is answered all the same: a turn that is open is not resolved away.
    ada.choose("sandbox_public")
    ada.send("Glad we could help, Penny!")
    penny.sees("Glad we could help, Penny!", "#feed")
    ada.resolve("explained", "happy")
    ada.look("/desk?show=resolved")
    ada.row("Penny Clarke")

    # Whoever holds the firm's files does not hold the number.
    penny.look()
    wait(lambda: any(CARD in button.text for button in penny.all("form.search button")), "the offer to look for the number")
    penny.press("form.search button")
    penny.sees("the number is in none of them", "form.search .answer")
    assert complaints(ada, penny, penny_private) == []


def test_what_policy_holds_is_let_go_by_somebody_else(demo, browsers):
    sam, ada, grace = Customer(browsers(), demo, "sam_w"), Colleague(browsers(), demo, "ada"), Colleague(browsers(), demo, "grace")
    sam.write("@NorthbridgeHelp what do you pay on savings these days?")
    promotion = "You could earn 4.5% if you open our new saver today."
    ada.enter().look().open("Sam Whitlow")
    ada.write(promotion)
    ada.sees("Waits for approval.", "#answer")
    ada.send(said="It waits for approval.")
    ada.hears("Held.")

    grace.enter().look("/approvals")
    grace.sees(promotion, "article.held blockquote")
    assert "what do you pay on savings" in grace.text("article.held .context")
    sam.look()
    assert promotion not in sam.text("#feed")
    grace.press("article.held button.go")
    grace.sees("Approved.", ".said")
    sam.sees(promotion, "#feed")
    ada.hears("Grace Lindley approved it")
    assert complaints(ada, grace, sam) == []
