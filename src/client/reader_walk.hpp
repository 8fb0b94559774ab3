// The application's side of a reader: walks what was fetched, message by message or in whole
// pieces, and knows how far the application has come.
#pragma once

#include "client/reader_intake.hpp"
#include "consumer/commits.hpp"

#include <kafka/reader.hpp>

#include <atomic>

namespace kafka::detail::client {

struct walk_options {
    bool check_crcs = true;
    std::shared_ptr<consumer::byte_budget> budget = {};
    /// Called on the application's thread, without a lock, when more may be committed than before;
    /// again only after `done` was asked.
    std::function<void()> on_done = {};
};

/// Thread-safe; its lock is never held while waiting. What is given up is never handed out after
/// `give_up` has returned.
class reader_walk {
public:
    /// Whether the application says itself what is to be committed.
    enum class asks { by_itself, for_committed };

    reader_walk(std::shared_ptr<reader_intake> intake, walk_options options)
        : intake_(std::move(intake))
        , options_(std::move(options)) {}

    /// Nothing when none is there yet, or the reader is closed. Throws what went wrong.
    std::optional<message> take_message(asks how);
    batch take_batch(asks how);

    void seek(const std::string& topic, std::optional<std::int32_t> partition, start_offset where);
    /// These are false when it is not read.
    bool seek_owned(const topic_partition& what, start_offset where);
    bool pause(const topic_partition& what);
    bool resume(const topic_partition& what);
    std::vector<reader_position> positions() const;
    /// Empty while nothing was handed out.
    std::optional<topic_partition> last_returned_from() const;

    // In a group.
    void take_over(const topic_partition& what, start_offset where);
    /// How far these could be committed.
    consumer::commit_marks give_up(const std::set<topic_partition>& partitions);
    /// How far all could be committed. What was handed out last counts only `at_end`.
    consumer::commit_marks done(bool at_end);

private:
    using asked = std::unique_lock<std::mutex>;

    bool advance();
    std::unique_ptr<batch::implementation> next_piece();
    bool is_current_of(const topic_partition& what) const;
    consumer::commit_marks all_done(bool at_end) const;
    void tell_done(asked& lock, asks how);

    struct handed_out {
        topic_partition what;
        std::int64_t from = 0;
    };

    std::shared_ptr<reader_intake> intake_;
    walk_options options_;
    mutable std::mutex walking_;
    std::unique_ptr<batch::implementation> current_; // its current message was handed out
    std::optional<handed_out> batch_;                // a whole piece was, and may be at work still
    std::optional<topic_partition> last_;            // of which something was handed out
    bool automatic_ = false;
    bool told_ = false;
};

} // namespace kafka::detail::client
