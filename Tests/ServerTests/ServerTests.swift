import Testing

/// One after the other: each starts processes of its own, and mailboxes are shared.
@Suite(.serialized) enum ServerTests {}
