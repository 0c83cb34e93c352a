"""A desk in the middle of its day: everything that a page can show is there somewhere."""
from conftest import wait
from people import Colleague, Customer


class Scene:
    """Conversations by what they are there for, and who works at the desk."""

    def __init__(self, demo, browsers):
        self.demo = demo
        self.person = browsers()
        self.ada = Colleague(browsers(), demo, "ada").enter()
        self.names = {}
        self.calls()
        self.private()
        self.held()
        self.stopped()
        self.chat()

    def calls(self):
        """Customers who wait, for all kinds of reasons."""
        demo = self.demo
        for handle, name, text in [
            ("oliver_t", "Oliver Tarn", "@NorthbridgeHelp are your branches open on Monday?"),
            ("priya_d", "Priya Dell", "@NorthbridgeHelp I lost my job in March and cannot pay the overdraft fees. I don't know what to do any more."),
            ("jonas_k", "Jonas Kerr", "@NorthbridgeHelp somebody rang, said they were you, and told me to move my savings. Is that true?"),
            ("mabel_r", "Mabel Rusk", "@NorthbridgeHelp the app logs me out every few minutes since the update, three days now"),
        ]:
            demo.join(handle, name)
            demo.post(handle, text)
        demo.message("amina_y", "Hello, the payment did not arrive. My sort code is 20-29-59 and the account number is 63748472.")

    def private(self):
        """One conversation from the complaint in public to the letter in private."""
        demo, ada, penny = self.demo, self.ada, Customer(self.person, self.demo, "penny_c")
        demo.post("penny_c", "@NorthbridgeHelp my card 4111 1111 1111 1111 was refused at the till again. Third time this week, I want to complain!")
        self.names["full"] = ada.look().open("Penny Clarke")
        ada.press("#take")
        ada.sees("Assigned.", ".said")
        ada.send("We are sorry, Penny, and we will find out what happened. Please look into your direct messages.")
        ada.move()
        penny.pick_up(demo.mailboxes["penny_c"])
        page = penny.driver.current_window_handle
        penny.driver.switch_to.new_window("tab")
        code = penny.code()
        penny.driver.switch_to.window(page)
        penny.enter_number(code, "That worked")
        penny.letter("number")
        penny.answer_letter("Thank you. It happened at the baker's on Monday. For your records, the card is 4111 1111 1111 1111.")
        ada.hears("It happened at the baker's on Monday.")
        ada.look(f"/desk/{self.names['full']}")
        ada.send("Dear Penny, the card ending 1111 was refused because it had expired. A new one is in the post and arrives on Wednesday.")
        demo.post("penny_c", "@NorthbridgeHelp thank you, that was quick!")
        ada.hears("thank you, that was quick!")

    def held(self):
        demo, ada = self.demo, self.ada
        demo.post("sam_w", "@NorthbridgeHelp what do you pay on savings these days?")
        self.names["held"] = ada.look().open("Sam Whitlow")
        ada.send("You could earn 4.5% if you open our new saver today.", said="It waits for approval.")

    def stopped(self):
        """A reply that policy does not let go stands in the composer."""
        self.names["waiting"] = self.ada.look().find_conversation("Mabel Rusk")

    def chat(self):
        visitor = Customer(self.person, self.demo, "nobody")
        visitor.driver.get(self.demo.desk + "/chat/northbridge")
        visitor.fill("text", "Hello, can I change my address here?")
        visitor.press("#compose .send")
        visitor.sees("Hello, can I change my address here?", "#list .visitor")
        self.ada.look().row("Hello, can I change my address here?")
        wait(lambda: self.demo.control("state")["waiting"] == 0, "everything to be delivered")

    def compose_what_is_stopped(self, colleague):
        colleague.look(f"/desk/{self.names['waiting']}")
        colleague.write("Hello Mabel, is this about the card ending 4471?")
        colleague.sees("Cannot be sent in public.", "#answer")


# Where each of the pages is, for whom; `{full}` and so on are conversations of the scene.
PAGES = {
    "queue": ("ada", "/desk"),
    "conversation": ("ada", "/desk/{full}"),
    "waiting": ("ada", "/desk/{waiting}"),
    "resolved": ("ada", "/desk?show=resolved"),
    "wallboard": ("ada", "/wallboard"),
    "approvals": ("grace", "/approvals"),
    "held": ("grace", "/desk/{held}"),
    "compliance": ("vera", "/compliance"),
    "decisions": ("vera", "/compliance/decisions"),
    "packs": ("vera", "/compliance/packs"),
    "records": ("vera", "/compliance/records"),
    "quarantine": ("vera", "/compliance/quarantine"),
    "entry": ("vera", "/compliance/entries/4"),
    "people": ("rosa", "/people"),
    "sign-in": (None, "/sign-in"),
    "bad-link": (None, "/sign-in/no-such-link"),
    "pick-up": (None, "/pick-up/anything"),
    "no-conversation": ("ada", "/desk/00000000000000000000000000000000"),
    "chat": ("visitor", "/chat/northbridge"),
    "network": ("network", "/"),
    "network-posts": ("network", "/as/penny_c"),
    "network-messages": ("network", "/as/penny_c/messages"),
    "network-mailbox": ("network", "/as/penny_c/mail"),
    "network-letter": ("network", "/as/penny_c/mail/in-1"),
}
STAFF = {"vera": ("Vera Holm", "compliance_officer,auditor"), "rosa": ("Rosa Tighe", "administrator")}


class Views:
    """Everybody at their page, one browser each."""

    def __init__(self, scene, browsers):
        self.scene = scene
        self.browsers = browsers
        self.readers = {"ada": scene.ada, "visitor": Customer(scene.person, scene.demo, "nobody")}
        self.readers["network"] = self.readers["visitor"]

    def reader(self, who):
        if who not in self.readers:
            if who in STAFF:
                self.scene.demo.add_colleague(who, *STAFF[who])
            browser = self.browsers()
            self.readers[who] = Colleague(browser, self.scene.demo, who).enter() if who else Customer(browser, self.scene.demo, "nobody")
        return self.readers[who]

    def show(self, name):
        who, path = PAGES[name]
        reader = self.reader(who)
        base = self.scene.demo.network if who == "network" else self.scene.demo.desk
        reader.driver.get(base + path.format(**self.scene.names))
        if who == "network" and "/as/" in path:
            # What Parley keeps stands beside it once it was asked.
            wait(lambda: "Trying again" not in reader.text("#main") and "On its way" not in reader.text("#main"), "the network's page")
        return reader
