// What a measurement sends, and how it counts what became of it.
#pragma once

#include <kafka/delivery.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace kafka::detail::cli {

/// Values that take turns. In each, 16 bytes that all have in common alternate with 16 that look
/// random, so that a codec halves them, as it does real records. The same in every run.
class bench_values {
public:
    explicit bench_values(std::size_t size);
    const std::string& operator[](std::uint64_t i) const { return values_[i % values_.size()]; }

private:
    std::vector<std::string> values_;
};

/// One count for each record, as an application that looks at every outcome would do it. Callbacks
/// come from one thread; read it when all have come.
struct bench_outcomes {
    std::uint64_t delivered = 0;
    std::uint64_t failed = 0;
    std::error_code first_error = {};

    delivery_callback callback() {
        return {[](void* to, const delivery& d) { static_cast<bench_outcomes*>(to)->add(d); },
                this};
    }
    void add(const delivery& outcome);
};

} // namespace kafka::detail::cli
