// The numbers by which a broker recognises a batch that it has already written.
// Source: KIP-98, KIP-360.
#pragma once

#include <cstdint>
#include <limits>

namespace kafka::detail::producer {

/// What InitProducerId gives.
struct producer_identity {
    std::int64_t id = -1;
    std::int16_t epoch = -1;

    explicit operator bool() const { return id >= 0; }
    friend bool operator==(const producer_identity&, const producer_identity&) = default;
};

/// Sequence numbers count the records of a partition and begin again at 0 after the largest.
constexpr std::int32_t sequence_after(std::int32_t sequence, std::uint32_t records) {
    return static_cast<std::int32_t>((static_cast<std::uint32_t>(sequence) + records) &
                                     0x7fffffffu);
}
constexpr std::int32_t sequence_before(std::int32_t sequence, std::uint32_t records) {
    return static_cast<std::int32_t>((static_cast<std::uint32_t>(sequence) - records) &
                                     0x7fffffffu);
}
/// Whether `a` was given out after `b`, neither of them long ago.
constexpr bool comes_after(std::int32_t a, std::int32_t b) {
    const auto distance = sequence_before(a, static_cast<std::uint32_t>(b));
    return distance != 0 && distance < 0x40000000;
}

/// Of a batch. Empty until it is first sent.
struct sequence_stamp {
    producer_identity who = {};
    std::int32_t base = -1;

    explicit operator bool() const { return base >= 0; }
    friend bool operator==(const sequence_stamp&, const sequence_stamp&) = default;
};

/// The sequence of one partition.
class partition_sequence {
public:
    const producer_identity& who() const { return who_; }
    void begin(producer_identity who) {
        who_ = who;
        next_ = 0;
    }
    sequence_stamp take(std::uint32_t records) {
        const sequence_stamp out{who_, next_};
        next_ = sequence_after(next_, records);
        return out;
    }
    /// Records that had numbers will never be written, and what follows moves up.
    void close_gap(std::uint32_t records) { next_ = sequence_before(next_, records); }

    /// A broker that lost track accepts sequence 0 of a higher epoch. False when there is none.
    bool bump() {
        if (who_.epoch == std::numeric_limits<std::int16_t>::max()) return false;
        begin({who_.id, static_cast<std::int16_t>(who_.epoch + 1)});
        return true;
    }

private:
    producer_identity who_ = {};
    std::int32_t next_ = 0;
};

} // namespace kafka::detail::producer
