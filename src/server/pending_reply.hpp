// The way back for one request: its place in the order of its connection's answers.
#pragma once

#include "server/connection.hpp"

namespace kafka::detail::server {

class pending_reply final : public broker::reply_to {
public:
    pending_reply(std::shared_ptr<connection> to, replies::number request)
        : to_(std::move(to))
        , request_(request) {}

    void frame(wire::gathered&& response) override;
    void nothing() override;
    void close(std::string reason) override;

private:
    std::shared_ptr<connection> to_;
    replies::number request_;
};

} // namespace kafka::detail::server
