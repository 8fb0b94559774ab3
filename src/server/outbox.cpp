#include "server/outbox.hpp"

namespace kafka::detail::server {

outbox::place outbox::take_place() {
    slots_.emplace_back();
    return first_ + slots_.size() - 1;
}

outbox::slot* outbox::find(place at) {
    const auto index = at - first_;
    return at < first_ || index >= slots_.size() ? nullptr : &slots_[index];
}

void outbox::put_frame(place at, wire::gathered&& frame) {
    if (auto* s = find(at)) {
        s->is = state::frame;
        s->frame = std::move(frame);
    }
}

void outbox::put_nothing(place at) {
    if (auto* s = find(at)) s->is = state::nothing;
    drop_settled();
}

void outbox::put_end(place at, std::string reason) {
    if (auto* s = find(at)) {
        s->is = state::end;
        s->reason = std::move(reason);
    }
    drop_settled();
}

void outbox::drop_settled() {
    while (!ended_ && !slots_.empty()) {
        auto& front = slots_.front();
        if (front.is == state::end)
            ended_ = std::move(front.reason);
        else if (front.is != state::nothing)
            return;
        slots_.pop_front();
        ++first_;
    }
}

std::optional<wire::gathered> outbox::pop() {
    drop_settled();
    if (ended_ || slots_.empty() || slots_.front().is != state::frame) return std::nullopt;
    auto frame = std::move(slots_.front().frame);
    slots_.pop_front();
    ++first_;
    drop_settled();
    return frame;
}

} // namespace kafka::detail::server
