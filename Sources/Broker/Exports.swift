// What pages and commands speak of when they speak of the broker.
@_exported public import Conversations
@_exported public import Ledger
@_exported public import Storage
