/// Webhooks that wait, in the order they will be tried.
struct DeliveryQueue {
    private var waiting: [(place: Int, delivery: SandboxDelivery)] = []
    /// Those before it have been taken; they are cleared away in bulk.
    private var first = 0
    private var number = 0

    var count: Int { waiting.count - first }

    /// - Parameter behind: how many places it falls behind those that came before it.
    mutating func add(_ delivery: SandboxDelivery, behind: Int) {
        number += 1
        let place = number + behind
        var index = waiting.count
        while index > first, waiting[index - 1].place > place { index -= 1 }
        waiting.insert((place, delivery), at: index)
    }

    mutating func take() -> SandboxDelivery? {
        guard first < waiting.count else { return nil }
        let delivery = waiting[first].delivery
        first += 1
        if first == waiting.count || first >= 1_024 {
            waiting.removeFirst(first)
            first = 0
        }
        return delivery
    }
}
