// Batches that other implementations encoded (tests/data/batches), with what they hold.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace kafka::test {

using nullable = std::optional<std::string>;

struct golden_record {
    std::int64_t offset = 0;
    std::int64_t timestamp = 0;
    nullable key;
    nullable value;
    std::vector<std::pair<std::string, nullable>> headers;
    bool operator==(const golden_record&) const = default;
};
std::ostream& operator<<(std::ostream& out, const golden_record& r);

struct golden_batch {
    std::string name; // of the file, without ".txt"
    std::map<std::string, std::int64_t> header;
    std::vector<golden_record> records;
    std::vector<std::byte> bytes;
};

/// Every file whose name has `part` in it; throws when there is none or one is malformed.
std::vector<golden_batch> golden_batches(const std::string& part);

/// "x6162*2" is "abab", "null" is null.
nullable golden_bytes(const std::string& word);
void append_hex(std::vector<std::byte>& out, const std::string& hex);
/// For messages of failed tests.
std::string to_hex(const std::vector<std::byte>& bytes);

} // namespace kafka::test
