#include "broker/group/offsets_replay.hpp"
#include "protocol/stored/offset_commit.hpp"
#include "record/control.hpp"
#include "support/group_world.hpp"

using namespace kafka::detail;
using namespace kafka::detail::broker;
using kafka::testing::group_world;

namespace {

/// A partition of `__consumer_offsets` as Apache Kafka may have left it.
struct a_log_of_offsets : ::testing::Test, group_world {
    std::vector<std::byte> log;
    std::int64_t next = 0;

    void add(const std::vector<std::byte>& batch) {
        log.insert(log.end(), batch.begin(), batch.end());
        next = record::read_batch_header(batch)->next_offset();
    }
    void add(const stored_record& r, std::int64_t producer = -1) {
        kafka::record plain;
        plain.key = kafka::bytes_view(r.key);
        if (r.value) plain.value = kafka::bytes_view(*r.value);
        record::batch_builder builder(next++);
        ASSERT_EQ(builder.append(plain, next - 1, 1'000), record::errc::ok);
        record::batch_header like;
        like.producer_id = producer;
        if (producer >= 0) like.attributes = record::transactional_bit;
        const auto batch = std::move(builder).build(like);
        log.insert(log.end(), batch.begin(), batch.end());
    }
    void offset(std::int64_t n, std::int64_t producer = -1) {
        stored_records records;
        add_offset_record("g", {"t", 0, {n, -1, "", 1'000}}, records);
        add(records.at(0), producer);
    }
    void end(std::int64_t producer, record::control_type how) {
        record::batch_place place{next, 0, 1'000, {}};
        place.producer.id = producer;
        add(record::make_transaction_marker(place, how, 0));
    }
    std::string replay() {
        offsets_replay r(*groups);
        r.take(log);
        return r.complaint();
    }
};

stored_record of(std::int16_t type, std::string_view rest = "whatever") {
    stored_record out;
    protocol::append_prefix(type, out.key);
    for (const auto c : rest) out.key.push_back(static_cast<std::byte>(c));
    out.value = out.key;
    return out;
}

} // namespace

TEST_F(a_log_of_offsets, counts_offsets_of_a_transaction_once_it_is_committed) {
    offset(1);
    offset(2, 77);
    offset(3, 78);
    end(78, record::control_type::abort);
    EXPECT_EQ(replay(), "");
    EXPECT_EQ(committed(), 1);
    end(77, record::control_type::commit);
    EXPECT_EQ(replay(), "");
    EXPECT_EQ(committed(), 2);
}

TEST_F(a_log_of_offsets, prefers_the_later_record_to_the_later_commit) {
    offset(2, 77);
    offset(5);
    end(77, record::control_type::commit);
    EXPECT_EQ(replay(), "");
    EXPECT_EQ(committed(), 5);
}

TEST_F(a_log_of_offsets, is_read_over_what_other_kinds_of_groups_left) {
    add(of(3, std::string_view("\0\1g", 3)));
    add(of(17));
    offset(1);
    EXPECT_EQ(replay(), "");
    EXPECT_EQ(committed(), 1);
}

TEST_F(a_log_of_offsets, tells_what_makes_a_group_one_of_another_kind_which_then_ends) {
    const auto metadata = of(3, std::string_view("\0\1g", 3));
    const auto member = of(5, std::string_view("\0\1g\0\1m", 6));
    add(metadata);
    add(member);
    EXPECT_EQ(replay(), "");
    group_world::log.kept.clear();
    const auto m = join_with_id();
    sync(*m);
    const auto& written = group_world::log.kept;
    ASSERT_EQ(written.size(), 3u);
    EXPECT_EQ(written[0].key, member.key) << "members before the group";
    EXPECT_EQ(written[1].key, metadata.key);
    EXPECT_EQ(written[0].value, std::nullopt);
    leave(m->member_id);
    EXPECT_EQ(written.size(), 4u) << "once is enough";
}

TEST_F(a_log_of_offsets, is_read_over_damage_which_is_told) {
    add(of(1, "not a key of an offset"));
    offset(1);
    EXPECT_EQ(replay(), "a malformed key at offset 0");
    EXPECT_EQ(committed(), 1);
}

TEST_F(a_log_of_offsets, may_be_compressed) {
    stored_records records;
    add_offset_record("g", {"t", 0, {9, -1, "", 1'000}}, records);
    kafka::record plain;
    plain.key = kafka::bytes_view(records[0].key);
    plain.value = kafka::bytes_view(*records[0].value);
    add(record::make_batch({next, 0, 1'000, {}}, {&plain, 1}, kafka::compression::gzip));
    EXPECT_EQ(replay(), "");
    EXPECT_EQ(committed(), 9);
}
