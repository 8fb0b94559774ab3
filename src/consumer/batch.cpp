#include "consumer/batch.hpp"

#include <kafka/error.hpp>

namespace kafka {

batch::implementation::implementation(detail::consumer::message_walk walk)
    : walk_(std::move(walk)) {
    advance();
}

void batch::implementation::end() {
    at_end_ = true;
    if (const auto& damage = walk_.records().damage())
        throw error(damage->code, damage->what, damage->causes);
}

batch::batch() = default;
batch::~batch() = default;
batch::batch(batch&&) noexcept = default;
batch& batch::operator=(batch&&) noexcept = default;
batch::batch(std::unique_ptr<implementation> body) : body_(std::move(body)) {}

std::string_view batch::topic() const {
    if (!body_ || !body_->what().memory || !body_->what().memory->topic) return {};
    return *body_->what().memory->topic;
}
std::int32_t batch::partition() const { return body_ ? body_->what().partition : -1; }
std::int64_t batch::high_watermark() const { return body_ ? body_->what().high_watermark : -1; }
bool batch::empty() const { return !body_ || body_->at_end(); }

batch::iterator batch::begin() { return empty() ? iterator() : iterator(this); }
batch::iterator::iterator(batch* owner) : owner_(owner) {}

const message& batch::iterator::operator*() const { return owner_->body_->current(); }
batch::iterator& batch::iterator::operator++() {
    auto& body = *owner_->body_;
    body.advance();
    if (body.at_end()) owner_ = nullptr;
    return *this;
}

} // namespace kafka
