// Blocking calls that are made of client::request: sent again while the broker says that somebody
// else, or itself a little later, is to be asked. Then nothing was done yet.
#pragma once

#include "client/client.hpp"
#include "client/cluster_link.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/request.hpp>

namespace kafka::detail::client {

inline bool is_for_another_try(std::error_code e) {
    return e == broker_errc::not_leader_or_follower || e == broker_errc::leader_not_available ||
           e == broker_errc::not_controller || e == broker_errc::not_coordinator ||
           e == broker_errc::coordinator_not_available ||
           e == broker_errc::coordinator_load_in_progress;
}

/// The pauses of one call.
class patience {
public:
    patience(const kafka::client& of, const context& ctx);

    /// Waits; throws when the context ends. `topic`: whose leader turned out to be another.
    void wait(std::error_code why, std::string topic);

private:
    std::shared_ptr<kafka::runtime::implementation> runtime_;
    std::shared_ptr<cluster_link> link_;
    const context& ctx_;
    std::shared_ptr<cluster::backoff> steps_; // shared: a pause may outlive the call
};

template <class Api, class ErrorOf>
reply<Api> ask_patiently(kafka::client& through, const context& ctx, const Api& message,
                         const request_options& how, ErrorOf error_of) {
    patience pauses(through, ctx);
    for (;;) {
        auto got = through.request(ctx, message, how);
        const std::error_code why = error_of(got.message);
        if (!is_for_another_try(why)) return got;
        pauses.wait(why, how.leader ? how.leader->topic : std::string());
    }
}

/// Bytes of a string, and back.
inline wire::bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }
inline std::string string_of(wire::bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace kafka::detail::client
