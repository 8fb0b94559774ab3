#include "consumer/batch.hpp"

namespace kafka {

void batch::implementation::end() {
    at_end_ = true;
    const auto& records = walk_.records();
    if (records.damage() && told_)
        told_->damaged(records.what(), records.position(), *records.damage());
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

batch::iterator batch::begin() { return empty() ? iterator() : iterator(body_.get()); }
batch::iterator::iterator(implementation* body) : body_(body), current_(&body->current()) {}

batch::iterator& batch::iterator::operator++() {
    body_->advance();
    if (body_->at_end()) *this = {};
    return *this;
}

} // namespace kafka
