extension Cue {
    /// What it names, where that can be asked for.
    var dataClass: DataClass? {
        switch self {
        case .cardNumber: .cardPAN
        case .cardEnding: .cardLast4
        case .securityCode: .cardCVV
        case .pin, .passcode: .credentialPIN
        case .oneTimeCode: .credentialOTP
        case .password: .credentialPassword
        case .memorable: .credentialMemorable
        case .sortCode: .ukSortCode
        case .accountNumber: .ukAccountNumber
        case .iban: .iban
        case .cardExpiry: .cardExpiry
        case .bic: .bic
        case .nationalInsurance: .ukNINO
        case .passport: .passport
        case .birth: .dateOfBirth
        case .postcode: .ukPostcode
        case .address: .address
        case .phone: .phone
        case .email: .email
        case .socialSecurity: .usSSN
        case .routing: .usABA
        case .taxNumber, .frenchNumber, .spanishNumber, .nationalNumber: .euNationalID
        case .health: .ukNHSNumber
        case .licence: .ukDrivingLicence
        case .customerNumber: .customerNumber
        case .bareCode, .account, .balance, .other: nil
        }
    }
}
