// The intakes of all topics that a reader reads, as one.
#pragma once

#include "consumer/intake.hpp"

#include <functional>

namespace kafka::detail::consumer {

/// Not thread-safe. A reader without a group has one topic for good; in a group topics come and go
/// with the partitions that are owned.
class intakes {
public:
    /// No topic at first when `options` name none.
    explicit intakes(intake_options options);

    // What is read.
    std::vector<std::string> topics() const;
    /// Those where something stands between a position and its fetch from this broker.
    std::vector<std::string> unsettled(std::int32_t node) const;
    /// Null when nothing of it is read.
    intake* find(const std::string& topic);
    const intake* find(const std::string& topic) const;
    void own(const topic_partition& what, start_offset where);
    void disown(const topic_partition& what);
    /// No jump since it was fetched, and still owned.
    bool is_current(const fetched& what) const;

    // For whoever drives.
    std::set<std::int32_t> leaders() const;
    bool has_leaderless() const;
    std::optional<fetch_round> plan(std::int32_t node);
    /// One answer for each plan of the round. What all of it is kept by is shared.
    intake_verdict take_in(const fetch_round& round, std::vector<fetch_answer> answers,
                           received memory);
    bool is_outdated(const fetch_round& round);
    /// Something that concerns no single topic; told once, and only one at a time.
    void fail(cluster::failure why);
    bool has_untold_failure() const;

    // For the application.
    intake::taken take();
    bool has_something() const;
    void broken(const fetched& what, std::int64_t offset, cluster::failure why);
    bool is_starved() const;
    /// Calls `f(topic, position)` for every partition.
    void each(const std::function<void(const std::string&, const position&)>& f) const;

private:
    intake& make(const std::string& topic);

    intake_options options_;
    std::map<std::string, intake> all_;
    std::vector<std::string> order_; // in which they are asked about and taken from
    std::optional<cluster::failure> untold_;
    std::uint64_t made_ = 0;
};

} // namespace kafka::detail::consumer
