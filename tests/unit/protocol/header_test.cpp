#include "protocol/header.hpp"

#include "golden_lines.hpp"

namespace kafka::test {

using protocol::api_key;

TEST(a_request_header, is_read_field_by_field) {
    const auto frame = from_hex("0012000300000007000163"
                                "00");
    wire::reader r(frame);
    const auto header = protocol::read_request_header(r);
    EXPECT_EQ(header.key, 18);
    EXPECT_EQ(header.version, 3);
    EXPECT_EQ(header.correlation_id, 7);
    EXPECT_EQ(header.client_id, "c");
    EXPECT_EQ(r.left(), 1u) << "the tags of a flexible header are left to the caller";
}

TEST(a_request_header, tells_a_null_client_id_from_an_empty_one) {
    const auto null = from_hex("00030000"
                               "00000001"
                               "ffff");
    const auto empty = from_hex("00030000"
                                "00000001"
                                "0000");
    wire::reader of_null(null), of_empty(empty);
    EXPECT_EQ(protocol::read_request_header(of_null).client_id, std::nullopt);
    EXPECT_EQ(protocol::read_request_header(of_empty).client_id, "");
}

TEST(a_request_header, is_refused_wherever_it_is_cut) {
    const auto whole = from_hex("0012000300000007000163");
    for (std::size_t n = 0; n < whole.size(); ++n) {
        wire::reader r(wire::bytes(whole).first(n));
        protocol::read_request_header(r);
        EXPECT_FALSE(r.good()) << n;
    }
}

TEST(a_request_header, is_refused_with_a_negative_client_id_length_other_than_null) {
    const auto frame = from_hex("000300000000"
                                "0001fffe");
    wire::reader r(frame);
    protocol::read_request_header(r);
    EXPECT_EQ(r.error(), wire::errc::bad_length);
}

TEST(the_tags_of_a_header, are_skipped_whatever_they_hold) {
    const auto tags = from_hex("02"
                               "0001aa"
                               "0502bbcc"
                               "99");
    wire::reader r(tags);
    protocol::skip_tags(r);
    EXPECT_TRUE(r.good());
    EXPECT_EQ(r.left(), 1u);
}

TEST(the_tags_of_a_header, end_with_the_frame_however_many_are_claimed) {
    const auto claimed = from_hex("ffffffff0f");
    wire::reader r(claimed);
    protocol::skip_tags(r);
    EXPECT_EQ(r.error(), wire::errc::truncated);
}

TEST(a_response_header, of_api_versions_never_has_tags) {
    EXPECT_FALSE(protocol::response_header_is_flexible(api_key::api_versions, true));
    EXPECT_TRUE(protocol::response_header_is_flexible(api_key::metadata, true));
    EXPECT_FALSE(protocol::response_header_is_flexible(api_key::metadata, false));
}

} // namespace kafka::test
