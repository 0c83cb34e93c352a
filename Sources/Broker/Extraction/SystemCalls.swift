import Glibc

/// Calls of Linux that the Glibc module does not show, since their headers want `_GNU_SOURCE`.
enum SystemCalls {
    private static func find<Function>(_ name: String, as type: Function.Type) throws(ProcessProblem) -> Function {
        guard let symbol = dlsym(nil, name) else { throw ProcessProblem(call: name, code: ENOSYS) }
        return unsafeBitCast(symbol, to: type)
    }

    /// A file that is memory and nothing else: no name, no folder, gone with its last descriptor (memfd_create(2)).
    static func memoryFile(_ bytes: [UInt8]) throws(ProcessProblem) -> Int32 {
        let create = try find("memfd_create", as: (@convention(c) (UnsafePointer<CChar>, UInt32) -> Int32).self)
        let closeOnExec: UInt32 = 1  // MFD_CLOEXEC
        let file = create("parley-attachment", closeOnExec)
        guard file >= 0 else { throw ProcessProblem(call: "memfd_create", code: errno) }
        var from = 0
        while from < bytes.count {
            let count = bytes.withUnsafeBytes { write(file, $0.baseAddress! + from, $0.count - from) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let code = errno
                close(file)
                throw ProcessProblem(call: "write to memory", code: code)
            }
            from += count
        }
        lseek(file, 0, SEEK_SET)
        return file
    }

    /// A pipe that no program started meanwhile by another thread inherits (pipe2(2)).
    static func pipe() throws(ProcessProblem) -> (reading: Int32, writing: Int32) {
        let make = try find("pipe2", as: (@convention(c) (UnsafeMutablePointer<Int32>, Int32) -> Int32).self)
        var ends: [Int32] = [0, 0]
        guard make(&ends, O_CLOEXEC) == 0 else { throw ProcessProblem(call: "pipe2", code: errno) }
        return (ends[0], ends[1])
    }

    /// The program to be started inherits no descriptor from `first` on (glibc 2.34).
    static func close(from first: Int32, in actions: inout posix_spawn_file_actions_t) throws(ProcessProblem) {
        let add = try find(
            "posix_spawn_file_actions_addclosefrom_np",
            as: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32).self)
        let code = add(&actions, first)
        guard code == 0 else { throw ProcessProblem(call: "addclosefrom", code: code) }
    }

    /// Whoever loses its parent below this process gets this one as its parent, and can be ended by it (prctl(2)).
    static func adoptOrphans() throws(ProcessProblem) {
        let control = try find("prctl", as: (@convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32).self)
        let setChildSubreaper: Int32 = 36
        guard control(setChildSubreaper, 1, 0, 0, 0) == 0 else { throw ProcessProblem(call: "prctl", code: errno) }
    }

    private static func close(_ file: Int32) { _ = Glibc.close(file) }
}

/// A call to the system that failed, without a word of what it was called with.
struct ProcessProblem: Error, CustomStringConvertible {
    let call: String
    let code: Int32

    var description: String { "\(call): \(String(cString: strerror(code)))" }
}
