import Broker

/// Said when a visit is over, or when a browser keeps no cookie.
enum ChatEndedPage {
    static func html(_ chat: ServerConfiguration.ChatAccount) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <meta name="color-scheme" content="light dark">
        <title>The chat is over</title>
        <link rel="stylesheet" href="\(Assets.path("chat.css"))">
        </head>
        <body>
        <main class="panel over">
        <h1>This chat is over</h1>
        <p>Nobody can read it on this device any more. What we had begun goes on at our side.</p>
        <p>To write again, <a href="/chat/\(chat.name)">begin a new chat</a>. Your browser must accept a cookie for it.</p>
        </main>
        </body>
        </html>
        """
    }
}
