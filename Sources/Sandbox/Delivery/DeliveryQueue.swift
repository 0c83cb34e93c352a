/// Webhooks that wait, in the order they will be tried.
struct DeliveryQueue {
    private var waiting: [(place: Int, number: Int, delivery: SandboxDelivery)] = []
    private var number = 0

    var count: Int { waiting.count }

    /// - Parameter behind: how many places it falls behind those that came before it.
    mutating func add(_ delivery: SandboxDelivery, behind: Int) {
        number += 1
        let place = number + behind
        var index = waiting.count
        while index > 0, waiting[index - 1].place > place { index -= 1 }
        waiting.insert((place, number, delivery), at: index)
    }

    mutating func take() -> SandboxDelivery? { waiting.isEmpty ? nil : waiting.removeFirst().delivery }
}
