// The positions of all partitions that a reader reads.
#pragma once

#include "cluster/metadata_cache.hpp"
#include "consumer/position.hpp"

#include <map>
#include <optional>
#include <set>
#include <vector>

namespace kafka::detail::consumer {

/// Not thread-safe.
class positions {
public:
    /// `only`: this partition and no other.
    /// `jumps`: the generation before the first.
    positions(start_offset start, std::optional<std::int32_t> only, std::uint64_t jumps = 0)
        : start_(start)
        , jumps_(jumps) {
        if (only) only_.emplace().insert(*only);
    }

    /// Takes in what the cluster says. Partitions that turn up later begin at their first record,
    /// whatever the start of the others: nothing that was written to them is older than the reader.
    void assign(const cluster::topic_metadata& topic);
    void seek(std::int32_t partition, start_offset where);
    void seek_all(start_offset where);
    /// From now on only what is owned is read: this partition as well, from there.
    void own(std::int32_t partition, start_offset where);
    /// It is somebody else's now.
    void disown(std::int32_t partition);
    /// Jumps; whatever was known about the place before is forgotten.
    void jump(position& p, start_offset where);
    /// Nothing is known about the topic any more. Should there be another of the same name, it
    /// begins at its first records.
    void forget();

    /// Null when there is none.
    position* find(std::int32_t partition);
    /// Null when the partition has jumped since.
    position* find(std::int32_t partition, std::uint64_t generation);
    /// In the order in which the next request names them.
    const std::vector<std::int32_t>& order() const { return order_; }
    /// These had their turn: they go to the end, so that those behind them get theirs.
    void had_their_turn(const std::set<std::int32_t>& partitions);

    /// As of the last metadata.
    const std::set<std::int32_t>& leaders() const { return leaders_; }
    /// Some partition had no leader when metadata was last taken in.
    bool has_leaderless() const { return has_leaderless_; }
    const std::map<std::int32_t, position>& all() const { return all_; }

private:
    position& add(std::int32_t partition, start_offset where);

    start_offset start_;
    std::optional<std::set<std::int32_t>> only_;
    std::map<std::int32_t, position> all_;
    std::vector<std::int32_t> order_;
    std::set<std::int32_t> leaders_;
    bool assigned_ = false;
    bool has_leaderless_ = false;
    std::uint64_t jumps_ = 0;
};

} // namespace kafka::detail::consumer
