// The domain speaks in the words of the pure rows below it; whoever imports it may use them too.
@_exported public import Policies
