// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]

/// For the lower layers: their small generic types cross into the upper ones in every call, and would be looked up at run time there.
/// Not for SQL: the compiler (Swift 6.3.1) fails to split asynchronous functions that it was inlined into.
let inlined: [SwiftSetting] = settings + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))]

/// What walks every byte of every text, asks every rule and folds every fact: unoptimised it is many times slower, and its tests read, decide
/// and fold many thousand times.
let quick: [SwiftSetting] = inlined + [.unsafeFlags(["-O"], .when(configuration: .debug))]

// Every direct dependency has its reason beside it. What Parley exists for (scanner, policies, clock, ledger, threading,
// mail safety) is our own code; for the rest a well-kept library beats ours.
let dependencies: [Package.Dependency] = [
    // The command line: help, completion and errors people already know.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // SHA-256, Ed25519, AES-GCM, HMAC, scrypt: BoringSSL behind a typed interface.
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    // The logging interface that the server stack speaks.
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    // Typed header fields and statuses, shared by the server and the client.
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    // Byte buffers and event loops under the server and the client.
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    // The HTTP server. No traits: its configuration reader is not used.
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    // YAML with line and column for every node, which pack errors need.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // The HTTP client for network connectors.
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    // Start and stop in order, on signals.
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
/// The server's own settings: idle connections, how many at once.
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
/// What goes along wherever the server or the client stands.
let webCompanions: [Target.Dependency] = [
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]

/// The layers, lowest first. `Tests/HouseTests` compares every `import` line with this table.
let layers: [Target] = [
    .target(name: "AccountData", exclude: ["Generate"], swiftSettings: quick),
    .target(name: "ServiceLevels", swiftSettings: quick),
    .target(name: "Ledger", dependencies: [crypto], swiftSettings: quick),
    .target(name: "Verifier", dependencies: [crypto, cryptoExtras], swiftSettings: settings),
    .target(name: "Signer", dependencies: ["Ledger", "CPKCS11"], swiftSettings: settings),
    .target(name: "Policies", dependencies: ["AccountData", "ServiceLevels"], swiftSettings: quick),
    .target(name: "PolicyFiles", dependencies: ["Policies", "Yams", crypto], swiftSettings: settings),
    .target(
        name: "Conversations", dependencies: ["AccountData", "ServiceLevels", "Policies", "Ledger"], swiftSettings: quick),
    .target(name: "SQL", dependencies: ["CSQLite"], swiftSettings: settings),
    .target(
        name: "Storage", dependencies: ["Conversations", "Ledger", "Verifier", "SQL", crypto, cryptoExtras],
        swiftSettings: settings),
    .target(name: "Mail", dependencies: ["Conversations", "CCurl"], swiftSettings: settings),
    .target(name: "Social", dependencies: ["Conversations", httpClient, crypto] + webCompanions, swiftSettings: settings),
    .target(name: "Sandbox", dependencies: [hummingbird, httpClient, crypto] + webCompanions, swiftSettings: settings),
    .target(
        name: "Broker",
        dependencies: [
            "AccountData", "ServiceLevels", "Ledger", "Verifier", "Signer", "Policies", "PolicyFiles", "Conversations", "SQL",
            "Storage", "Mail", "Social", crypto, cryptoExtras,
        ] + webCompanions,
        swiftSettings: settings),
    .target(
        name: "Console", dependencies: ["Broker", hummingbird, hummingbirdCore, "CAssets", crypto, cryptoExtras] + webCompanions,
        swiftSettings: settings),
    .executableTarget(
        name: "parley",
        dependencies: [
            "AccountData", "ServiceLevels", "Ledger", "Verifier", "Signer", "Policies", "PolicyFiles", "Conversations", "SQL",
            "Storage", "Mail", "Social", "Sandbox", "Broker", "Console", crypto, hummingbird, httpClient,
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ] + webCompanions,
        swiftSettings: settings),
]

let libraries: [Target] = [
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // Declarations only, nothing is linked: the signer loads the module that it is told.
    .systemLibrary(name: "CPKCS11", providers: [.apt(["libp11-kit-dev"])]),
    // The console's files, compiled in; zlib, to hold each of them compressed as well.
    .target(
        name: "CAssets",
        exclude: [
            "chat-loader.js", "chat.css", "chat.js", "desk.css", "desk.js", "evidence-check.js", "icon.svg", "live.js", "live-worker.js",
            "shell.css",
            "shell.js", "tokens.css",
        ],
        linkerSettings: [.linkedLibrary("z")]),
]

/// A test target a layer, and `HouseTests` for what holds across all of them.
let tests: [Target] = [
    // The folders that tests work in.
    .target(name: "Scratch", path: "Tests/Scratch", swiftSettings: settings),
    .testTarget(name: "AccountDataTests", dependencies: ["AccountData"], exclude: ["Corpus"], swiftSettings: settings),
    .testTarget(name: "BrokerTests", dependencies: ["Broker", "Conversations", "Ledger", "Scratch"], swiftSettings: settings),
    .testTarget(name: "CommandTests", dependencies: ["parley", "Scratch"], swiftSettings: settings),
    .testTarget(
        name: "ConsoleTests",
        dependencies: [
            "parley", "Console", "Broker", "Storage", "Conversations", "Ledger", "Verifier", "Scratch", hummingbird, httpClient, crypto,
            .product(name: "HummingbirdTesting", package: "hummingbird"),
        ] + webCompanions,
        swiftSettings: settings),
    .testTarget(name: "ConversationsTests", dependencies: ["Conversations", "Ledger"], exclude: ["Fixtures"], swiftSettings: settings),
    .testTarget(
        name: "DurabilityTests",
        dependencies: ["parley", "Broker", "Conversations", "Mail", "SQL", "Verifier", "Scratch", crypto, httpClient] + webCompanions,
        swiftSettings: settings),
    .testTarget(
        name: "ExportTests",
        dependencies: ["Broker", "Storage", "SQL", "Signer", "Verifier", "PolicyFiles", "Conversations", "Ledger", "Scratch", crypto],
        swiftSettings: settings),
    .testTarget(name: "HouseTests", dependencies: ["AccountData", "Policies", "PolicyFiles"], swiftSettings: settings),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger"], swiftSettings: settings),
    .testTarget(name: "MailTests", dependencies: ["Mail", "Scratch"], swiftSettings: settings),
    .testTarget(name: "PoliciesTests", dependencies: ["Policies"], swiftSettings: settings),
    .testTarget(
        name: "PolicyFilesTests", dependencies: ["PolicyFiles", "Broker"], exclude: ["check_proofs.py", "check_schema.py"],
        swiftSettings: settings),
    .testTarget(
        name: "SandboxTests", dependencies: ["Sandbox", "Social", hummingbird, httpClient] + webCompanions, swiftSettings: settings),
    // Real processes: the program is built beside the tests.
    .testTarget(
        name: "ServerTests",
        dependencies: ["parley", "Broker", "Sandbox", "Mail", "SQL", "Verifier", "Ledger", "Scratch", crypto, httpClient] + webCompanions,
        swiftSettings: settings),
    .testTarget(
        name: "ServiceLevelsTests", dependencies: ["ServiceLevels"], exclude: ["check_holidays.py"], swiftSettings: settings),
    .testTarget(name: "SignerTests", dependencies: ["Signer", "Ledger", "Scratch"], swiftSettings: settings),
    .testTarget(name: "SocialTests", dependencies: ["Social", httpClient] + webCompanions, swiftSettings: settings),
    .testTarget(name: "SQLTests", dependencies: ["SQL", "Scratch"], swiftSettings: settings),
    .testTarget(name: "StorageTests", dependencies: ["Storage", "Signer", "SQL", "Ledger", "Scratch", crypto], swiftSettings: settings),
    .testTarget(name: "VerifierTests", dependencies: ["Verifier", "Ledger", "Scratch", crypto], swiftSettings: settings),
]

/// With PARLEY_FUZZ only what is fuzzed, without any dependency: `make fuzz` builds it in a scratch folder of its own. Only one of the
/// two is made, since SwiftPM takes whichever was made last.
let package =
    Context.environment["PARLEY_FUZZ"] != nil
    ? Package(
        name: "parley",
        products: [.executable(name: "ScannerFuzz", targets: ["ScannerFuzz"])],
        targets: [
            .target(name: "AccountData", exclude: ["Generate"], swiftSettings: settings),
            .executableTarget(
                name: "ScannerFuzz", dependencies: ["AccountData"], path: "Tests/Fuzz", exclude: ["Corpus"],
                swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])]),
        ],
        swiftLanguageModes: [.v6]
    )
    : Package(
        name: "parley",
        products: [.executable(name: "parley", targets: ["parley"])],
        dependencies: dependencies,
        targets: layers + libraries + tests,
        swiftLanguageModes: [.v6],
        cLanguageStandard: .c2x
    )
