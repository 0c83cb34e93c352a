/* chat-loader.js: puts the firm's chat on a page of the firm's own: one frame from the chat's origin, and nothing else.
 * The page's scripts cannot read what is said in it.
 *
 *   <script src="https://desk.example/chat.js" data-account="northbridge" async></script>
 *
 * A page with a Content-Security-Policy allows this script in script-src and its origin in frame-src. Styles are set one by one, which no
 * style-src forbids. data-theme="light" or "dark" overrides what the visitor's system asks for. */
(() => {
  "use strict";
  const script = document.currentScript;
  const account = script?.dataset.account ?? "";
  if (!/^[a-z0-9-]{1,40}$/.test(account)) {
    console.error("chat.js: the script tag needs data-account with the name of a chat.");
    return;
  }
  const origin = new URL(script.src).origin;
  const theme = { light: "light", dark: "dark" }[script.dataset.theme] ?? "light dark";
  const small = matchMedia("(max-width: 480px), (max-height: 480px)");
  const frame = document.createElement("iframe");
  frame.src = `${origin}/chat/${account}/frame`;
  frame.title = "Chat with us";
  frame.referrerPolicy = "no-referrer";

  let isOpen = false;
  function shape() {
    const fills = isOpen && small.matches;
    const style = {
      "position": "fixed", "top": fills ? "0" : "auto", "left": fills ? "0" : "auto", "right": "0", "bottom": "0",
      "width": fills ? "100%" : isOpen ? "424px" : "88px", "height": fills ? "100dvh" : isOpen ? "min(680px, 100dvh)" : "88px", "max-width": "100%", "max-height": "100%",
      "min-width": "0", "min-height": "0", "margin": "0", "padding": "0", "border": "0", "background": "transparent", "opacity": "1",
      // The frame's own scheme: where the two differ, browsers paint an opaque ground behind the frame.
      "color-scheme": theme, "z-index": "2147483000", "display": "block", "visibility": "visible",
    };
    // Only this: whether there is room for a shadow around it.
    frame.contentWindow?.postMessage({ chatFills: fills }, origin);
    for (const [name, value] of Object.entries(style)) frame.style.setProperty(name, value, "important");
  }

  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    if (typeof event.data?.chatOpen !== "boolean") return;
    isOpen = event.data.chatOpen;
    shape();
  });
  small.addEventListener("change", shape);

  function insert() {
    shape();
    document.body.append(frame);
  }
  if (document.body) insert();
  else addEventListener("DOMContentLoaded", insert, { once: true });
})();
