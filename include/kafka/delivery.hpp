// What becomes of a record that a writer took.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

namespace kafka {

/// What is known of a record that was not acknowledged.
enum class persistence : std::int8_t {
    not_persisted,      ///< it is not in the log, and will not be
    possibly_persisted, ///< it was sent and no answer came: it may be in the log
    persisted,          ///< it is in the log
};

constexpr std::string_view to_string(persistence p) {
    return p == persistence::persisted       ? "persisted"
           : p == persistence::not_persisted ? "not persisted"
                                             : "possibly persisted";
}

/// The outcome of one record.
struct delivery {
    std::error_code error = {}; ///< empty: written
    kafka::persistence persistence = kafka::persistence::persisted;
    std::int32_t partition = -1;
    std::int64_t offset = -1; ///< -1 with acks none, or when not written
};

/// Called once for a record that was posted with it: a function and a pointer, so that a record
/// costs 16 bytes and no allocation. It runs on the callback thread, never on an I/O thread, and
/// must not throw.
struct delivery_callback {
    void (*function)(void* context, const delivery& outcome) = nullptr;
    void* context = nullptr;
    friend bool operator==(const delivery_callback&, const delivery_callback&) = default;
};

/// The records of one batch, when it was acknowledged or given up; all have the same fate.
struct batch_result {
    std::string_view topic = {};
    std::int32_t partition = -1;
    std::int64_t base_offset = -1; ///< of the first record; -1 when not known
    std::size_t records = 0;
    std::size_t bytes = 0; ///< on the wire
    std::error_code error = {};
    kafka::persistence persistence = kafka::persistence::persisted;
    std::string_view detail = {}; ///< of a failure: the broker's words, or what was tried
};

} // namespace kafka
