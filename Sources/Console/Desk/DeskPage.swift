import Broker

/// The desk: queue, conversation and what is known about it, side by side; on a narrow screen one at a time.
enum DeskPage {
    /// The queue alone: nothing is opened by looking at it.
    static func queue(_ queue: HTML) -> HTML {
        """
        <div class="desk at-queue">\(queue)
        <div class="talk none" id="talk"><p>Choose a conversation. <kbd>j</kbd> and <kbd>k</kbd> go through the queue, <kbd>Enter</kbd> opens.</p></div>
        \(keys)</div>
        """
    }

    static func conversation(_ queue: HTML, _ talk: HTML) -> HTML { "<div class=\"desk at-talk\">\(queue)\(talk)\(keys)</div>" }

    /// Rows for the list of keys, which the script puts where the shell shows its own.
    private static let keys: HTML = """
        <template id="desk-keys"><div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>Next, previous conversation</dd></div>\
        <div><dt><kbd>Enter</kbd> <kbd>o</kbd></dt><dd>Open it</dd></div><div><dt><kbd>u</kbd></dt><dd>Back to the queue</dd></div>\
        <div><dt><kbd>r</kbd></dt><dd>Reply</dd></div><div><dt><kbd>m</kbd></dt><dd>Move to private</dd></div>\
        <div><dt><kbd>a</kbd></dt><dd>Assign to me</dd></div><div><dt><kbd>e</kbd></dt><dd>Resolve</dd></div>\
        <div><dt><kbd>Ctrl</kbd> <kbd>Enter</kbd></dt><dd>Send</dd></div></template>
        """
}
