// Whoever imports Policies also speaks of findings and of times.
@_exported public import AccountData
@_exported public import ServiceLevels
