// Any message of the Kafka protocol, sent by hand. The messages are in kafka/protocol/*.hpp, one
// header for each API, and carry the names of https://kafka.apache.org/protocol in snake case.
//     #include <kafka/protocol/metadata.hpp>
//     auto got = client.request(ctx, kafka::protocol::metadata_request{});
//     for (const auto& b : got->brokers) std::cout << b.node_id << ' ' << b.host << '\n';
#pragma once

#include <kafka/client.hpp>

#include <memory>

namespace kafka {

namespace detail::protocol {}
/// The messages. They may change with Kafka.
namespace protocol = detail::protocol;

/// A response. What it views is part of it: copies of it keep that alive, copies of `message` alone
/// do not.
template <class Api>
struct reply {
    typename Api::response message = {};
    std::int16_t version = 0; ///< in which it was asked and answered
    std::shared_ptr<const void> keeps = {};

    const typename Api::response* operator->() const { return &message; }
    const typename Api::response& operator*() const { return message; }
};

namespace detail::client {

/// What the library knows of a kind of request.
struct request_kind;
/// Defined for every request of kafka/protocol.
template <class Api>
const request_kind& kind_of();

struct sent_request {
    std::int16_t version = 0;
    std::shared_ptr<const void> keeps = {};
};
sent_request send_request(const kafka::client& through, const context& ctx,
                          const request_kind& kind, const void* message, const request_options& how,
                          void* response);

} // namespace detail::client

template <class Api>
reply<Api> client::request(const context& ctx, const Api& message, const request_options& how) {
    reply<Api> out;
    auto sent = detail::client::send_request(*this, ctx, detail::client::kind_of<Api>(), &message,
                                             how, &out.message);
    out.version = sent.version;
    out.keeps = std::move(sent.keeps);
    return out;
}

} // namespace kafka
