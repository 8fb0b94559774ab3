#include "client/connection.hpp"

#include <algorithm>

namespace kafka {

namespace calls = detail::client;
using calls::direction;

connection::implementation::implementation(std::shared_ptr<kafka::runtime::implementation> on,
                                           calls::connected connected, connection_options options)
    : runtime_(std::move(on))
    , connected_(std::move(connected))
    , options_(std::move(options))
    , topic_(std::make_shared<const std::string>(options_.topic)) {}

void connection::implementation::close() {
    if (closed_.exchange(true)) return;
    turn_->close();
    if (runtime_->refuse()) return;
    runtime_->post([s = connected_.session] { s->close({errc::closed, s->name(), {}}); });
}

// A call that came just behind close() finds a connection that is lost.
void connection::implementation::raise(calls::failure why) const {
    if (closed_ && why.code == errc::connection_lost) why.code = errc::closed;
    calls::raise(why);
}

calls::asked_of connection::implementation::partition(std::string_view call) const {
    if (options_.topic.empty())
        throw error(errc::invalid_argument,
                    std::string(call) + ": the connection to " + connected_.session->name() +
                        " belongs to no partition; make it with dial_leader");
    return {connected_.session, topic_, options_.partition, options_.request_timeout};
}

void connection::implementation::check_usable(direction d, const context& ctx,
                                              std::string_view call) {
    const auto what = std::string(call) + " on " + connected_.session->name();
    if (closed_) throw error(errc::closed, what);
    const auto bound = deadline(d).bound(ctx);
    if (bound.stop().stop_requested()) throw error(errc::cancelled, what);
    if (bound.deadline() && *bound.deadline() <= context::clock::now())
        throw error(errc::timed_out, what);
}

std::chrono::milliseconds connection::implementation::broker_timeout(const context& ctx) {
    using std::chrono::milliseconds;
    auto left = options_.request_timeout;
    if (const auto end = deadline(direction::writing).bound(ctx).deadline())
        left =
            std::min(left, std::chrono::duration_cast<milliseconds>(*end - context::clock::now()));
    return std::clamp<milliseconds>(left * 9 / 10, milliseconds(1), std::chrono::hours(24));
}

calls::held_turn connection::implementation::take_turn(const context& ctx, std::string_view call) {
    check_usable(direction::reading, ctx, call);
    if (const auto refused = runtime_->refuse_to_block()) throw error(refused, std::string(call));
    const auto why = turn_->take(deadline(direction::reading).bound(ctx));
    if (why == errc::would_deadlock)
        throw error(why, std::string(call) +
                             ": this thread still has a batch of the connection to " +
                             connected_.session->name() + " open; close it first");
    if (why) throw error(why, std::string(call) + " on " + connected_.session->name());
    return calls::held_turn(turn_);
}

connection::connection(std::shared_ptr<implementation> body) : body_(std::move(body)) {}

void connection::set_deadline(std::optional<context::clock::time_point> at) {
    set_read_deadline(at);
    set_write_deadline(at);
}
void connection::set_read_deadline(std::optional<context::clock::time_point> at) {
    body_->deadline(direction::reading).set(at);
}
void connection::set_write_deadline(std::optional<context::clock::time_point> at) {
    body_->deadline(direction::writing).set(at);
}

void connection::close() { body_->close(); }
std::string connection::local_address() const { return body_->ends().local; }
std::string connection::remote_address() const { return body_->ends().remote; }

} // namespace kafka
