// The way back for one request, typed by what answers it.
#pragma once

#include "broker/reply.hpp"
#include "protocol/frame.hpp"

#include <utility>
#include <vector>

namespace kafka::detail::broker {

/// What must stay alive until a response has left: open files, buffers.
using keep_alive = std::vector<std::shared_ptr<const void>>;

/// Move-only; answers exactly once. One that dies unanswered ends the connection, because a
/// client would wait for ever.
template <protocol::request Request>
class reply {
public:
    using response = typename Request::response;

    reply(reply_pointer to, std::int16_t version, std::int32_t correlation_id)
        : to_(std::move(to))
        , version_(version)
        , correlation_id_(correlation_id) {}
    reply(reply&&) noexcept = default;
    reply& operator=(reply&&) = delete;
    ~reply() {
        if (to_) close("the broker dropped a request without an answer");
    }

    std::int16_t version() const { return version_; }

    /// Views in `message` may die when this returns; the blobs in it are kept alive by `keeps`.
    void send(const response& message, keep_alive keeps = {}) { send_as(version_, message, keeps); }

    /// In another version's layout: ApiVersions answers a version that it does not know in 0.
    void send_as(std::int16_t version, const response& message, keep_alive& keeps) {
        wire::gathered out;
        const auto error =
            protocol::gather_response<Request>(message, version, correlation_id_, out);
        if (error != wire::errc::ok)
            return close("a response could not be written: " + std::string(to_string(error)));
        out.keeps = std::move(keeps);
        take()->frame(std::move(out));
    }

    void nothing() { take()->nothing(); }
    void close(std::string reason) { take()->close(std::move(reason)); }

private:
    reply_pointer take() { return std::move(to_); }

    reply_pointer to_;
    std::int16_t version_;
    std::int32_t correlation_id_;
};

} // namespace kafka::detail::broker
