#include "storage/key_digest.hpp"

#include <bit>
#include <cstring>
#include <random>

namespace kafka::detail::storage {

namespace {

// Digests live in one process only, so that the machine's own byte order will do.
std::uint64_t load_word(const std::byte* from, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, from, count);
    return word;
}

class sip_state {
public:
    explicit sip_state(const digest_secret& secret)
        : a_(secret[0] ^ 0x736f6d6570736575)
        , b_(secret[1] ^ 0x646f72616e646f6d ^ 0xee) // the wide form of the function
        , c_(secret[0] ^ 0x6c7967656e657261)
        , d_(secret[1] ^ 0x7465646279746573) {}

    void take(std::uint64_t word) {
        d_ ^= word;
        mix(2);
        a_ ^= word;
    }
    key_digest finish() {
        c_ ^= 0xee;
        mix(4);
        key_digest out;
        out.first = a_ ^ b_ ^ c_ ^ d_;
        b_ ^= 0xdd;
        mix(4);
        out.second = a_ ^ b_ ^ c_ ^ d_;
        return out;
    }

private:
    void mix(int rounds) {
        for (; rounds > 0; --rounds) {
            a_ += b_;
            c_ += d_;
            b_ = std::rotl(b_, 13) ^ a_;
            d_ = std::rotl(d_, 16) ^ c_;
            a_ = std::rotl(a_, 32);
            c_ += b_;
            a_ += d_;
            b_ = std::rotl(b_, 17) ^ c_;
            d_ = std::rotl(d_, 21) ^ a_;
            c_ = std::rotl(c_, 32);
        }
    }

    std::uint64_t a_, b_, c_, d_;
};

} // namespace

digest_secret make_digest_secret() {
    std::random_device chance;
    const auto word = [&] { return std::uint64_t{chance()} << 32 | chance(); };
    return {word(), word()};
}

key_digest digest_of(bytes key, const digest_secret& secret) {
    constexpr std::size_t word_size = sizeof(std::uint64_t);
    sip_state state(secret);
    std::size_t at = 0;
    for (; at + word_size <= key.size(); at += word_size)
        state.take(load_word(key.data() + at, word_size));
    const auto rest = key.size() - at;
    const auto tail = rest == 0 ? 0 : load_word(key.data() + at, rest);
    state.take(tail | std::uint64_t{key.size() & 0xff} << 56);
    return state.finish();
}

} // namespace kafka::detail::storage
