#pragma once
// Only declarations: the module that speaks PKCS#11 is named by whoever runs the signer, and loaded then.
#include <p11-kit-1/p11-kit/pkcs11.h>
