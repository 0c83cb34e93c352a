/* chat.js: sends what the visitor writes, shows what is kept of it and what the firm answers. All text is set as text. */
(() => {
  "use strict";
  const body = document.body;
  const base = body.dataset.chat;
  const isFramed = body.dataset.framed !== undefined;
  const find = (id) => document.getElementById(id);
  const ending = find("end");
  const [panel, log, list, form, input, status, problem, opener, closer] =
    ["panel", "log", "list", "compose", "text", "status", "problem", "open", "close"].map(find);

  // Lines, by their names: a newer version takes the older one's place.
  const lines = new Map();
  for (const item of list.querySelectorAll("li[data-key]")) {
    lines.set(item.dataset.key, item);
    clock(item.querySelector("time"));
  }
  let mark = list.dataset.mark || null;
  let hasVisit = body.dataset.visit !== undefined;
  let isOpen = !isFramed;
  let unread = 0;

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function clock(time) {
    if (!time) return;
    const at = new Date(time.dateTime);
    const isToday = at.toDateString() === new Date().toDateString();
    time.textContent = at.toLocaleString([], isToday ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
  }

  function fill(item, line) {
    item.className = `line ${line.author}`;
    item.dataset.key = line.key;
    const who = element("span", "who", line.author === "visitor" ? "You" : body.dataset.title);
    const text = element("p", "text");
    for (const part of line.parts) {
      if (part.removed) text.append(element("span", "removed", part.text));
      else if (part.link && /^https?:\/\//.test(part.link)) {
        const link = element("a", "", part.text);
        Object.assign(link, { href: part.link, target: "_blank", rel: "noopener noreferrer" });
        text.append(link);
      } else text.append(part.text);
    }
    const time = element("time");
    time.dateTime = line.at;
    clock(time);
    item.replaceChildren(who, text);
    if (line.notice) item.append(element("p", "notice", line.notice));
    item.append(time);
  }

  function show(line) {
    const known = lines.get(line.key);
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
    const item = known ?? element("li");
    fill(item, line);
    if (!known) {
      lines.set(line.key, item);
      // What is still on its way stays below what has arrived.
      list.insertBefore(item, list.querySelector(".pending"));
      if (line.author === "firm") count();
    }
    if (isAtEnd) end();
  }

  function end() { log.scrollTop = log.scrollHeight; }

  function count() {
    if (isOpen && !document.hidden) return;
    unread += 1;
    if (opener) {
      opener.dataset.unread = unread > 9 ? "9+" : unread;
      opener.setAttribute("aria-label", `Open the chat, ${unread} new`);
    }
  }

  // ---- sending: one after the other, each until it is kept

  const queue = [];
  let isSending = false;
  const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
  const post = (path, value) =>
    fetch(base + path, {
      method: "POST", credentials: "same-origin", headers: { "content-type": "application/json" }, body: JSON.stringify(value),
    });

  async function begin() {
    const answer = await post("", {});
    if (answer.ok) {
      hasVisit = true;
      if (ending) ending.hidden = false;
    }
    return answer;
  }

  /// Returns what was said in the end, or null where it is to be tried again.
  async function attempt(message) {
    if (!hasVisit) {
      const begun = await begin();
      if (!begun.ok) return begun;
      listen();
    }
    const answer = await post("/messages", { id: message.id, text: message.text });
    if (answer.status === 401) {
      hasVisit = false;
      message.tries += 1;
      return message.tries > 2 ? answer : null;
    }
    return answer;
  }

  async function work() {
    if (isSending) return;
    isSending = true;
    let wait = 1;
    while (queue.length > 0) {
      const message = queue[0];
      let answer = null;
      let seconds = wait;
      try {
        answer = await attempt(message);
        if (answer === null) continue;
        if (answer.ok) {
          const { line, notice } = await answer.json();
          message.item.remove();
          if (line) show(line);
          // The log says what was taken out of a line; this is for what has none.
          say(line ? "" : notice ?? "");
          queue.shift();
          wait = 1;
          continue;
        }
        if (answer.status !== 429 && answer.status < 500) {
          const said = await answer.json().catch(() => ({}));
          fail(message, said.problem ?? "That did not work. Load the page again.");
          queue.shift();
          continue;
        }
        seconds = Number(answer.headers.get("retry-after")) || wait;
      } catch {
        // The network is away, or the answer was cut short: the same message goes again, and counts once.
      }
      say(answer ? "Just a moment: we send this as soon as we can." : "No connection. We keep trying.");
      wait = Math.min(30, wait * 2);
      await pause(seconds);
    }
    isSending = false;
  }

  function fail(message, why) {
    message.item.className = "line visitor failed";
    message.item.append(element("p", "notice", "Not sent."));
    problem.textContent = why;
  }

  function say(words) { status.textContent = words; }

  function send() {
    const text = input.value.replace(/\s+$/, "");
    problem.textContent = "";
    if (!text.trim()) return input.focus();
    if (new TextEncoder().encode(text).length > 4096) {
      problem.textContent = "That is too long for one message. Please send it in two.";
      return;
    }
    const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const item = element("li", "line visitor pending");
    item.append(element("span", "who", "You"), element("p", "text", text), element("span", "state", "Sending…"));
    list.append(item);
    end();
    queue.push({ id, text, item, tries: 0 });
    input.value = "";
    grow();
    input.focus();
    work();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
  });
  function grow() {
    input.style.setProperty("height", "auto");
    input.style.setProperty("height", `${Math.min(input.scrollHeight + 2, 160)}px`);
  }
  input.addEventListener("input", grow);

  // ---- hearing: one stream, only while somebody looks

  let source = null;
  let retry = 1;
  let timer = 0;
  function listen() {
    if (source || !hasVisit || document.hidden) return;
    clearTimeout(timer);
    const opened = new EventSource(`${base}/stream${mark ? `?after=${encodeURIComponent(mark)}` : ""}`);
    source = opened;
    opened.addEventListener("line", (event) => {
      mark = event.lastEventId;
      retry = 1;
      show(JSON.parse(event.data));
    });
    opened.addEventListener("open", () => { if (status.dataset.lost !== undefined) { delete status.dataset.lost; say(""); } });
    opened.addEventListener("error", () => {
      if (opened !== source) return;
      status.dataset.lost = "";
      if (opened.readyState !== EventSource.CLOSED) return;
      // The browser gives up after an answer that is no stream, such as "come again later": we do not.
      hush();
      timer = setTimeout(listen, retry * 1000);
      retry = Math.min(30, retry * 2);
    });
  }
  function hush() {
    source?.close();
    source = null;
  }
  document.addEventListener("visibilitychange", () => {
    // A browser opens few connections to one site: a page that nobody sees gives its own back, and catches up later.
    if (document.hidden) return hush();
    if (isOpen) seen();
    listen();
  });
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);

  // ---- the frame on the host's page

  function seen() {
    unread = 0;
    if (!opener) return;
    delete opener.dataset.unread;
    opener.setAttribute("aria-label", "Open the chat");
  }
  function turn(open) {
    isOpen = open;
    body.classList.toggle("open", open);
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    // Our page may stand only on the sites that the firm has named; this says nothing but a size.
    parent.postMessage({ chatOpen: open }, "*");
    if (open) {
      seen();
      grow();
      end();
      input.focus();
    } else opener.focus();
  }
  if (isFramed) {
    panel.hidden = true;
    opener.hidden = false;
    opener.addEventListener("click", () => turn(true));
    closer.hidden = false;
    closer.addEventListener("click", () => turn(false));
    ending.addEventListener("submit", async (event) => {
      // The page that says so may not stand in a frame.
      event.preventDefault();
      const answer = await fetch(ending.action, { method: "POST", credentials: "same-origin" }).catch(() => null);
      if (!answer?.ok) return void (problem.textContent = "That did not work. Try it again.");
      hush();
      hasVisit = false;
      mark = null;
      lines.clear();
      list.replaceChildren();
      say("");
      ending.hidden = true;
      turn(false);
    });
    addEventListener("message", (event) => {
      if (event.source === parent && typeof event.data?.chatFills === "boolean") body.classList.toggle("filling", event.data.chatFills);
    });
    addEventListener("keydown", (event) => { if (event.key === "Escape" && isOpen) turn(false); });
  } else end();
  body.classList.add("scripted");
  listen();
})();
