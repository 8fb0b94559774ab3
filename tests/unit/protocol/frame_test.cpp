#include "protocol/frame.hpp"

#include "golden_lines.hpp"
#include "protocol/api_versions.hpp"
#include "protocol/produce.hpp"

namespace kafka::test {
namespace {

using protocol::api_versions_request;
using protocol::api_versions_response;
using protocol::produce_request;
using protocol::produce_response;

produce_request one_partition(wire::blob records) {
    produce_request request{.acks = -1, .timeout_ms = 5};
    request.topic_data.push_back({.name = "t"});
    request.topic_data[0].partition_data.push_back({.index = 1, .records = records});
    return request;
}

} // namespace

TEST(a_request_frame, starts_with_its_size_and_header) {
    wire::gathered out;
    const api_versions_request request{"n", "v"};
    ASSERT_EQ(protocol::gather_request(request, 3, 7, "c", out), wire::errc::ok);
    EXPECT_EQ(joined(out), from_hex("00000011" // size
                                    "0012000300000007"
                                    "000163" // client id: an int16 string in every version
                                    "00"     // the header's tags
                                    "026e"
                                    "0276"
                                    "00"));
}

TEST(a_request_frame, sends_records_from_where_they_lie) {
    const auto records = from_hex("aabbcc");
    wire::gathered out;
    ASSERT_EQ(protocol::gather_request(one_partition({records}), 8, 1, "", out), wire::errc::ok);
    const auto whole = joined(out);
    EXPECT_EQ(whole.size(), 4u + std::to_integer<std::size_t>(whole[3])) << "the size field";
    bool in_place = false;
    for (const auto& part : out.parts) {
        const auto* bytes = std::get_if<wire::bytes>(&part);
        in_place = in_place || (bytes != nullptr && bytes->data() == records.data());
    }
    EXPECT_TRUE(in_place);
}

TEST(a_response_frame, is_not_built_for_a_version_that_cannot_carry_it) {
    wire::gathered out;
    produce_response answer;
    answer.node_endpoints.resize(1);
    EXPECT_EQ(protocol::gather_response<produce_request>(answer, 9, 1, out),
              wire::errc::not_in_version);
}

TEST(a_response_frame, is_read_back_with_the_header_that_its_version_has) {
    for (const std::int16_t version : std::initializer_list<std::int16_t>{8, 9}) {
        produce_response answer{.throttle_time_ms = 9};
        wire::gathered out;
        ASSERT_EQ(protocol::gather_response<produce_request>(answer, version, 77, out),
                  wire::errc::ok);
        const auto whole = joined(out);
        EXPECT_EQ(buffer(whole.begin() + 4, whole.begin() + 8), from_hex("0000004d"));
        produce_response back;
        EXPECT_EQ(
            protocol::read_response<produce_request>(wire::bytes(whole).subspan(4), version, back),
            wire::errc::ok);
        EXPECT_EQ(back, answer);
    }
}

TEST(a_response_frame, of_api_versions_has_the_oldest_header_in_every_version) {
    wire::gathered out;
    ASSERT_EQ(protocol::gather_response<api_versions_request>(api_versions_response{}, 3, 1, out),
              wire::errc::ok);
    EXPECT_EQ(joined(out), from_hex("0000000c"
                                    "00000001"
                                    "0000"
                                    "01"
                                    "00000000"
                                    "00"));
}

TEST(a_response_frame, is_refused_when_it_ends_inside_its_header) {
    produce_response back;
    for (const auto* frame : {"", "000000", "00000001"})
        EXPECT_NE(protocol::read_response<produce_request>(from_hex(frame), 9, back),
                  wire::errc::ok);
}

} // namespace kafka::test
