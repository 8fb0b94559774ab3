#include "wire/crc32c.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <string_view>

namespace wire = kafka::detail::wire;

namespace {

wire::bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

} // namespace

TEST(crc32c, gives_the_published_check_value) {
    EXPECT_EQ(wire::crc32c(bytes_of("123456789")), 0xe3069283u);
}

TEST(crc32c, of_pieces_equals_that_of_the_whole) {
    const auto first = wire::crc32c(bytes_of("1234"));
    EXPECT_EQ(wire::crc32c(bytes_of("56789"), first), 0xe3069283u);
}
