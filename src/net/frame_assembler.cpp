#include "net/frame_assembler.hpp"

#include "wire/byte_order.hpp"

#include <cstring>

namespace kafka::detail::net {

frame_assembler::frame_assembler(std::shared_ptr<frame_memory> memory)
    : source_(std::move(memory))
    , inbox_(inbox_size) {}

std::span<std::byte> frame_assembler::room() {
    if (large_) return {large_.get() + large_filled_, large_size_ - large_filled_};
    if (begin_ > 0) {
        std::memmove(inbox_.data(), inbox_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
    }
    return std::span(inbox_).subspan(end_);
}

void frame_assembler::received(std::size_t n) { (large_ ? large_filled_ : end_) += n; }

frame_assembler::state frame_assembler::next(std::size_t largest, frame& out) {
    if (!large_) return begin_frame(largest, out);
    if (large_filled_ < large_size_) return state::more;
    out = {large_, {large_.get(), large_size_}};
    large_.reset();
    return state::complete;
}

frame_assembler::state frame_assembler::begin_frame(std::size_t largest, frame& out) {
    const auto have = end_ - begin_;
    if (have < sizeof(std::int32_t)) return state::more;
    const auto claimed = wire::load<std::int32_t>(inbox_.data() + begin_);
    if (claimed < static_cast<std::int32_t>(smallest_frame)) return state::bad_size;
    const auto size = static_cast<std::size_t>(claimed);
    if (size > largest) return state::too_large;
    const auto here = have - sizeof(std::int32_t);
    if (here < size && sizeof(std::int32_t) + size <= inbox_size) return state::more;
    auto memory = source_->take(size);
    const auto now = std::min(here, size);
    std::memcpy(memory.get(), inbox_.data() + begin_ + sizeof(std::int32_t), now);
    begin_ += sizeof(std::int32_t) + now;
    if (now == size) {
        out = {memory, {memory.get(), size}};
        return state::complete;
    }
    large_ = std::move(memory);
    large_size_ = size;
    large_filled_ = now;
    return state::more;
}

} // namespace kafka::detail::net
