#include "client/connection_batch.hpp"

#include <cstring>

namespace kafka {

connection_batch::implementation::implementation(std::shared_ptr<connection::implementation> of,
                                                 detail::client::fetched_batch fetched,
                                                 detail::client::held_turn turn)
    : of_(std::move(of))
    , walk_(detail::consumer::record_walk(std::move(fetched.what), {}))
    , throttle_(fetched.throttle)
    , turn_(std::move(turn)) {}

const message* connection_batch::implementation::peek() {
    if (!of_) return nullptr;
    if (!ahead_) ahead_ = walk_.next();
    return ahead_ ? &walk_.current() : nullptr;
}

std::int64_t connection_batch::implementation::offset() const {
    return ahead_ ? walk_.current().offset : walk_.records().position();
}

std::error_code connection_batch::implementation::error() const {
    const auto& damage = walk_.records().damage();
    return damage ? damage->code : std::error_code();
}

void connection_batch::implementation::check(std::string_view call) const {
    if (!of_) throw kafka::error(errc::closed, std::string(call) + " a batch");
    if (const auto& damage = walk_.records().damage()) detail::client::raise(*damage);
}

// A seek that was made while the batch was open is what the caller wants.
void connection_batch::implementation::close() {
    if (!of_) return;
    auto opened_at = what().from;
    of_->position()->compare_exchange_strong(opened_at, offset());
    turn_.release();
    of_.reset();
}

connection_batch::connection_batch() = default;
connection_batch::~connection_batch() = default;
connection_batch::connection_batch(connection_batch&&) noexcept = default;
connection_batch& connection_batch::operator=(connection_batch&&) noexcept = default;
connection_batch::connection_batch(std::unique_ptr<implementation> body) : body_(std::move(body)) {}

connection_batch::iterator connection_batch::begin() {
    return body_ ? iterator(body_.get()) : iterator();
}
connection_batch::iterator::iterator(implementation* body) : body_(body) { ++*this; }
connection_batch::iterator& connection_batch::iterator::operator++() {
    current_ = body_->peek();
    body_->consume();
    return *this;
}

std::optional<std::size_t> connection_batch::read(std::span<std::byte> into) {
    if (!body_) return std::nullopt;
    const auto* m = body_->peek();
    if (m == nullptr) body_->check("read from");
    if (m == nullptr) return std::nullopt;
    if (m->value.size() > into.size())
        throw kafka::error(std::make_error_code(std::errc::no_buffer_space),
                           "the value at offset " + std::to_string(m->offset) + " has " +
                               std::to_string(m->value.size()) + " bytes, the buffer " +
                               std::to_string(into.size()));
    if (!m->value.empty()) std::memcpy(into.data(), m->value.data(), m->value.size());
    body_->consume();
    return m->value.size();
}

std::optional<message> connection_batch::read_message() {
    if (!body_) return std::nullopt;
    const auto* m = body_->peek();
    if (m == nullptr) body_->check("read from");
    body_->consume();
    return m ? std::optional(*m) : std::nullopt;
}

bool connection_batch::empty() const { return !body_ || body_->peek() == nullptr; }
std::chrono::milliseconds connection_batch::throttle() const {
    return body_ ? body_->throttle() : std::chrono::milliseconds(0);
}
std::int64_t connection_batch::high_watermark() const {
    return body_ ? body_->what().high_watermark : -1;
}
std::int32_t connection_batch::partition() const { return body_ ? body_->what().partition : -1; }
std::int64_t connection_batch::offset() const { return body_ ? body_->offset() : -1; }
std::error_code connection_batch::error() const {
    return body_ ? body_->error() : std::error_code();
}
void connection_batch::close() {
    if (body_) body_->close();
}

} // namespace kafka
