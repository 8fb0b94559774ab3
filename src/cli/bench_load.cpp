#include "cli/bench_load.hpp"

#include <random>

namespace kafka::detail::cli {

namespace {

constexpr std::size_t different_values = 1024;
constexpr std::size_t stretch = 16;

std::string make_value(std::size_t size, std::mt19937& random) {
    std::string out(size, 'x');
    for (std::size_t i = 0; i < size; ++i)
        if (i / stretch % 2 != 0) out[i] = static_cast<char>('!' + random() % 90);
    return out;
}

} // namespace

bench_values::bench_values(std::size_t size) {
    std::mt19937 random(42);
    for (std::size_t i = 0; i < different_values; ++i) values_.push_back(make_value(size, random));
}

void bench_outcomes::add(const delivery& outcome) {
    if (!outcome.error) {
        ++delivered;
        return;
    }
    if (++failed == 1) first_error = outcome.error;
}

} // namespace kafka::detail::cli
