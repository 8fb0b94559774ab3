#include "catalogue.hpp"
#include "golden_lines.hpp"

#include "protocol/api_versions.hpp"
#include "protocol/delete_records.hpp"
#include "protocol/fetch.hpp"
#include "protocol/init_producer_id.hpp"
#include "protocol/list_offsets.hpp"
#include "protocol/metadata.hpp"
#include "protocol/offset_for_leader_epoch.hpp"
#include "protocol/produce.hpp"

namespace kafka::test {
namespace {

using namespace kafka::detail::protocol;

const bool added = [] {
    add_api<produce_request>("Produce");
    add_api<fetch_request>("Fetch");
    add_api<list_offsets_request>("ListOffsets");
    add_api<metadata_request>("Metadata");
    add_api<api_versions_request>("ApiVersions");
    add_api<delete_records_request>("DeleteRecords");
    add_api<init_producer_id_request>("InitProducerId");
    add_api<offset_for_leader_epoch_request>("OffsetForLeaderEpoch");
    return true;
}();

} // namespace

TEST(a_metadata_request, tells_all_topics_from_no_topics) {
    metadata_request all, none;
    all.topics.reset();
    EXPECT_EQ(encoded(all, {1, false}).bytes, from_hex("ffffffff"));
    EXPECT_EQ(encoded(none, {1, false}).bytes, from_hex("00000000"));
    EXPECT_EQ(encoded(all, {0, false}).error, wire::errc::unexpected_null);
}

TEST(a_metadata_request, may_hold_tagged_fields_that_we_do_not_know_inside_a_topic) {
    const auto frame = from_hex("02"
                                "0274"
                                "017f02aabb"
                                "010000"
                                "00"); // one topic, three flags
    metadata_request request;
    ASSERT_EQ(codec<metadata_request>::read(frame, request, {9, true}), wire::errc::ok);
    ASSERT_EQ(request.topics->size(), 1u);
    EXPECT_EQ(request.topics->front().name, "t");
    EXPECT_TRUE(request.allow_auto_topic_creation);
}

TEST(a_metadata_request, cannot_repeat_a_tag) {
    const auto frame = from_hex("02"
                                "0274"
                                "027f01aa7f01aa"
                                "010000"
                                "00");
    metadata_request request;
    EXPECT_EQ(codec<metadata_request>::read(frame, request, {9, true}), wire::errc::bad_tag);
}

TEST(a_fetch_request, names_topics_by_name_or_by_id_as_the_version_says) {
    fetch_request request;
    request.topics.resize(1);
    request.topics[0].topic = "t";
    request.topics[0].topic_id.bytes.fill(std::byte{7});
    for (const std::int16_t version : std::initializer_list<std::int16_t>{12, 13}) {
        fetch_request back;
        const auto frame = encoded(request, {version, true});
        ASSERT_EQ(frame.error, wire::errc::ok);
        ASSERT_EQ(codec<fetch_request>::read(frame.bytes, back, {version, true}), wire::errc::ok);
        EXPECT_EQ(back.topics[0].topic, version == 12 ? "t" : "");
        EXPECT_EQ(bool(back.topics[0].topic_id), version == 13);
    }
}

TEST(a_fetch_request, cannot_name_forgotten_topics_before_sessions_existed) {
    fetch_request request;
    request.forgotten_topics_data.resize(1);
    EXPECT_EQ(encoded(request, {6, false}).error, wire::errc::not_in_version);
}

} // namespace kafka::test
