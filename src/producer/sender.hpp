// Decides what is sent, when and to whom, and what the answers mean. Driven by events; says what it
// wants done in plans.
#pragma once

#include "cluster/metadata_cache.hpp"
#include "cluster/trail.hpp"
#include "producer/accumulator.hpp"
#include "producer/lane.hpp"

#include <random>
#include <set>

namespace kafka::detail::producer {

/// Used by one thread. After any event the driver calls `look` and does what it says.
class sender {
public:
    sender(accumulator& from, std::uint32_t seed) : from_(from), random_(seed) {}
    sender(const sender&) = delete;
    sender& operator=(const sender&) = delete;

    /// Takes what callers have left, and says what to do now.
    plan look(time_point now);

    // What has become of what a plan asked for.
    void topic_known(topic& t, const cluster::topic_metadata& what, time_point now);
    void topic_failed(topic& t, std::error_code error, const std::string& detail);
    void identity_known(producer_identity who) { identity_ = who; }
    void identity_failed(std::error_code error, const std::string& detail);
    void reached(std::int32_t node);
    void not_reached(std::int32_t node, const std::string& why, time_point now);
    void packed(batch& b, record::sealed_batch sealed, time_point now);
    /// One answer for each batch of the request, in its order.
    void answered(std::int32_t node, std::uint64_t request,
                  const std::vector<batch_answer>& answers, time_point now);
    void throttled(std::int32_t node, time_point until) { lane_of(node).throttled_until = until; }
    /// The request was not answered. `sent`: it may have arrived.
    void lost(std::int32_t node, std::uint64_t request, std::error_code error,
              const std::string& detail, bool sent, time_point now);

    /// What has gone wrong.
    cluster::trail& so_far() { return so_far_; }
    const cluster::trail& so_far() const { return so_far_; }
    /// Metadata that is older is asked for again when there is something to send.
    void set_metadata_age(duration age) { metadata_age_ = age; }
    /// Gives up everything, now and from now on.
    void abandon(std::error_code error) { abandoned_ = error; }

private:
    lane& lane_of(std::int32_t node) { return lanes_.try_emplace(node, node).first->second; }

    // sender.cpp
    void take_arrivals(time_point now);
    void touch(partition& p, time_point now);
    void place_in_lane(partition& p, batch& next);
    void pump(lane& l, time_point now);
    bool send_one(lane& l, time_point now);
    void fill(outgoing& request, lane& l, lane::list& from, time_point now);
    bool identify(partition& p);
    bool close_open(batch& b);
    void load(batch& b, outgoing& request);
    void wake_delayed(time_point now);
    void find_next_look(time_point now);

    // sender_answers.cpp
    void take_answer(batch& b, judgement j, const batch_answer& answer, time_point now);
    void retry_later(batch& b, judgement j, std::error_code error, const std::string& detail,
                     time_point now);
    bool split(batch& b);
    void expire(time_point now);
    void give_up_all();
    void fail(batch& b, std::error_code error, std::string detail);
    void end(batch& b, fate what);
    std::string story_of(const batch& b) const;

    // sender_cluster.cpp
    void want_metadata(topic& t);
    void lead(partition& p, std::int32_t leader, time_point now);
    void fail_all(partition& p, std::error_code error, const std::string& detail);
    void fail_waiting(topic& t, std::error_code error, const std::string& detail);

    using expiry_list = intrusive::list<batch, intrusive::base_hook<expiry_place>,
                                        intrusive::constant_time_size<false>>;

    accumulator& from_;
    std::minstd_rand random_;
    plan plan_;
    std::map<std::int32_t, lane> lanes_;
    std::set<std::pair<time_point, partition*>> delayed_;
    expiry_list by_age_; // every batch whose fate is not told, about in the order of opening
    producer_identity identity_;
    duration metadata_age_ = std::chrono::minutes(5);
    bool urgent_ = false;     // what is open must leave
    bool look_again_ = false; // a caller has just left something
    std::uint64_t last_request_ = 0;
    std::error_code abandoned_ = {};
    cluster::trail so_far_;
};

/// For a record that never came into a batch.
ending ending_of(const waiting_record& r, const topic& t, fate what);

} // namespace kafka::detail::producer
