// How far a group has read: what is to be told to its coordinator, and what it knows.
#pragma once

#include "cluster/outcome.hpp"
#include "consumer/group/membership.hpp"
#include "protocol/offset_commit.hpp"

#include <kafka/offset.hpp>

#include <map>
#include <optional>
#include <set>

namespace kafka::detail::consumer {

struct commit_mark {
    std::int64_t offset = -1; // of the message that is read next
    std::int32_t leader_epoch = -1;
    std::string metadata = {};
    friend bool operator==(const commit_mark&, const commit_mark&) = default;
};

using commit_marks = std::map<topic_partition, commit_mark>;

/// One request at a time; what is marked meanwhile goes with the next one. Not thread-safe.
class commits {
public:
    /// This partition is ours now; `committed` is what the coordinator has, -1: nothing.
    void own(const topic_partition& what, std::int64_t committed);
    /// It is somebody else's. What was marked and not committed is dropped.
    void disown(const topic_partition& what);
    bool owns(const topic_partition& what) const { return all_.contains(what); }

    /// A number to ask about its fate by; empty when the partition is not ours. A mark that is
    /// behind the latest one goes with that, unless `back`.
    std::optional<std::uint64_t> mark(const topic_partition& what, commit_mark mark,
                                      bool back = false);
    bool has_open() const;
    /// What is to be sent now; empty while a request is under way.
    commit_marks take();
    /// The answer to what was taken. Retriable errors leave the marks open.
    void answered(const topic_partition& what, std::error_code error);
    /// The request had no answer, or one that concerns all of it: everything is open again.
    void sent_in_vain();
    bool is_under_way() const { return under_way_; }
    void ended() { under_way_ = false; }

    /// What became of a mark: nothing while it is open.
    std::optional<std::error_code> fate(const topic_partition& what, std::uint64_t number) const;
    /// -1: nothing.
    std::int64_t committed(const topic_partition& what) const;

private:
    struct entry {
        commit_mark committed = {};
        std::optional<commit_mark> open = {}; // the latest that is not acknowledged
        std::uint64_t open_number = 0;
        std::optional<commit_mark> sent = {};
        std::uint64_t sent_number = 0;
        std::uint64_t settled = 0;  // up to this number the fate is known:
        std::uint64_t good = 0;     // up to this one it is good,
        std::error_code error = {}; // and behind that it is this
    };
    std::map<topic_partition, entry> all_;
    std::uint64_t marked_ = 0;
    bool under_way_ = false;
};

/// Views `marks` and `self`.
protocol::offset_commit_request request_of(const commit_marks& marks, const group::membership& self,
                                           std::int64_t retention_ms);

} // namespace kafka::detail::consumer
