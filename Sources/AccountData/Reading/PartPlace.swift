/// Where in a value a piece of it belongs, in the words of whoever hands it over; the raw values are in the order of the pieces.
enum PartPlace: UInt8 {
    case first = 1, second, third, fourth
    case middle = 100, last = 200
    /// Behind the piece before it.
    case next = 255
}
