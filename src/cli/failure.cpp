#include "cli/failure.hpp"

#include "cli/hint.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <algorithm>
#include <iostream>
#include <numeric>

namespace kafka::detail::cli {

namespace {

void print(const std::string& what, const std::string& hint) {
    std::cout.flush();
    std::cerr << "error: " << what << '\n';
    if (!hint.empty()) std::cerr << "hint: " << hint << '\n';
}

/// Letters to change, insert or remove to get from one word to the other.
std::size_t edits_between(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        auto diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const auto change = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

} // namespace

exit_code exit_code_of(const std::error_code& e) {
    if (e == condition::not_found) return not_found;
    if (e == condition::exists) return conflict;
    if (e == condition::unauthorized) return not_authorised;
    if (e == condition::timeout || e == errc::no_brokers || e == errc::connection_refused ||
        e == errc::connection_lost || e == errc::cannot_resolve || e == errc::not_kafka)
        return unreachable;
    if (e == errc::invalid_option || e == errc::invalid_argument) return wrong_usage;
    return failed;
}

int run_guarded(int (*body)(const std::vector<std::string>&),
                const std::vector<std::string>& args) {
    try {
        return body(args);
    } catch (const failure& f) {
        print(f.what(), f.hint());
        return f.code();
    } catch (const error& e) {
        print(e.what(), hint_for(e.code()));
        return exit_code_of(e.code());
    } catch (const std::exception& e) {
        print(e.what(), "");
        return failed;
    }
}

std::string nearest(const std::string& word, const std::vector<std::string>& candidates) {
    constexpr std::size_t far = 3;
    std::string best;
    std::size_t distance = std::min(far, word.size());
    for (const auto& candidate : candidates)
        if (const auto d = edits_between(word, candidate); d < distance) {
            distance = d;
            best = candidate;
        }
    return best;
}

} // namespace kafka::detail::cli
