#include "wire/gather.hpp"

#include <cstring>

namespace kafka::detail::wire {

std::size_t gathered::size() const {
    std::size_t n = 0;
    for (const auto& p : parts) {
        if (const auto* memory = std::get_if<bytes>(&p))
            n += memory->size();
        else
            n += std::get<file_slice>(p).length;
    }
    return n;
}

bool gathered::has_files() const {
    for (const auto& p : parts)
        if (std::holds_alternative<file_slice>(p)) return true;
    return false;
}

gather_writer::gather_writer(gathered& out, std::size_t head_size) : out_(out) {
    out_.head.resize(head_size);
}

void gather_writer::put(const void* from, std::size_t n) {
    if (n > out_.head.size() -
                used_) { // a table whose size and encode disagree: never write past the end
        error = errc::bad_length;
        return;
    }
    if (n != 0) std::memcpy(out_.head.data() + used_, from, n);
    used_ += n;
}

void gather_writer::splice(const blob& b) {
    finish();
    if (!b.data.empty()) out_.parts.emplace_back(b.data);
    for (auto piece : b.pieces)
        if (!piece.empty()) out_.parts.emplace_back(piece);
    for (const auto& file : b.files)
        if (file.length != 0) out_.parts.emplace_back(file);
}

void gather_writer::finish() {
    if (used_ > start_) out_.parts.emplace_back(bytes{out_.head}.subspan(start_, used_ - start_));
    start_ = used_;
}

} // namespace kafka::detail::wire
