#include "producer/partition_queue.hpp"

#include "producer/partition.hpp"
#include "producer/topic.hpp"

#include <gtest/gtest.h>

namespace producer = kafka::detail::producer;
using producer::verdict;
using step = producer::partition_queue::next_step;

namespace {

constexpr std::int32_t leader = 1;
const producer::producer_identity me{9, 3};

class a_partition_queue : public testing::Test {
protected:
    a_partition_queue() {
        queue.set_identity(me);
        be_known();
    }

    /// A batch of no records is written, so that the broker knows the producer: until then batches
    /// go one by one.
    void be_known() {
        auto& b = add(0);
        queue.sent(*queue.next(leader), leader);
        write(b);
    }

    producer::batch& add(std::uint32_t records) {
        auto& b = *new producer::batch(place, chunks, {});
        b.where = producer::batch::stage::ready;
        b.record_count = records;
        queue.add(b);
        return b;
    }
    /// What may be sent now, in order.
    std::vector<producer::batch*> send_all() {
        std::vector<producer::batch*> out;
        while (auto* b = queue.next(leader)) {
            queue.sent(*b, leader);
            out.push_back(b);
        }
        return out;
    }
    void write(producer::batch& b) {
        ASSERT_EQ(queue.answered(b, {verdict::written}), step::done);
        delete &b;
    }
    void give_up(producer::batch& b) {
        queue.remove(b);
        delete &b;
    }
    void lose(producer::batch& b) {
        EXPECT_EQ(queue.answered(b, {verdict::again, true}), step::again);
    }

    producer::shared_balancer balancing;
    producer::settings settings;
    producer::topic topic{"t", balancing, 1};
    producer::partition place{topic, 0, settings};
    std::shared_ptr<kafka::detail::record::chunk_pool> chunks =
        std::make_shared<kafka::detail::record::chunk_pool>();
    producer::partition_queue queue;
};

using batches = std::vector<producer::batch*>;

} // namespace

TEST_F(a_partition_queue, numbers_batches_when_they_are_first_sent) {
    auto &a = add(10), &b = add(5);
    EXPECT_EQ(send_all(), (batches{&a, &b}));
    EXPECT_EQ(a.stamp, (producer::sequence_stamp{me, 0}));
    EXPECT_EQ(b.stamp, (producer::sequence_stamp{me, 10}));
}

TEST_F(a_partition_queue, numbers_nothing_without_an_identity) {
    producer::partition_queue plain;
    auto& a = *new producer::batch(place, chunks, {});
    plain.add(a);
    plain.sent(*plain.next(leader), leader);
    EXPECT_FALSE(a.stamp);
    EXPECT_EQ(plain.answered(a, {verdict::out_of_order}), step::give_up);
}

TEST_F(a_partition_queue, resends_in_order_once_everything_has_come_back) {
    auto &a = add(10), &b = add(10), &c = add(10);
    send_all();
    lose(a);
    EXPECT_EQ(queue.next(leader), nullptr);
    EXPECT_EQ(queue.answered(b, {verdict::out_of_order}), step::again);
    EXPECT_EQ(queue.next(leader), nullptr);
    EXPECT_EQ(queue.answered(c, {verdict::out_of_order}), step::again);
    EXPECT_EQ(send_all(), (batches{&a})) << "nobody knows whether it is written";
    EXPECT_EQ(a.stamp.base, 0);
    write(a);
    EXPECT_EQ(send_all(), (batches{&b, &c}));
    EXPECT_EQ(c.stamp, (producer::sequence_stamp{me, 20}));
}

TEST_F(a_partition_queue, does_not_blame_a_batch_for_the_one_before_it) {
    auto &a = add(1), &b = add(1);
    send_all();
    lose(a);
    EXPECT_EQ(queue.answered(b, {verdict::out_of_order}), step::again);
    EXPECT_EQ(a.attempts, 1);
    EXPECT_EQ(b.attempts, 0);
}

TEST_F(a_partition_queue, waits_for_the_old_leader_before_it_asks_the_new_one) {
    auto &a = add(1), &b = add(1);
    queue.sent(*queue.next(leader), leader);
    EXPECT_EQ(queue.next(2), nullptr);
    EXPECT_EQ(queue.next(leader), &b);
    write(a);
    EXPECT_EQ(queue.next(2), &b);
}

TEST_F(a_partition_queue, moves_up_what_follows_a_batch_that_is_not_written) {
    auto &a = add(10), &b = add(5), &c = add(2);
    send_all();
    EXPECT_EQ(queue.answered(a, {verdict::refused}), step::give_up);
    give_up(a);
    EXPECT_EQ(queue.answered(b, {verdict::out_of_order}), step::again);
    EXPECT_EQ(queue.answered(c, {verdict::out_of_order}), step::again);
    EXPECT_EQ(send_all(), (batches{&b, &c}));
    EXPECT_EQ(b.stamp, (producer::sequence_stamp{me, 0})); // the same epoch
    EXPECT_EQ(c.stamp.base, 5);
    auto& d = add(1);
    EXPECT_EQ(send_all(), (batches{&d}));
    EXPECT_EQ(d.stamp.base, 7);
}

TEST_F(a_partition_queue, moves_up_only_what_is_behind) {
    auto &a = add(10), &b = add(5), &c = add(2);
    send_all();
    lose(a);
    EXPECT_EQ(queue.answered(b, {verdict::refused}), step::give_up);
    give_up(b);
    EXPECT_EQ(queue.answered(c, {verdict::out_of_order}), step::again);
    EXPECT_EQ(send_all(), (batches{&a}));
    EXPECT_EQ(a.stamp.base, 0);
    write(a);
    EXPECT_EQ(send_all(), (batches{&c}));
    EXPECT_EQ(c.stamp.base, 10);
}

TEST_F(a_partition_queue, begins_a_new_epoch_behind_a_batch_whose_fate_is_unknown) {
    auto &a = add(10), &b = add(5);
    queue.sent(*queue.next(leader), leader);
    lose(a);
    give_up(a);
    EXPECT_EQ(send_all(), (batches{&b}));
    EXPECT_EQ(b.stamp, (producer::sequence_stamp{{me.id, 4}, 0}));
}

TEST_F(a_partition_queue, asks_with_the_next_doubtful_batch_before_it_begins_a_new_epoch) {
    auto &a = add(10), &b = add(5), &c = add(1);
    queue.sent(*queue.next(leader), leader);
    queue.sent(*queue.next(leader), leader);
    lose(a);
    lose(b);
    give_up(a);
    EXPECT_EQ(send_all(), (batches{&b}));
    EXPECT_EQ(b.stamp, (producer::sequence_stamp{me, 10})) << "as it was sent before";
    EXPECT_EQ(queue.answered(b, {verdict::out_of_order}), step::again);
    EXPECT_EQ(send_all(), (batches{&b}));
    EXPECT_EQ(b.stamp, (producer::sequence_stamp{{me.id, 4}, 0}));
    write(b);
    EXPECT_EQ(send_all(), (batches{&c}));
    EXPECT_EQ(c.stamp, (producer::sequence_stamp{{me.id, 4}, 5}));
}

TEST_F(a_partition_queue, stays_in_its_epoch_when_the_doubtful_batch_was_written_after_all) {
    auto &a = add(10), &b = add(5);
    send_all();
    lose(a);
    lose(b);
    give_up(a);
    EXPECT_EQ(send_all(), (batches{&b}));
    write(b);
    auto& c = add(1);
    EXPECT_EQ(send_all(), (batches{&c}));
    EXPECT_EQ(c.stamp, (producer::sequence_stamp{me, 15}));
}

TEST_F(a_partition_queue, remembers_a_hole_that_is_behind_what_was_written) {
    auto &a = add(10), &b = add(5);
    send_all();
    lose(a);
    lose(b);
    give_up(b);
    EXPECT_EQ(send_all(), (batches{&a}));
    write(a);
    auto& c = add(1);
    EXPECT_EQ(send_all(), (batches{&c}));
    EXPECT_EQ(c.stamp, (producer::sequence_stamp{{me.id, 4}, 0}));
}

TEST_F(a_partition_queue, begins_a_new_epoch_when_the_first_batch_is_out_of_order) {
    auto &a = add(10), &b = add(5);
    send_all();
    EXPECT_EQ(queue.answered(a, {verdict::out_of_order}), step::again);
    EXPECT_EQ(queue.answered(b, {verdict::out_of_order}), step::again);
    EXPECT_EQ(send_all(), (batches{&a}));
    EXPECT_EQ(a.stamp, (producer::sequence_stamp{{me.id, 4}, 0}));
    write(a);
    EXPECT_EQ(send_all(), (batches{&b}));
    EXPECT_EQ(b.stamp, (producer::sequence_stamp{{me.id, 4}, 10}));
}

TEST_F(a_partition_queue, begins_a_new_epoch_when_the_broker_has_forgotten_it) {
    auto& a = add(10);
    send_all();
    EXPECT_EQ(queue.answered(a, {verdict::forgotten}), step::again);
    EXPECT_EQ(send_all(), (batches{&a}));
    EXPECT_EQ(a.stamp, (producer::sequence_stamp{{me.id, 4}, 0}));
}

TEST_F(a_partition_queue, wants_another_producer_id_when_the_epochs_are_used_up) {
    queue.set_identity({9, 32767});
    auto& a = add(10);
    send_all();
    EXPECT_EQ(queue.answered(a, {verdict::forgotten}), step::again);
    EXPECT_EQ(queue.next(leader), &a);
    EXPECT_FALSE(queue.has_identity());
    EXPECT_EQ(queue.used_up_id(), 9);
    queue.set_identity({10, 0});
    send_all();
    EXPECT_EQ(a.stamp, (producer::sequence_stamp{{10, 0}, 0}));
}

TEST_F(a_partition_queue, begins_at_zero_when_the_topic_was_made_again) {
    auto &a = add(10), &b = add(5);
    send_all();
    write(a);
    queue.restart();
    EXPECT_EQ(queue.answered(b, {verdict::again_elsewhere}), step::again);
    EXPECT_EQ(send_all(), (batches{&b}));
    EXPECT_EQ(b.stamp, (producer::sequence_stamp{me, 0}));
}

TEST_F(a_partition_queue, keeps_a_batch_that_was_given_up_until_its_answer_tells) {
    auto &a = add(10), &b = add(5);
    send_all();
    a.given_up = true;
    write(a);
    lose(b);
    EXPECT_EQ(send_all(), (batches{&b}));
    EXPECT_EQ(b.stamp.base, 10) << "no hole";
    b.given_up = true;
    EXPECT_EQ(queue.answered(b, {verdict::again, true}), step::give_up);
    give_up(b);
    auto& c = add(1);
    send_all();
    EXPECT_EQ(c.stamp, (producer::sequence_stamp{{me.id, 4}, 0})) << "a hole";
}

TEST_F(a_partition_queue, splits_a_batch_that_is_too_large_but_not_a_record) {
    auto &a = add(2), &b = add(1);
    send_all();
    EXPECT_EQ(queue.answered(a, {verdict::too_large}), step::split);
    EXPECT_EQ(queue.answered(b, {verdict::too_large}), step::give_up);
}

TEST(sequence_numbers, begin_again_at_zero_after_the_largest) {
    using namespace producer;
    EXPECT_EQ(sequence_after(2147483647, 1), 0);
    EXPECT_EQ(sequence_after(2147483640, 10), 2);
    EXPECT_EQ(sequence_before(2, 10), 2147483640);
    EXPECT_TRUE(comes_after(2, 2147483640));
    EXPECT_FALSE(comes_after(2147483640, 2));
    EXPECT_FALSE(comes_after(5, 5));
}

TEST_F(a_partition_queue, goes_batch_by_batch_until_the_broker_knows_the_producer) {
    queue.set_identity({me.id + 1, 0});
    auto &a = add(1), &b = add(1), &c = add(1);
    EXPECT_EQ(send_all(), (batches{&a}))
        << "a broker takes any number of one that it does not know";
    write(a);
    EXPECT_EQ(send_all(), (batches{&b, &c}));
}

TEST_F(a_partition_queue, believes_that_what_is_too_large_is_not_written) {
    auto &a = add(1), &b = add(1);
    send_all();
    lose(a);
    lose(b);
    EXPECT_EQ(send_all(), (batches{&a, &b}));
    EXPECT_EQ(queue.answered(a, {verdict::too_large}), step::give_up);
    give_up(a);
    EXPECT_EQ(queue.answered(b, {verdict::out_of_order}), step::again);
    EXPECT_EQ(send_all(), (batches{&b}));
    EXPECT_EQ(b.stamp, (producer::sequence_stamp{me, 0})) << "moved up in the same epoch";
}
