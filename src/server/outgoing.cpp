#include "server/outgoing.hpp"

#include <algorithm>
#include <cerrno>

namespace kafka::detail::server {

namespace {

constexpr std::size_t most_of_a_sendfile = std::size_t{1} << 30;

std::uint64_t size_of(const wire::gathered::part& part) {
    if (const auto* memory = std::get_if<wire::bytes>(&part)) return memory->size();
    return std::get<wire::file_slice>(part).length;
}

} // namespace

const wire::file_slice* outgoing::file_at_cursor() const {
    const auto* first = from_.ready(0);
    return part_ < first->parts.size() ? std::get_if<wire::file_slice>(&first->parts[part_])
                                       : nullptr;
}

std::size_t outgoing::gather(pieces& out, bool& files_follow) const {
    std::size_t count = 0;
    auto part = part_;
    auto skip = used_;
    for (std::size_t i = 0; const auto* response = from_.ready(i); ++i, part = 0) {
        for (; part < response->parts.size(); ++part, skip = 0) {
            const auto* memory = std::get_if<wire::bytes>(&response->parts[part]);
            files_follow = memory == nullptr;
            if (files_follow || count == out.size()) return count;
            const auto rest = memory->subspan(skip);
            out[count++] = {const_cast<std::byte*>(rest.data()), rest.size()};
        }
    }
    return count;
}

outgoing::state outgoing::failed() {
    if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return state::blocked;
    error_ = {errno, std::system_category()};
    return state::broken;
}

outgoing::state outgoing::write_memory(sink& to, std::size_t& written) {
    pieces vector;
    bool files_follow = false;
    const auto count = gather(vector, files_follow);
    const auto n = to.write(std::span(vector).first(count), files_follow);
    if (n < 0) return failed();
    written = static_cast<std::size_t>(n);
    return state::drained;
}

outgoing::state outgoing::write_file(sink& to, const wire::file_slice& slice,
                                     std::size_t& written) {
    const auto from = static_cast<off_t>(slice.position + used_);
    const auto rest = std::min<std::uint64_t>(slice.length - used_, most_of_a_sendfile);
    const auto n = to.write_file(slice.descriptor, from, rest);
    if (n < 0) return failed();
    if (n == 0) return state::file_shrank;
    written = static_cast<std::size_t>(n);
    return state::drained;
}

void outgoing::advance(std::uint64_t n) {
    progress_ += n;
    used_ += n;
    while (const auto* response = from_.ready(0)) {
        while (part_ < response->parts.size() && used_ >= size_of(response->parts[part_]))
            used_ -= size_of(response->parts[part_++]);
        if (part_ < response->parts.size()) return;
        part_ = 0;
        from_.pop();
    }
}

outgoing::state outgoing::write_to(sink& to) {
    const auto stop = progress_ + turn;
    while (from_.ready(0) != nullptr) {
        std::size_t written = 0;
        const auto* file = file_at_cursor();
        const auto result =
            file != nullptr ? write_file(to, *file, written) : write_memory(to, written);
        if (result != state::drained) return result;
        advance(written);
        if (progress_ >= stop && from_.ready(0) != nullptr) return state::paused;
    }
    return state::drained;
}

} // namespace kafka::detail::server
