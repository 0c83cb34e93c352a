import Broker

/// A place of the desk's navigation.
enum Place: CaseIterable {
    case inbox
    case approvals
    case handoffs
    case wallboard
    case compliance
    case people

    var name: String {
        switch self {
        case .inbox: "Inbox"
        case .approvals: "Approvals"
        case .handoffs: "Handoffs"
        case .wallboard: "Wallboard"
        case .compliance: "Compliance"
        case .people: "People"
        }
    }

    var path: String {
        switch self {
        case .inbox: "/desk"
        case .approvals: "/approvals"
        case .handoffs: "/handoffs"
        case .wallboard: "/wallboard"
        case .compliance: "/compliance"
        case .people: "/people"
        }
    }

    /// Shown to whoever has it.
    var permission: Permission {
        switch self {
        case .inbox, .handoffs: .readConversations
        case .approvals: .approve
        case .wallboard: .seeWallboard
        case .compliance: .readLedger
        case .people: .manageStaff
        }
    }

    /// The second of two keys; the first is `g`, for go.
    var key: String {
        switch self {
        case .inbox: "i"
        case .approvals: "a"
        case .handoffs: "h"
        case .wallboard: "w"
        case .compliance: "c"
        case .people: "p"
        }
    }

    var icon: Icon {
        switch self {
        case .inbox: .inbox
        case .approvals: .seal
        case .handoffs: .door
        case .wallboard: .board
        case .compliance: .scales
        case .people: .people
        }
    }

    static func all(for member: Member) -> [Place] { allCases.filter { member.may($0.permission) } }
    static func first(for member: Member) -> Place? { all(for: member).first }
}
