// SPDX-License-Identifier: Apache-2.0
// Internal to state: the file of the key under which people and records stand in the state. Base64 and a line feed.

#pragma once

#include <string>

#include "libcompliance/crypto/crypto.h"
#include "libcompliance/io/file_system.h"

namespace compliance {

/// Makes a key at `path`, whole or not at all. Nothing may be there.
void make_index_key(FileSystem& files, const std::string& path);

/// EnvironmentError when it is not there, is no key, or others may read it. It is never made anew: the fingerprints
/// under the lost one would mean nobody any more, and a hold would hold nothing.
SecretKey read_index_key(FileSystem& files, const std::string& path);

}  // namespace compliance
