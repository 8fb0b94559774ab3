#include "support/hostile_frames.hpp"

#include "support/places.hpp"
#include "wire/byte_order.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace kafka::testing {

using detail::wire::store;
using byte_string = std::vector<std::byte>;

namespace {

struct api {
    const char* name;
    std::int16_t key;
    int flexible_since;
};

constexpr std::array apis{api{"ProduceRequest", 0, 9},
                          api{"FetchRequest", 1, 12},
                          api{"ListOffsetsRequest", 2, 6},
                          api{"MetadataRequest", 3, 9},
                          api{"OffsetCommitRequest", 8, 8},
                          api{"FindCoordinatorRequest", 10, 3},
                          api{"JoinGroupRequest", 11, 6},
                          api{"ApiVersionsRequest", 18, 3},
                          api{"CreateTopicsRequest", 19, 5},
                          api{"DeleteTopicsRequest", 20, 4},
                          api{"DeleteRecordsRequest", 21, 2},
                          api{"InitProducerIdRequest", 22, 2},
                          api{"OffsetForLeaderEpochRequest", 23, 4},
                          api{"DescribeConfigsRequest", 32, 4},
                          api{"CreatePartitionsRequest", 37, 2},
                          api{"IncrementalAlterConfigsRequest", 44, 1},
                          api{"DescribeClusterRequest", 60, 0},
                          api{"DescribeTopicPartitionsRequest", 75, 0}};

byte_string from_hex(const std::string& text) {
    byte_string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        out.push_back(static_cast<std::byte>(std::stoi(text.substr(i, 2), nullptr, 16)));
    return out;
}

void append(byte_string& to, std::int64_t value, std::size_t bytes) {
    std::byte whole[8];
    store(whole, value);
    to.insert(to.end(), whole + 8 - bytes, whole + 8);
}

byte_string framed(const api& a, int version, const byte_string& message) {
    byte_string out(4);
    append(out, a.key, 2);
    append(out, version, 2);
    append(out, 77, 4); // correlation id
    append(out, -1, 2); // no client id
    if (version >= a.flexible_since) out.push_back(std::byte{0});
    out.insert(out.end(), message.begin(), message.end());
    store(out.data(), static_cast<std::int32_t>(out.size() - 4));
    return out;
}

/// "FetchRequest 4-6 full 0102..." as frames of each version.
void add_line(const std::string& line, std::vector<byte_string>& to) {
    std::istringstream words(line);
    std::string name, range, kind, hex;
    words >> name >> range >> kind >> hex;
    const auto* a = std::ranges::find(apis, name, [](const api& x) { return std::string(x.name); });
    if (a == apis.end()) return;
    const auto dash = range.find('-');
    const int first = std::stoi(range);
    const int last = dash == range.npos ? first : std::stoi(range.substr(dash + 1));
    for (int version = first; version <= last; ++version)
        to.push_back(framed(*a, version, from_hex(hex)));
}

} // namespace

hostile_frames::hostile_frames(std::uint64_t seed) : random_(seed) {
    std::ifstream golden(source_directory() + "/tests/data/golden/requests.txt");
    for (std::string line; std::getline(golden, line);) add_line(line, valid_);
    if (valid_.size() < 200) throw std::runtime_error("the golden requests are not there");
}

byte_string hostile_frames::noise() {
    byte_string out(1 + below(2000));
    for (auto& b : out) b = static_cast<std::byte>(random_());
    if (below(2) == 0 && out.size() > 4) // a size that is right, so that the noise is looked at
        store(out.data(), static_cast<std::int32_t>(out.size() - 4));
    return out;
}

byte_string hostile_frames::mutated(byte_string frame) {
    constexpr std::array<std::int32_t, 6> sizes{
        -1, 0, 1, 104'857'600, 104'857'601, std::numeric_limits<std::int32_t>::max()};
    const auto message = [&] { return 4 + below(frame.size() - 4); };
    switch (below(7)) {
    case 0: // as it should be
        break;
    case 1: // cut, and the size says so
        frame.resize(message());
        store(frame.data(), static_cast<std::int32_t>(frame.size() - 4));
        break;
    case 2: // cut, and the size does not say so
        frame.resize(message());
        break;
    case 3: // longer than the message
        frame.resize(frame.size() + 1 + below(100), std::byte{0x7f});
        store(frame.data(), static_cast<std::int32_t>(frame.size() - 4));
        break;
    case 4: // an extreme number somewhere
        if (const auto at = message(); at + 4 <= frame.size())
            store(frame.data() + at, sizes[below(sizes.size())]);
        break;
    case 5: // an extreme size
        store(frame.data(), sizes[below(sizes.size())]);
        break;
    default: // some bytes of the message changed
        for (auto n = 1 + below(8); n > 0; --n)
            frame[message()] = static_cast<std::byte>(random_());
    }
    return frame;
}

byte_string hostile_frames::next() {
    if (below(8) == 0) return noise();
    return mutated(valid_[below(valid_.size())]);
}

} // namespace kafka::testing
