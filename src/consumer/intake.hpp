// Decides what a reader asks for next, and keeps what came back until the application takes it.
#pragma once

#include "cluster/outcome.hpp"
#include "consumer/buffered.hpp"
#include "consumer/fetch_response.hpp"
#include "consumer/offset_lookup.hpp"
#include "consumer/positions.hpp"

#include <deque>
#include <variant>

namespace kafka::detail::consumer {

struct intake_options {
    std::string topic = {};
    std::optional<std::int32_t> partition = {};
    start_offset start = first_offset;
    /// Where to go from a position that is not in the log; empty: it is an error.
    std::optional<start_offset> reset = {};
    fetch_limits limits = {};
    std::shared_ptr<byte_budget> budget = {};
    std::uint64_t jumps = 0; // the generation before the first
};

/// What follows from an answer.
struct intake_verdict {
    bool metadata_is_wrong = false;
    bool progress = false;  // something was learnt: ask again at once
    std::string words = {}; // what is not told as an error and still should not go unseen
};

/// One topic. Not thread-safe: one lock guards all, taken once for a whole answer and once for a
/// whole piece.
/// An answer to what was asked before a jump is dropped by the position's generation.
class intake {
public:
    explicit intake(intake_options options);

    // For whoever drives.
    /// The topic as the cluster has it now. Tells when it is another one of the same name.
    void assign(const cluster::topic_metadata& topic);
    /// It is gone. Should it come back, it is read from its first records.
    void forget_topic(cluster::failure why);
    const std::set<std::int32_t>& leaders() const { return positions_.leaders(); }
    bool has_leaderless() const { return positions_.has_leaderless(); }
    /// There are lookups or checks to be made.
    bool is_unsettled(std::int32_t node) const;
    std::vector<offset_lookup> lookups(std::int32_t node) const;
    std::vector<epoch_check> checks(std::int32_t node) const;
    intake_verdict take_in(const std::vector<offset_lookup>& answered);
    intake_verdict take_in(const std::vector<epoch_check>& answered);
    /// What to ask a broker for; empty while there is no room, or nothing that can be asked.
    std::optional<fetch_plan> plan(std::int32_t node);
    intake_verdict take_in(const fetch_plan& plan, fetch_answer answer,
                           std::shared_ptr<const received> memory);
    /// A part of what is under way is not wanted any more.
    bool is_outdated(const fetch_plan& plan);
    /// Something that concerns no single partition; told once, and only one at a time.
    void fail(cluster::failure why);
    bool has_untold_failure() const;

    // For the application.
    using taken = std::variant<std::monostate, fetched, cluster::failure>;
    taken take();
    bool has_something() const;
    void seek(std::int32_t partition, start_offset where);
    void seek_all(start_offset where);
    /// It is read from there, and only what is owned is read from now on.
    void own(std::int32_t partition, start_offset where) { positions_.own(partition, where); }
    /// Nothing of it is handed out any more.
    void disown(std::int32_t partition);
    /// Nothing of it is handed out until it is resumed; then it goes on at `from`.
    void pause(std::int32_t partition, std::int64_t from);
    void resume(std::int32_t partition);
    /// No jump since then, and not disowned.
    bool is_current(std::int32_t partition, std::uint64_t generation) const;
    /// A piece could not be decoded at `offset`: goes back there and tells.
    void broken(const fetched& what, std::int64_t offset, cluster::failure why);
    const std::map<std::int32_t, position>& all() const { return positions_.all(); }
    /// Nothing is asked for because the application holds on to too much.
    bool is_starved() const;
    /// Null when it is not read.
    const position* find(std::int32_t partition) const;
    const std::shared_ptr<const std::string>& name() const { return name_; }

private:
    struct untold {
        std::int32_t partition; // none: `everything`
        std::uint64_t generation;
        cluster::failure why;
    };
    static constexpr std::int32_t everything = -1;

    std::int32_t room() const;
    void take_in(const partition_answer& answer, const fetch_plan& plan,
                 const std::shared_ptr<const received>& memory, intake_verdict& verdict);
    void take_records(position& p, const partition_answer& answer, const fetch_plan& plan,
                      const std::shared_ptr<const received>& memory);
    void take_error(position& p, std::error_code error, intake_verdict& verdict);
    void out_of_range(position& p, const std::string& why, intake_verdict& verdict);
    void moved(position& p, std::int64_t next);
    void fail(position& p, std::error_code code, const std::string& why);
    std::string name_of(const position& p) const;

    intake_options options_;
    std::shared_ptr<const std::string> name_; // what messages view
    positions positions_;
    buffered buffered_;
    std::deque<untold> untold_;
    uuid topic_id_ = {};
};

} // namespace kafka::detail::consumer
