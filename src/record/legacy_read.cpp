#include "record/legacy_read.hpp"

#include "record/batch_builder.hpp"
#include "record/batch_view.hpp"
#include "record/compressor.hpp"
#include "record/legacy_crc.hpp"
#include "record/legacy_lz4.hpp"
#include "record/record_encode.hpp"
#include "wire/reader.hpp"

#include <algorithm>

namespace kafka::detail::record {

namespace {

constexpr std::size_t crc_at = 12, crc_ends_at = 16;
constexpr std::int8_t timestamp_type_bit = 0x08;

bytes_view nullable(wire::reader& in) {
    const auto n = in.fixed<std::int32_t>();
    if (n == -1) return {};
    if (n < 0) in.fail(wire::errc::bad_length);
    return bytes_view(in.take(in.good() ? static_cast<std::size_t>(n) : 0));
}

/// `whole` is one message with its offset and length.
errc read_message(bytes whole, legacy_message& out) {
    if (legacy_crc(whole.subspan(crc_ends_at)) != wire::load<std::uint32_t>(whole.data() + crc_at))
        return errc::bad_crc;
    wire::reader in(whole);
    out.offset = in.fixed<std::int64_t>();
    in.take(crc_ends_at - sizeof(std::int64_t));
    out.magic = in.fixed<std::int8_t>();
    const auto attributes = in.fixed<std::int8_t>();
    out.codec = static_cast<compression>(attributes & codec_mask);
    out.is_log_append_time = out.magic > 0 && (attributes & timestamp_type_bit) != 0;
    out.timestamp = out.magic > 0 ? in.fixed<std::int64_t>() : -1;
    out.key = nullable(in);
    out.value = nullable(in);
    return in.good() && in.left() == 0 ? errc::ok : errc::bad_record;
}

/// The offset of a wrapper of magic 1 is that of its last message; the inner ones are relative.
/// (Magic 0 has absolute inner offsets.) Empty: there is no whole message inside.
std::optional<std::int64_t> base_of(const legacy_message& wrapper, bytes inner) {
    legacy_walk walk(inner);
    legacy_message last;
    bool any = false;
    while (walk.next(last)) any = true;
    if (!any) return std::nullopt;
    return wrapper.magic == 0 ? 0 : difference(wrapper.offset, last.offset);
}

} // namespace

bool legacy_walk::fail(errc e) {
    error_ = e;
    return false;
}

bool legacy_walk::next(legacy_message& out) {
    const auto left = set_.subspan(position_);
    if (error_ != errc::ok || left.empty()) return false;
    const auto judged = judge_batch(left);
    if (judged == errc::ok) return false; // magic 2 follows
    if (judged != errc::old_magic) return fail(judged);
    const auto length = wire::load<std::int32_t>(left.data() + sizeof(std::int64_t));
    const auto size = batch_prefix_size + static_cast<std::size_t>(length);
    if (const auto e = read_message(left.first(size), out); e != errc::ok) return fail(e);
    position_ += size;
    return true;
}

bool legacy_cursor::fail(errc e) {
    error_ = e;
    return false;
}

bool legacy_cursor::next(record_view& out) {
    while (error_ == errc::ok) {
        if (next_inner(out)) return true;
        if (error_ != errc::ok) return false;
        legacy_message m;
        if (!outer_.next(m)) return fail(outer_.error());
        if (m.codec == compression::none) {
            out = {m.offset, m.timestamp, m.key, m.value, {}};
            return true;
        }
        if (!open(m)) return false;
    }
    return false;
}

bool legacy_cursor::open(const legacy_message& wrapper) {
    wrapper_ = wrapper;
    unpacked_.clear();
    std::vector<std::byte> repaired;
    auto packed = wrapper.value.bytes();
    if (wrapper.magic == 0 && wrapper.codec == compression::lz4) {
        repaired = with_right_lz4_checksum(packed);
        packed = repaired;
    }
    if (const auto e = decompress(wrapper.codec, packed, limit_, unpacked_); e != errc::ok)
        return fail(e);
    const auto base = base_of(wrapper, unpacked_);
    if (!base) return fail(errc::bad_count);
    inner_base_ = *base;
    inner_ = legacy_walk(unpacked_);
    return true;
}

bool legacy_cursor::next_inner(record_view& out) {
    legacy_message m;
    if (!inner_.next(m)) {
        // Inside a wrapper nothing may be cut, and nothing of another format may follow.
        const auto whole = inner_.error() == errc::ok && inner_.position() == unpacked_.size();
        return whole ? false : fail(inner_.error() == errc::ok ? errc::bad_magic : inner_.error());
    }
    if (m.magic != wrapper_.magic || m.codec != compression::none) return fail(errc::bad_record);
    const auto timestamp = wrapper_.is_log_append_time ? wrapper_.timestamp : m.timestamp;
    out = {sum(inner_base_, m.offset), timestamp, m.key, m.value, {}};
    return true;
}

errc rewrite_legacy(bytes set, std::size_t limit, buffer& out, std::size_t& read) {
    const auto most = out.size() + std::min(limit, out.max_size() - out.size());
    legacy_cursor records(set, limit);
    record_view r;
    bool more = records.next(r);
    while (more) {
        batch_builder builder(r.offset);
        while (more && builder.append(r) == errc::ok) {
            if (out.size() + builder.size() > most) return errc::too_large;
            more = records.next(r);
        }
        if (builder.empty()) return errc::too_large;
        const auto batch = std::move(builder).build({});
        out.append(batch);
    }
    read = records.position();
    return records.error();
}

} // namespace kafka::detail::record
