// What is behind kafka::connection.
#pragma once

#include "client/blocking.hpp"
#include "client/ends_connection.hpp"
#include "client/movable_deadline.hpp"
#include "client/partition_requests.hpp"
#include "client/reading_turn.hpp"
#include "client/session.hpp"
#include "record/chunks.hpp"

#include <kafka/connection.hpp>

namespace kafka {

namespace detail::client {

/// A connection whose broker has told its versions, and what was known when it was made.
struct connected {
    session_pointer session = {};
    std::string local = {};
    std::string remote = {};
    std::shared_ptr<ends_connection> end = {};
};

/// Whose deadline a call keeps.
enum class direction { reading, writing };

} // namespace detail::client

/// The handles and open batches share this; what runs on the I/O thread holds the session only. So
/// when the last of them is gone the connection ends, without waiting.
class connection::implementation : public std::enable_shared_from_this<implementation> {
public:
    using session_pointer = detail::client::session_pointer;
    using direction = detail::client::direction;

    implementation(std::shared_ptr<kafka::runtime::implementation> on,
                   detail::client::connected connected, connection_options options);
    implementation(const implementation&) = delete;
    implementation& operator=(const implementation&) = delete;

    void close();
    const connection_options& options() const { return options_; }
    const detail::client::connected& ends() const { return connected_; }
    detail::client::movable_deadline& deadline(direction d) {
        return d == direction::reading ? read_deadline_ : write_deadline_;
    }
    const std::shared_ptr<detail::client::place>& position() const { return position_; }
    std::atomic<acks>& required_acks() { return acks_; }
    /// How long a broker may work on a change: it must give up before we do, so that its answer can
    /// still tell what happened.
    std::chrono::milliseconds broker_timeout(const context& ctx);
    const std::shared_ptr<detail::record::chunk_pool>& chunks() const { return chunks_; }

    /// Throws invalid_argument for a connection without a partition.
    detail::client::asked_of partition(std::string_view call) const;
    /// Throws when there is no turn to get.
    detail::client::held_turn take_turn(const context& ctx, std::string_view call);
    connection_batch read_batch(const context& ctx, const read_batch_options& options);

    /// Runs `operation(session_pointer)`, an awaitable of outcome<T>, on the I/O thread, and throws
    /// its failure. Nothing is sent when the context has ended already.
    template <class T, class Operation>
    T run(direction d, const context& ctx, std::string_view call, Operation operation) {
        check_usable(d, ctx, call);
        auto wait = [this, d, &ctx](detail::client::flag& done) {
            return deadline(d).wait(done, ctx);
        };
        auto result = detail::client::block_on<T>(
            *runtime_, wait, call,
            [s = connected_.session, operation = std::move(operation)](
                detail::cluster::trail&) mutable { return operation(s); });
        if (!result) raise(std::move(result.error()));
        return std::move(*result);
    }

private:
    [[noreturn]] void raise(detail::client::failure why) const;
    void check_usable(direction d, const context& ctx, std::string_view call);
    connection_batch fetch_batch(const context& ctx, const read_batch_options& options,
                                 detail::client::held_turn& turn);

    std::shared_ptr<kafka::runtime::implementation> runtime_;
    detail::client::connected connected_;
    connection_options options_;
    detail::client::movable_deadline read_deadline_;
    detail::client::movable_deadline write_deadline_;
    std::shared_ptr<detail::client::reading_turn> turn_ =
        std::make_shared<detail::client::reading_turn>();
    std::shared_ptr<detail::client::place> position_ =
        std::make_shared<detail::client::place>(first_offset);
    std::atomic<acks> acks_ = acks::all;
    std::shared_ptr<detail::record::chunk_pool> chunks_ =
        std::make_shared<detail::record::chunk_pool>(std::size_t{1} << 20);
    std::shared_ptr<const std::string> topic_;
    std::atomic<bool> closed_ = false;
};

} // namespace kafka
