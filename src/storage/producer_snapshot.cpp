#include "storage/producer_snapshot.hpp"

#include "wire/crc32c.hpp"
#include "wire/reader.hpp"

namespace kafka::detail::storage {

namespace {

constexpr std::int16_t current_version = 1;
constexpr std::size_t crc_at = 2, crc_covers_from = 6, header_size = 10, entry_size = 46;

class cursor {
public:
    explicit cursor(std::byte* at) : at_(at) {}
    template <class T>
    void put(T value) {
        wire::store(at_, value);
        at_ += sizeof(T);
    }

private:
    std::byte* at_;
};

void encode(std::int64_t producer_id, const producer_entry& e, std::byte* to) {
    const auto last = e.last() != nullptr ? *e.last() : produced_batch{};
    cursor out(to);
    out.put(producer_id);
    out.put(e.epoch);
    out.put(last.last_sequence);
    out.put(last.last_offset);
    out.put(last.offset_delta);
    out.put(e.timestamp);
    out.put(e.coordinator_epoch);
    out.put(e.transaction_first_offset);
}

void decode(wire::reader& in, producer_table& to) {
    const auto producer_id = in.fixed<std::int64_t>();
    producer_entry e;
    produced_batch last;
    e.epoch = in.fixed<std::int16_t>();
    last.last_sequence = in.fixed<std::int32_t>();
    last.last_offset = in.fixed<std::int64_t>();
    last.offset_delta = in.fixed<std::int32_t>();
    last.timestamp = e.timestamp = in.fixed<std::int64_t>();
    e.coordinator_epoch = in.fixed<std::int32_t>();
    e.transaction_first_offset = in.fixed<std::int64_t>();
    if (last.last_offset >= 0) e.add(last);
    to.put(producer_id, e);
}

} // namespace

std::vector<std::byte> encode_snapshot(const producer_table& producers) {
    std::vector<std::byte> out(header_size + producers.size() * entry_size);
    auto* to = out.data() + header_size;
    for (const auto& [id, entry] : producers.entries()) {
        encode(id, entry, to);
        to += entry_size;
    }
    wire::store(out.data(), current_version);
    wire::store(out.data() + crc_covers_from, static_cast<std::int32_t>(producers.size()));
    wire::store(out.data() + crc_at, wire::crc32c(wire::bytes(out).subspan(crc_covers_from)));
    return out;
}

std::optional<producer_table> decode_snapshot(wire::bytes from) {
    wire::reader in(from);
    const auto version = in.fixed<std::int16_t>();
    const auto crc = in.fixed<std::uint32_t>();
    const auto count = in.fixed<std::int32_t>();
    if (!in.good() || version != current_version || count < 0 ||
        in.left() != static_cast<std::size_t>(count) * entry_size ||
        wire::crc32c(from.subspan(crc_covers_from)) != crc)
        return std::nullopt;
    producer_table producers;
    for (std::int32_t i = 0; i < count; ++i) decode(in, producers);
    return producers;
}

} // namespace kafka::detail::storage
