#include "server/replies.hpp"

namespace kafka::detail::server {

namespace {

std::size_t bytes_in_memory(const wire::gathered& g) {
    std::size_t n = 0;
    for (const auto& part : g.parts)
        if (const auto* memory = std::get_if<wire::bytes>(&part)) n += memory->size();
    return n;
}

} // namespace

replies::number replies::expect() {
    slots_.emplace_back();
    ++awaited_;
    return first_ + slots_.size() - 1;
}

replies::slot* replies::awaited_slot(number request) {
    const auto index = request - first_;
    if (request < first_ || index >= slots_.size()) return nullptr;
    auto& found = slots_[index];
    if (found.is != content::awaited) return nullptr;
    --awaited_;
    return &found;
}

void replies::answer(number request, wire::gathered&& response) {
    auto* s = awaited_slot(request);
    if (s == nullptr) return;
    s->is = content::response;
    s->memory = bytes_in_memory(response);
    s->response = std::move(response);
    unsent_bytes_ += s->memory;
}

void replies::nothing(number request) {
    if (auto* s = awaited_slot(request)) s->is = content::nothing;
    skip_silent();
}

void replies::end_at(number request) {
    auto* s = awaited_slot(request);
    if (s == nullptr) return;
    s->is = content::end;
    while (slots_.size() - 1 > request - first_) {
        if (slots_.back().is == content::awaited) --awaited_;
        unsent_bytes_ -= slots_.back().memory;
        slots_.pop_back();
    }
    ended_ = true;
}

const wire::gathered* replies::ready(std::size_t index) const {
    if (index >= slots_.size() || slots_[index].is != content::response) return nullptr;
    return &slots_[index].response;
}

void replies::pop() {
    unsent_bytes_ -= slots_.front().memory;
    slots_.pop_front();
    ++first_;
    skip_silent();
}

void replies::skip_silent() {
    while (!slots_.empty() && slots_.front().is == content::nothing) {
        slots_.pop_front();
        ++first_;
    }
}

void replies::abandon() {
    first_ += slots_.size();
    slots_.clear();
    awaited_ = 0;
    unsent_bytes_ = 0;
    ended_ = true;
}

} // namespace kafka::detail::server
