#include "server/frame_input.hpp"

#include "wire/byte_order.hpp"

#include <algorithm>
#include <cstring>

namespace kafka::detail::server {

namespace {

constexpr std::size_t size_field = sizeof(std::int32_t);

} // namespace

std::int32_t frame_input::claimed_size() const { return wire::load<std::int32_t>(data() + begin_); }

std::size_t frame_input::wanted() const {
    if (end_ - begin_ < size_field) return 0;
    return size_field + static_cast<std::size_t>(std::max(claimed_size(), 0));
}

frame_input::state frame_input::next(wire::bytes& frame) {
    const auto have = end_ - begin_;
    if (have < size_field) return state::more;
    const auto claimed = claimed_size();
    if (claimed < 0 || static_cast<std::size_t>(claimed) > limit_) return state::bad_size;
    const auto size = static_cast<std::size_t>(claimed);
    if (have - size_field < size) return state::more;
    frame = {data() + begin_ + size_field, size};
    begin_ += size_field + size;
    return state::complete;
}

void frame_input::move_to(block&& to) {
    auto* target = to.memory ? to.memory.get() : resting_.get();
    const auto have = end_ - begin_;
    if (have != 0) std::memmove(target, data() + begin_, have);
    begin_ = 0;
    end_ = have;
    std::swap(large_, to);
    memory_.give_back(std::move(to));
}

void frame_input::drop() {
    begin_ = end_;
    move_to({});
}

void frame_input::make_place(std::size_t wanted) {
    const auto have = end_ - begin_;
    const auto target = std::min(wanted, std::max(believed, 2 * have));
    if (wanted <= resting_capacity && have < resting_capacity) {
        if (large_.memory || begin_ != 0) move_to({});
    } else if (capacity() < target && (!large_.memory || have == capacity())) {
        move_to(memory_.take(target));
    } else if (begin_ != 0) {
        std::memmove(data(), data() + begin_, have);
        begin_ = 0;
        end_ = have;
    }
}

std::span<std::byte> frame_input::room() {
    make_place(wanted());
    const auto stop = large_.memory ? std::min(capacity(), wanted() + ahead) : capacity();
    return {data() + end_, stop - end_};
}

} // namespace kafka::detail::server
