// Frames that nobody should send, made from a seed: the same number makes the same frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace kafka::testing {

class hostile_frames {
public:
    /// Reads the golden requests, which are what is mutated.
    explicit hostile_frames(std::uint64_t seed);

    /// What is put on a connection as it is: noise, a valid request with some bytes changed, one
    /// that is cut or continued, one whose size is a lie.
    std::vector<std::byte> next();
    std::size_t below(std::size_t bound) { return random_() % bound; }

private:
    std::vector<std::byte> noise();
    std::vector<std::byte> mutated(std::vector<std::byte> frame);

    std::mt19937_64 random_;
    std::vector<std::vector<std::byte>> valid_; // whole frames, with their sizes
};

} // namespace kafka::testing
