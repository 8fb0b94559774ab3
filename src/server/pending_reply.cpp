#include "server/pending_reply.hpp"

namespace kafka::detail::server {

void pending_reply::frame(wire::gathered&& response) {
    to_->replies_.answer(request_, std::move(response));
    to_->answered();
}

void pending_reply::nothing() {
    to_->replies_.nothing(request_);
    to_->answered();
}

void pending_reply::close(std::string reason) { to_->close_after(request_, reason); }

} // namespace kafka::detail::server
